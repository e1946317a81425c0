"""A database with all tables, kept between test runs: to migrate takes a dozen seconds, to copy it less than one."""

import fcntl
import shutil
from contextlib import contextmanager

from .preparation import SCHEMA_FILES, fingerprint
from .servers.postgres import is_cluster
from .state import PROJECT

FOLDER = PROJECT / ".state" / "tests"
#: What decides how the tables come out. When something of it changes, they are made anew.
FILES = (
    *SCHEMA_FILES,
    "articles/sql/**/*",
    "articles/record/triggers.py",
    "editorial/*/sql/**/*",
    "pain_site/settings/*.py",
    "pain_site/stack/servers/postgres.py",
)


class KeptCluster:
    """The data folder of a stopped PostgreSQL, under the fingerprint of what it was made from."""

    def __init__(self, folder=FOLDER, files=FILES):
        self.folder = folder
        self.data = folder / fingerprint(files)[:16]

    @property
    def is_there(self):
        return is_cluster(self.data)

    @contextmanager
    def taking_turns(self):
        """Of two runs that begin at once, one makes it and the other waits. The kernel drops a dead one's lock."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def copy_to(self, folder):
        shutil.copytree(self.data, folder)

    def keep(self, postgres):
        """Keep what a server has, which is stopped meanwhile, in place of all that was kept before."""
        for old in self.folder.iterdir():
            if old.is_dir():
                shutil.rmtree(old)
        unfinished = self.data.with_suffix(".unfinished")
        postgres.stop()
        shutil.copytree(postgres.data, unfinished)
        unfinished.rename(self.data)
        postgres.start()
