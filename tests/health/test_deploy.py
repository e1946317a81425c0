"""What deploy/ brings does what the manual says (docs/operations/public-site.md), on a database of its own."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest

from pain_site.stack.servers.postgres import FAST_AND_FORGETFUL, Postgres, program
from pain_site.stack.state import PROJECT, State

DEPLOY = PROJECT / "deploy"


def names_in(path):
    return set(re.findall(r"^#?([A-Z_]+)=", path.read_text(), re.MULTILINE))


def test_every_name_in_the_environment_file_is_explained():
    assert names_in(DEPLOY / "pain-site.env") <= names_in(PROJECT / ".env.example")


def test_containers_read_the_settings_where_units_do_and_no_image_holds_them():
    units = [path.read_text() for path in (DEPLOY / "systemd").glob("*.service")]
    [read] = re.findall(r"env_file: (.+)", (DEPLOY / "compose.yaml").read_text())

    assert all(f"\nEnvironmentFile={read}\n" in unit for unit in units)
    assert "**/*.env" in (PROJECT / ".dockerignore").read_text().splitlines()


def test_a_process_that_asks_the_kernel_for_too_much_is_refused_and_not_killed():
    """numpy does: it goes on without (systemd.exec(5), SystemCallErrorNumber)."""
    units = [path.read_text() for path in (DEPLOY / "systemd").glob("*.service")]
    filtering = [unit for unit in units if "SystemCallFilter=" in unit]

    assert len(filtering) > 5 and all("\nSystemCallErrorNumber=EPERM\n" in unit for unit in filtering)


def test_logs_of_nginx_are_left_to_debians_own_rotation():
    """It names /var/log/nginx/*.log; logrotate fails each day where another file names one of them again."""
    kept = [path for path in DEPLOY.rglob("*") if path.is_file() and path.name not in ("install", "README.md")]

    assert [path.name for path in kept if "logrotate" in path.name or b"postrotate" in path.read_bytes()] == []
    assert all("/var/log/nginx/" in log for log in re.findall(r"_log (/\S+\.log)", (DEPLOY / "nginx.conf").read_text()))


def test_commands_get_the_settings_as_the_processes_do_whatever_stands_in_them(tmp_path):
    values = {
        "SITE_NAME": "Plain Relief",
        "OIDC_NAME": "“St John’s” & Sons; $(touch carried-out)",
        "REPORT_WEBHOOK_URL": "https://pager.example.org/?a=1&b=$2",
        "LOG_HEADS_TO": "",
    }
    lines = [
        "# a comment",
        "",
        *(f"{name}={value}" for name, value in values.items()),
        "SECURITY_CONTACT='mailto:a@b.c'",
        "  # BASE_URL=https://no.example",
        "  BASE_URL =  https://blanks.example\t\r",
        "export LOG_FORMAT=json",
        r"MONITOR_TOKEN='a\b'",
    ]
    (tmp_path / "pain-site.env").write_text("\n".join(lines))
    (tmp_path / "owner.env").write_text('DATABASE_URL="postgres://owner:a b@/site"')
    runuser = tmp_path / "runuser"
    runuser.write_text("#!/bin/sh\nexec env -0\n")
    runuser.chmod(0o755)
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "ETC": str(tmp_path), "CODE": str(tmp_path)}

    command = [DEPLOY / "manage", "--as", "owner", "preflight"]
    said = subprocess.run(command, env=env, capture_output=True, text=True)

    found = dict(line.split("=", 1) for line in said.stdout.split("\0") if line)
    wanted = values | {"SECURITY_CONTACT": "mailto:a@b.c", "DATABASE_URL": "postgres://owner:a b@/site"}
    wanted |= {"BASE_URL": "https://blanks.example", "LOG_FORMAT": None, "MONITOR_TOKEN": r"a\b"}
    assert said.returncode == 0 and {name: found.get(name) for name in wanted} == wanted, said.stderr
    assert not (tmp_path / "carried-out").exists()


def test_a_backslash_that_systemd_would_read_otherwise_is_refused(tmp_path):
    (tmp_path / "pain-site.env").write_text(r"SECRET_KEY=a\b")

    said = subprocess.run([DEPLOY / "manage", "check"], env=os.environ | {"ETC": str(tmp_path)}, capture_output=True)

    assert said.returncode == 2 and b"SECRET_KEY in" in said.stderr


@pytest.fixture
def server():
    with tempfile.TemporaryDirectory(prefix="deploy-") as folder:
        state = State(folder)
        state.make()
        server = Postgres(state, settings=FAST_AND_FORGETFUL, say=lambda said: None)
        server.start()
        yield server
        server.stop()


def psql(server):
    """The statements of deploy/database.sql, as a superuser."""
    passwords = [part for role in ("owner", "web", "readers") for part in ("-v", f"{role}='secret'")]
    command = [program("psql"), "-h", str(server.sockets), "-U", "postgres", "-v", "ON_ERROR_STOP=1", *passwords]
    return subprocess.run([*command, "-f", DEPLOY / "database.sql"], capture_output=True, text=True)


class Site:
    """A public site whose keeper does what the manual says."""

    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        said = ("PATH", "HOME", "LANG", "VALKEY_URL")
        self.env = {name: os.environ[name] for name in said if name in os.environ} | {
            "DJANGO_SETTINGS_MODULE": "pain_site.settings.production",
            "SECRET_KEY": "a-key-for-one-test-that-has-more-than-fifty-characters-in-it",
            "DATABASE_URL": self.url("web"),
            "READERS_DATABASE_URL": self.url("readers"),
            "ALLOWED_HOSTS": "www.example.org",
            "BASE_URL": "https://www.example.org",
            "PAIN_SITE_STATE": str(folder),
            "GUNICORN_BIND": f"unix:{folder}/web.sock",
            "WEB_PROCESSES": "1",
        }

    def url(self, role):
        return f"postgres://pain_site_{role}:secret@/pain_site?host={self.server.sockets}"

    def manage(self, *arguments, role="web"):
        env = self.env | {"DATABASE_URL": self.url(role)}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)

    @contextmanager
    def served(self):
        command = [sys.executable, "-m", "gunicorn", "-c", DEPLOY / "gunicorn.conf.py", "pain_site.wsgi"]
        process = subprocess.Popen(command, cwd=PROJECT, env=self.env, stderr=subprocess.PIPE, text=True)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=60)

    def get(self, path, seconds=60):
        """The status of an answer, as a proxy asks."""
        deadline = time.monotonic() + seconds
        while True:
            with closing(HTTPConnection("www.example.org")) as proxy:
                proxy.sock = socket.socket(socket.AF_UNIX)
                try:
                    proxy.sock.connect(f"{self.folder}/web.sock")
                    proxy.request("GET", path, headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"})
                    return proxy.getresponse().status
                except OSError:
                    assert time.monotonic() < deadline, "Nobody answers."
            time.sleep(0.2)


def number_of_watches(server):
    """How many web processes look after PostgreSQL each second (`articles/stores/database_watch.py`)."""
    with psycopg.connect(host=str(server.sockets), user="postgres", dbname="pain_site") as connection:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT version FROM articles_readerversion'"
        return connection.execute(asked).fetchone()[0]


def megabytes_of_its_own(served):
    """What the one web process has in memory that it does not share with the one that it was forked from."""
    (pid,) = Path(f"/proc/{served.pid}/task/{served.pid}/children").read_text().split()
    said = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(kilobytes) for kilobytes in re.findall(r"^Private_\w+: +(\d+) kB", said, re.MULTILINE)) / 1024


@pytest.mark.thorough
@pytest.mark.long
def test_the_manual_followed_to_the_letter_makes_a_site(server, tmp_path):
    site = Site(server, tmp_path)
    for _ in range(2):  # again changes nothing
        assert (done := psql(server)).returncode == 0, done.stderr
    assert "could not be asked" in site.manage("preflight", "--at-start").stdout

    roles = ("--web-role", "pain_site_web", "--readers-role", "pain_site_readers")
    assert (done := site.manage("migrate", *roles, role="owner")).returncode == 0, done.stderr
    assert "collectstatic" in site.manage("preflight", "--at-start").stdout
    assert site.manage("collectstatic", "--no-input").returncode == 0

    done = site.manage("preflight", "--at-start")
    assert (done.returncode, done.stdout) == (0, "All is right.\n"), done.stdout + done.stderr
    with site.served() as served:
        assert site.get("/healthz") == 200
        assert [site.get(path) for path in ("/admin/login/", "/search/", "/nowhere/")] == [200, 200, 404]
        assert number_of_watches(server) == 1
        if sys.platform == "linux":
            assert 0 < megabytes_of_its_own(served) < 110
