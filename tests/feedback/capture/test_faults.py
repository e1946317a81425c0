"""Nothing that readers send is lost, and the desk is told of all of it once: whatever is killed under load."""

import http.client
import itertools
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import urlencode

import pytest
from django.conf import settings

from benchmarks.capture.statements import EDITION
from editorial.feedback.reports.receipts import edition_token
from pain_site.stack.environment import site_environment
from pain_site.stack.kept_cluster import KeptCluster
from pain_site.stack.manage import manage_command
from pain_site.stack.servers.data_stores import Servers
from pain_site.stack.site import web, worker
from pain_site.stack.state import PROJECT, State
from tests.feedback.form_time import time_in_form

READERS = 4
#: Each process that starts Django for one thing takes three seconds: what the owner does is done in one.
AS_OWNER = """
from django.contrib.auth.models import Group
from django.core.management import call_command
from editorial.accounts.users import User
call_command("grant_web_role", "{web}")
call_command("grant_readers_role", "{readers}")
User.objects.create(email="triager@example.org").groups.add(Group.objects.get(name="Triagers"))
"""
#: What the clock does each minute, after what lies on disk was brought in.
CATCH_UP = """
from editorial.feedback.tasks import catch_up, drain_spool
drain_spool()
catch_up()
"""
AWAITED = "SELECT count(*) FROM feedback_report WHERE awaits_follow_up"


@pytest.fixture(scope="module")
def site():
    """The whole site on servers of its own, that keep what they have when they are killed."""
    with Site() as site:
        yield site


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


class Readers:
    """Some readers who send votes and comments as long as they are let, each comment another one."""

    def __init__(self, site):
        self.site = site
        self.stopped = threading.Event()
        self.numbers = itertools.count(1)
        self.votes, self.comments, self.refused = [], [], []
        self.opened = time_in_form(1)
        self.threads = [threading.Thread(target=self.go_on) for _ in range(READERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def go_on(self):
        while not self.stopped.is_set():
            number = next(self.numbers)
            if number % 2:
                form = {"edition": 1, "token": edition_token(1), "helpful": "yes"}
                self.note(self.votes, number, self.site.send("/feedback/", form))
            else:
                comment = f"Sentence {number} about heat."
                form = {"edition": 1, "opened": self.opened, "reason": "not_accurate", "comment": comment}
                self.note(self.comments, comment, self.site.send("/feedback/report/", form))
            time.sleep(0.05)

    def note(self, thanked, what, status):
        (thanked if status == 303 else self.refused).append(what)


def killed(child):
    """The server, killed at once together with what it started, and away for two seconds."""
    child.process.send_signal(signal.SIGKILL)
    child.process.wait()
    time.sleep(2)


@pytest.mark.skipif(sys.platform != "linux", reason="kills process groups as Linux does")
@pytest.mark.long
def test_what_readers_were_thanked_for_is_stored_and_told_once_whatever_is_killed(site):
    with Readers(site) as readers:
        time.sleep(1)
        killed(site.servers.postgres.child)
        site.servers.postgres.start()
        time.sleep(1)
        killed(site.servers.valkey.child)
        site.servers.valkey.start()
        time.sleep(1)
        killed(site.worker)
        site.worker.start()
        time.sleep(1)
    site.manage("shell", "-c", CATCH_UP)

    stored = [comment for (comment,) in site.rows("SELECT comment FROM feedback_report WHERE comment <> ''")]
    ((votes,),) = site.rows("SELECT count(*) FROM feedback_report WHERE helpful AND comment = ''")
    assert site.web.has_said("a report goes to disk")
    assert readers.refused == [] and len(readers.comments) > 20
    assert sorted(stored) == sorted(readers.comments)
    assert votes == len(readers.votes)
    told = site.rows("SELECT r.comment FROM letters_letter l JOIN feedback_report r ON l.occasion = 'report ' || r.id")
    assert sorted(comment for (comment,) in told) == sorted(readers.comments)
