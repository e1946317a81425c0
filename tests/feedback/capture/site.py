"""The site with a web process and a worker of its own, on servers that keep what they have when they are killed."""

import http.client
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

from benchmarks.capture.statements import EDITION
from pain_site.stack.environment import site_environment
from pain_site.stack.kept_cluster import KeptCluster
from pain_site.stack.manage import manage_command
from pain_site.stack.servers.data_stores import Servers
from pain_site.stack.site import web, worker
from pain_site.stack.state import PROJECT, State

#: Each process that starts Django for one thing takes three seconds: what the owner does is done in one.
AS_OWNER = """
from django.contrib.auth.models import Group
from django.core.management import call_command
from editorial.accounts.users import User
call_command("grant_web_role", "{web}")
call_command("grant_readers_role", "{readers}")
User.objects.create(email="triager@example.org").groups.add(Group.objects.get(name="Triagers"))
"""
AWAITED = "SELECT count(*) FROM feedback_report WHERE awaits_follow_up"


class Site:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="faults-")
        self.state = State(self.folder.name)
        self.state.make()
        self.servers = Servers(self.state, {}, say=lambda line: None)
        self.port = free_port()
        names = ("TEXTS_A_DAY", "TEXTS_A_DAY_ABOUT_ARTICLE", "TEXTS_AN_HOUR", "VOTES_A_DAY_ABOUT_ARTICLE")
        limits = dict.fromkeys(names, "1000000")
        given = {"SECRET_KEY": settings.SECRET_KEY, **limits}
        own = site_environment({"PATH": "/usr/bin:/bin", **given}, state=self.state, port=self.port)
        self.env = own | self.servers.addresses()
        self.as_owner = own | self.servers.addresses(as_owner=True)

    def __enter__(self):
        KeptCluster().copy_to(self.state.postgres)
        self.servers.start()
        roles = {"web": self.servers.web_role, "readers": self.servers.readers_role}
        self.manage("shell", "-c", AS_OWNER.format(**roles), env=self.as_owner)
        with self.servers.postgres.connect("pain_site") as connection:
            connection.execute(EDITION)
        self.web, self.worker = web(self.state, self.env), worker(self.state, self.env)
        self.web.start()
        self.worker.start()
        wait_until(self.answers)
        return self

    def __exit__(self, *failure):
        for child in (self.web, self.worker):
            child.stop()
        self.servers.stop()
        self.folder.cleanup()

    def manage(self, *arguments, env=None):
        command = manage_command(*arguments)
        done = subprocess.run(command, env=env or self.env, cwd=PROJECT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def send(self, path, form):
        """The status of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST", path, urlencode(form), headers)
            return connection.getresponse().status
        finally:
            connection.close()

    def answers(self):
        try:
            return self.send("/feedback/", {}) == 400
        except OSError:
            return False

    def has_seen_to_all(self):
        on_disk = (path for path in (self.state.folder / "report-spool").glob("*.jsonl") if path.stat().st_size)
        return not any(on_disk) and self.rows(AWAITED) == [(0,)]

    def rows(self, sql):
        with self.servers.postgres.connect("pain_site") as connection:
            return connection.execute(sql).fetchall()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "Waited in vain."
        time.sleep(0.2)


def members_of_group(number):
    """The ids of the processes of a group that have not ended (proc_pid_stat(5))."""
    members = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _parent, group = path.read_text().rpartition(")")[2].split()[:3]
            if int(group) == number and state not in "ZX":
                members.append(int(path.parent.name))
    return members
