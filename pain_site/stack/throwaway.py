"""`./run test`: the tests on servers that are made for them and thrown away."""

import os
import shutil
import signal
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import roles
from .manage import in_foreground
from .postgres import FAST_AND_FORGETFUL, Postgres
from .state import State
from .valkey import FORGETFUL, Valkey

PREFIX = "pain-site-test-"


def run_tests(arguments):
    """pytest's own exit code; its summary is the last thing printed."""
    with throwaway_servers() as addresses:
        env = dict(os.environ) | addresses | {"DJANGO_SETTINGS_MODULE": "pain_site.settings.test"}
        return in_foreground([sys.executable, "-m", "pytest", *parallel(arguments), *arguments], env=env)


def parallel(arguments):
    """Two processes, unless the arguments say how many, or want a debugger, which needs the terminal."""
    decided = any(word.startswith(("-n", "--numprocesses", "--pdb", "no:xdist", "--trace")) for word in arguments)
    return [] if decided else ["-n", "2"]


@contextmanager
def throwaway_servers(**settings):
    """Servers that forget, in a folder that is removed; yields their addresses. Takes settings of PostgreSQL's."""
    remove_abandoned()
    state = State(tempfile.mkdtemp(prefix=PREFIX))
    state.take("test")
    postgres = Postgres(state, settings=FAST_AND_FORGETFUL | settings, say=lambda line: None)
    valkey = Valkey(state, options=FORGETFUL)
    try:
        postgres.start()
        roles.make_site_database(postgres)
        roles.make_test_databases_possible(postgres)
        valkey.start()
        yield {
            "DATABASE_URL": postgres.url(roles.OWNER),
            "VALKEY_URL": valkey.url,
            "PAIN_SITE_STATE": str(state.folder),
        }
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        postgres.child.stop_signal = signal.SIGQUIT  # at once, without writing what nobody will read
        valkey.stop()
        postgres.stop()
        shutil.rmtree(state.folder, ignore_errors=True)


def remove_abandoned():
    """Folders of test runs that were killed; those of a run that still goes on are locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        state = State(folder)
        if folder.stat().st_uid == os.getuid() and state.lock.exists() and not state.is_taken():
            shutil.rmtree(folder, ignore_errors=True)
