"""A state folder with a path so short that its sockets lie inside it and go with it."""

import tempfile

import pytest

from pain_site.stack.servers.valkey import FORGETFUL, Valkey
from pain_site.stack.state import State


@pytest.fixture
def state():
    with tempfile.TemporaryDirectory(prefix="stack-") as folder:
        state = State(folder)
        state.make()
        yield state


@pytest.fixture
def valkey(state):
    server = Valkey(state, options=FORGETFUL)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def broker(valkey):
    """Its address, as Celery writes that of a socket."""
    return valkey.url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
