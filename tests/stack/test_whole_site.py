"""`./run` itself: a clone starts, lives and ends, as a newcomer's would."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from math import log2
from pathlib import Path
from urllib.parse import urlencode

import pytest
import redis

from pain_site.demo.files import logins
from pain_site.stack.servers.child import command_of, wait_until
from pain_site.stack.servers.valkey import Valkey
from pain_site.stack.state import PROJECT, State

NOT_IN_A_CLONE = shutil.ignore_patterns(".*", "__pycache__")
#: What readers of the demo may search for, and of which pages one should come first, by the ends of their addresses.
DEMO_QUERIES = PROJECT / "tests/search/demo_queries.tsv"
#: What `./run test` has set for the tests, and what would make another site of the clone.
NOT_FOR_A_CLONE = ("DATABASE", "READERS", "CAPTURE", "VALKEY", "DJANGO", "PAIN_SITE", "PYTEST", "BASE_URL", "DEBUG")


class Clone:
    """A copy of the project with the packages of the original, at a free port, and what its `./run` says."""

    def __init__(self, folder):
        self.folder = shutil.copytree(PROJECT, folder, ignore=NOT_IN_A_CLONE)
        (folder / ".venv").symlink_to(PROJECT / ".venv")
        self.state = State(folder / ".state")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = None
        self.said = []

    @property
    def environment(self):
        return {name: value for name, value in os.environ.items() if not name.startswith(NOT_FOR_A_CLONE)}

    def manage(self, *arguments):
        """What a command of Django's says, about the site that runs."""
        command = [sys.executable, "run", "manage", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True)
        return done.stdout + done.stderr

    def start(self, **settings):
        """As a script starts it in the background."""
        self.process = subprocess.Popen(
            ["/bin/sh", "-c", "./run & wait"],
            cwd=self.folder,
            env=self.environment | settings | {"PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.listen_for("Ctrl-C stops everything.")

    def listen_for(self, words):
        """Read on until it says this, or nothing more."""
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return
        pytest.fail("".join(self.said))

    def end(self, signum=signal.SIGKILL):
        """Send a signal to `./run` alone, and read what it still says."""
        if self.process.poll() is None:
            os.kill(int(self.state.lock.read_text().split()[0]), signum)
        rest = self.process.stdout.read()
        self.process.wait()
        return rest

    def number_of(self, part):
        return int((self.state.pids / f"{part}.pid").read_text())

    def has_started(self, part):
        return (self.state.pids / f"{part}.pid").exists()

    def get(self, path):
        """(status, text); (None, "") while nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode()
        except OSError:
            return None, ""

    def serves_steadily(self):
        """Whether it answers at each look of two seconds: a web process may know of an end before another."""
        for _look in range(20):
            if self.get("/")[0] != 200:
                return False
            time.sleep(0.1)
        return True

    def waiting_for_upkeep(self):
        """How many tasks wait in its queue. Asks the Valkey that runs."""
        return redis.from_url(Valkey(self.state).url).llen("upkeep")

    def left_for_upkeep(self):
        """The same when the site does not run."""
        valkey = Valkey(self.state)
        valkey.start()
        waiting = self.waiting_for_upkeep()
        valkey.stop()
        return waiting


@pytest.fixture
def clone():
    with tempfile.TemporaryDirectory(prefix="clone-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103  where root's PostgreSQL runs as nobody, who may not enter pytest's folder
        clone = Clone(Path(folder) / "a, b #1?c=50%41")
        yield clone
        if clone.process:
            clone.end()
        shutil.rmtree(clone.state.sockets, ignore_errors=True)  # a comma keeps them out of the clone


@contextmanager
def silent_service():
    """The address of a service that takes questions and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.long
def test_an_oddly_named_clone_serves_the_demo_outlives_its_parts_and_ends_at_one_signal(clone):
    with silent_service() as silence:
        settings = {"CROSSREF_URL": silence, "EUTILS_URL": silence, "EUROPEPMC_URL": silence, "LOOKUP_TIMEOUT": "600"}
        clone.start(**settings)
        serves_the_demo_and_our_own_pages(clone)
        finds_what_readers_search_for(clone)
        outlives_its_parts(clone)
        ends_with_all_its_parts(clone)
        clone.start(**settings)
        waits_for_no_task_and_loses_none(clone)


def serves_the_demo_and_our_own_pages(clone):
    greeting = "".join(clone.said)
    assert all(re.search(rf"{role} +{email} +{password}\n", greeting) for role, email, password in logins())
    status, home = clone.get("/")
    assert status == 200
    assert "Low back pain" in home
    status, missing = clone.get("/nothing-here/")
    assert status == 404
    assert "Page not found" in missing
    assert "DEBUG = True" not in missing
    assert clone.get(re.search(r'href="(/static/[^"]+\.css)"', missing)[1])[0] == 200
    assert "The record is intact." in clone.manage("verify_record")


def finds_what_readers_search_for(clone):
    """By the places of what should be found among the first three results (normalised discounted cumulative gain)."""
    gains = {}
    for line in DEMO_QUERIES.read_text(encoding="utf-8").splitlines():
        query, wanted = line.split("\t")
        _status, page = clone.get(f"/search/?{urlencode({'q': query})}")
        found = re.findall(r'result__title"><a href="[^"]*/([^"/]+)/"', page)[:3]
        gains[query] = max(
            (1 / log2(place + 2) for place, slug in enumerate(found) if slug in wanted.split()), default=0
        )
    assert len(gains) >= 40
    assert sum(gains.values()) / len(gains) >= 0.95, {query: gain for query, gain in gains.items() if gain < 1}


def outlives_its_parts(clone):
    for part in ("postgres", "valkey", "web", "worker"):
        os.kill(clone.number_of(part), signal.SIGKILL)
        clone.listen_for(f"{part} has ended by itself (killed by SIGKILL)")
        wait_until(lambda: clone.has_started(part) and clone.serves_steadily(), seconds=60)  # noqa: B023  at once
        assert clone.has_started(part)
        assert clone.serves_steadily()


def ends_with_all_its_parts(clone):
    numbers = [clone.number_of(part) for part in ("postgres", "valkey", "web", "worker", "upkeep-worker", "log-worker")]

    assert clone.end(signal.SIGINT).endswith("Stopping.\n")

    assert not any(map(command_of, numbers))


def waits_for_no_task_and_loses_none(clone):
    """The upkeep worker waits for a service that never answers, and nobody who stops the site waits with it."""
    wait_until(clone.waiting_for_upkeep, seconds=60)
    waiting = clone.waiting_for_upkeep()
    assert waiting

    clone.end(signal.SIGINT)

    said = re.findall("^worker: (.*)$", (clone.state.logs / "upkeep-worker.log").read_text(), re.MULTILINE)
    assert said[-1] == "Cold shutdown (MainProcess)"
    assert "Warm shutdown (MainProcess)" not in said
    assert clone.left_for_upkeep() >= waiting
