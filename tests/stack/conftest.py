"""A state folder with a path so short that its sockets lie inside it and go with it."""

import tempfile

import pytest

from pain_site.stack.state import State


@pytest.fixture
def state():
    with tempfile.TemporaryDirectory(prefix="stack-") as folder:
        state = State(folder)
        state.make()
        yield state
