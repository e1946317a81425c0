"""nginx before the site, with the configuration that is shipped (`deploy/nginx.conf`), and a file beside it.

Only what names this machine differs: addresses, folders, the certificate; and that one visitor may ask as often as the
benchmark does.
"""

import gzip
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path

from pain_site.stack.servers.child import Child

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
FILE = "/static/article.html"
AROUND = """
user root;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/errors.log crit;
events {{ worker_connections 1024; }}
http {{
default_type text/html;
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{site}
}}
"""


def nginx(port, behind, state, folder, article):
    """nginx at a port, before what answers at another; with this page as a file too, compressed beforehand."""
    folder.mkdir()
    static = folder / "static"
    static.mkdir()
    (static / Path(FILE).name).write_bytes(article)
    (static / f"{Path(FILE).name}.gz").write_bytes(gzip.compress(article, 6))
    words = ["-subj", "/CN=127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *words]
    subprocess.run(command, check=True, capture_output=True)
    written = folder / "nginx.conf"
    written.write_text(AROUND.format(folder=folder, site=at_home(port, behind, folder)))
    start = [shutil.which("nginx"), "-c", written, "-p", folder, "-g", "daemon off;"]
    child = Child("nginx", start, state=state, env={})
    child.port = port
    return child


def at_home(port, behind, folder):
    """The shipped configuration, for this machine."""
    text = SHIPPED.read_text()
    before, after = text.split("server {\n    listen 80;")
    text = before + after.partition("\n}\n")[2]
    changes = {
        r"listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        r"\n    listen \[::\]:443[^\n]*": "",
        r"www\.example\.org;": "127.0.0.1;",
        r"unix:/run/pain-site/web\.sock": f"127.0.0.1:{behind}",
        r"/var/cache/pain-site": f"{folder}/cache",
        r"/var/lib/pain-site/static": f"{folder}/static",
        r"/var/log/nginx": f"{folder}",
        r"/etc/letsencrypt/\S+/fullchain\.pem": f"{folder}/certificate.pem",
        r"/etc/letsencrypt/\S+/privkey\.pem": f"{folder}/key.pem",
        r"rate=30r/s": "rate=1000000r/s",
    }
    for shipped, here in changes.items():
        text, found = re.subn(shipped, here, text)
        if not found:
            raise SystemExit(f"deploy/nginx.conf has no {shipped} any more; see benchmarks/readers/front.py.")
    return text


def plain(port, path):
    """A page as it is without compression, to be kept as a file."""
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    return urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)).read()
