"""What stands between readers and two web servers, and between those and PostgreSQL."""

import shutil
import socket
from contextlib import contextmanager

from pain_site.stack.servers.child import Child, wait_until
from pain_site.stack.servers.roles import OWNER, READERS, WEB

NGINX = """
user root;
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/errors.log crit;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream site {{
        {servers}
        keepalive 8;
    }}
    server {{
        listen 127.0.0.1:{port};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        location / {{ proxy_pass http://site; }}
    }}
}}
"""
#: A database for each kind of connection, since the site's own limits of time do not go through a pooler.
PGBOUNCER = """
[databases]
pain_site = host={main} dbname=pain_site
capture = host={main} dbname=pain_site connect_query='SET statement_timeout = 2000'
readers = host={replica} dbname=pain_site connect_query='SET statement_timeout = 10000'
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 8
max_client_conn = 500
max_prepared_statements = 500
ignore_startup_parameters = options,extra_float_digits
logfile = {folder}/pgbouncer.log
"""


class Front:
    """nginx, which gives each request to the next of the two, or to the other where one does not answer."""

    def __init__(self, folder, port):
        self.folder, self.port, self.address = folder, port, f"http://127.0.0.1:{port}"

    @contextmanager
    def before(self, state, ports):
        """For as long as it stands before web servers at these ports."""
        self.folder.mkdir()
        servers = "\n        ".join(f"server 127.0.0.1:{each} fail_timeout=1s;" for each in ports)
        written = self.folder / "nginx.conf"
        written.write_text(NGINX.format(folder=self.folder, port=self.port, servers=servers))
        child = Child("nginx", [shutil.which("nginx"), "-c", written, "-p", self.folder], state=state, env={})
        try:
            child.start()
            wait_until(lambda: listens(self.port), seconds=20)
            yield self
        finally:
            child.stop()


class PgBouncer:
    """A few connections to PostgreSQL for all that ask, each given out for one transaction."""

    def __init__(self, program, site, folder, port):
        folder.mkdir()
        account = site.replica.postgres.account
        (folder / "users").write_text("".join(f'"{role}" ""\n' for role in (OWNER, WEB, READERS)))
        written = folder / "pgbouncer.ini"
        places = {"main": site.state.sockets, "replica": site.replica.state.sockets}
        written.write_text(PGBOUNCER.format(folder=folder, port=port, **places))
        account.own(folder)
        self.child = Child("pgbouncer", [program, written], state=site.replica.state, env={}, become=account.become)
        self.port = port

    @property
    def settings(self):
        """Where the site finds its databases then."""
        place = f"127.0.0.1:{self.port}"
        return {
            "DATABASE_URL": f"postgres://{WEB}@{place}/pain_site",
            "READERS_DATABASE_URL": f"postgres://{READERS}@{place}/readers",
            "CAPTURE_DATABASE_URL": f"postgres://{READERS}@{place}/capture",
            "DATABASE_POOLED": "true",
        }

    @contextmanager
    def running(self):
        try:
            self.start()
            yield self
        finally:
            self.child.stop()

    def start(self):
        self.child.start()
        wait_until(lambda: listens(self.port), seconds=20)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
