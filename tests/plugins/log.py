"""A log of the record, with a key of its own."""

import pytest

from articles.log.folder import Folder
from articles.log.notes import SignerKey
from articles.log.signing import sign_head

NAME = "testserver/log"


@pytest.fixture
def log_key():
    return SignerKey.made(NAME)


@pytest.fixture
def sign(log_key):
    """Sign a new head of the log as it is now; the checkpoint, or None."""
    return lambda: sign_head(log_key)


@pytest.fixture
def folder():
    return Folder()
