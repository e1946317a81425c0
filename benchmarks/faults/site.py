"""The demo as `./run` starts it, in a folder of its own, and the processes that it consists of."""

import os
import shutil
import signal
import struct
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg

from pain_site.stack.servers.child import wait_until
from pain_site.stack.state import PROJECT, State

#: One machine is everybody here.
NO_LIMITS = dict.fromkeys(
    ("TEXTS_A_DAY", "TEXTS_A_DAY_ABOUT_ARTICLE", "TEXTS_AN_HOUR", "VOTES_A_DAY_ABOUT_ARTICLE"), "1000000"
)


class Site:
    def __init__(self, folder, port):
        self.state, self.port = State(Path(folder) / "state"), port
        self.address = f"http://127.0.0.1:{port}"
        self.clock = Path(folder) / "clock"
        self.said = Path(folder) / "said"

    @contextmanager
    def running(self, **settings):
        """From its start until its end, with settings in its environment."""
        env = os.environ | NO_LIMITS | {"PORT": str(self.port), "PAIN_SITE_STATE": str(self.state.folder)} | settings
        if shutil.which("cc"):
            env |= {"LD_PRELOAD": str(self.clock_maker()), "CLOCK_OFFSET": str(self.clock)}
        with self.said.open("wb") as said:
            self.run = subprocess.Popen([sys.executable, "run"], cwd=PROJECT, env=env, stdout=said, stderr=said)
        try:
            wait_until(lambda: "Ctrl-C" in self.said.read_text() or self.run.poll() is not None, seconds=300)
            if "Ctrl-C" not in self.said.read_text():
                raise SystemExit(self.said.read_text())
            yield self
        finally:
            self.run.send_signal(signal.SIGINT)
            self.run.wait(60)

    @property
    def has_ended(self):
        return self.run.poll() is not None

    def clock_maker(self):
        """clock.c, compiled: what it gives out as the time of day is what `set_clock` says."""
        self.clock.write_bytes(struct.pack("l", 0))
        library = self.clock.with_suffix(".so")
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-O2", "-o", library, Path(__file__).with_name("clock.c")], check=True
        )
        return library

    def set_clock(self, seconds):
        """All processes of the site see it at once: 3600 is an hour later than it is."""
        with self.clock.open("r+b") as shared:
            shared.write(struct.pack("l", seconds))

    def number_of(self, part):
        return int((self.state.pids / f"{part}.pid").read_text())

    def family_of(self, part):
        """A part and all the processes that it started."""
        return family(self.number_of(part))

    def rows(self, sql, *values):
        """Of the database, as its superuser, who is asked by no code of the site's."""
        with psycopg.connect(host=str(self.state.sockets), dbname="pain_site", user="postgres") as connection:
            return connection.execute(sql, values or None).fetchall()

    def manage(self, *arguments):
        env = os.environ | {"PORT": str(self.port), "PAIN_SITE_STATE": str(self.state.folder)}
        command = [sys.executable, "run", "manage", *arguments]
        return subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)


def family(number):
    """A process and all that it started."""
    found = [number]
    for each in found:
        found += children(each)
    return found


def children(number):
    try:
        return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
    except OSError:
        return []
