"""`./run test`: the tests on servers that are made for them and thrown away."""

import os
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .kept_cluster import KeptCluster
from .manage import in_foreground, quietly
from .servers import roles
from .servers.postgres import FAST_AND_FORGETFUL, Postgres
from .servers.valkey import FORGETFUL, Valkey
from .state import State

#: More of them gain little: the longest tests take half a minute each.
MOST_PROCESSORS = 7
PREFIX = "pain-site-test-"
TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "pain_site.settings.test"}


def run_tests(arguments):
    """pytest's own exit code; its summary is the last thing printed."""
    with servers_with_tables(KeptCluster()) as addresses:
        env = os.environ | addresses | TEST_SETTINGS
        return in_foreground([sys.executable, "-m", "pytest", *parallel(arguments), *arguments], env=env)


def parallel(arguments):
    """Two processes more than there are processors, because tests also wait; one without work takes another's.

    Not where the arguments say how many, or want a debugger, which needs the terminal.
    """
    decided = any(word.startswith(("-n", "--numprocesses", "--pdb", "no:xdist", "--trace")) for word in arguments)
    return [] if decided else ["-n", str(min(os.cpu_count() or 1, MOST_PROCESSORS) + 2), "--dist", "worksteal"]


@contextmanager
def throwaway_servers(**settings):
    """Servers that forget, in a folder that is removed; yields their addresses. Takes settings of PostgreSQL's."""
    with removed_afterwards(Throwaway(settings)) as servers:
        servers.start()
        yield servers.addresses


@contextmanager
def servers_with_tables(kept):
    """The same, with all tables in the database, as they were kept; or made, and kept for the next time."""
    with removed_afterwards(Throwaway()) as servers:
        with kept.taking_turns():
            if kept.is_there:
                kept.copy_to(servers.state.postgres)
            servers.start()
            if not kept.is_there:
                print("Making the tables, which are kept until a migration changes.", flush=True)
                servers.migrate()
                kept.keep(servers.postgres)
        yield servers.addresses


class Throwaway:
    """PostgreSQL and Valkey in a temporary folder."""

    def __init__(self, settings=None):
        remove_abandoned()
        self.state = State(tempfile.mkdtemp(prefix=PREFIX))
        self.state.take("test")
        settings = FAST_AND_FORGETFUL | (settings or {})
        self.postgres = Postgres(self.state, settings=settings, say=lambda line: None)
        self.valkey = Valkey(self.state, options=FORGETFUL)
        self.addresses = {
            "DATABASE_URL": self.postgres.url(roles.OWNER),
            "READERS_DATABASE_URL": self.postgres.url(roles.READERS),
            "VALKEY_URL": self.valkey.url,
            "PAIN_SITE_STATE": str(self.state.folder),
        }

    def start(self):
        self.postgres.start()
        roles.make_site_database(self.postgres)
        roles.make_test_databases_possible(self.postgres)
        self.valkey.start()

    def migrate(self):
        """Make the tables in the database from which each process of the tests copies its own."""
        env = os.environ | self.addresses | TEST_SETTINGS
        quietly("Making the tables", ["migrate", "--no-input"], env=env, state=self.state)

    def remove(self):
        self.postgres.child.stop_signal = signal.SIGQUIT  # at once, without writing what nobody will read
        self.valkey.stop()
        self.postgres.stop()
        shutil.rmtree(self.state.folder, ignore_errors=True)


@contextmanager
def removed_afterwards(servers):
    try:
        yield servers
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        servers.remove()


def remove_abandoned():
    """Folders of test runs that were killed; those of a run that still goes on are locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        state = State(folder)
        if folder.stat().st_uid == os.getuid() and state.lock.exists() and not state.is_taken():
            shutil.rmtree(folder, ignore_errors=True)
