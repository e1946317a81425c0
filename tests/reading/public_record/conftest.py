"""A trust record as a program gets it, and what the program says with which anybody checks it."""

import json
import subprocess
import sys

import pytest
from django.contrib.staticfiles import finders

from articles.reading.public_record.trust_record import SCRIPT
from tests.factories.editions import path_of


@pytest.fixture
def record(client, sign):
    """The record of an edition of a page, as a program gets it once the log's head was signed."""

    def of(page, number=1):
        sign()
        return client.get(f"{path_of(page)}editions/{number}/record.json").json()

    return of


@pytest.fixture
def check(log_key):
    """What the program says of the record at an address or in a file, and how it ends."""

    def checked(place, key=None):
        arguments = filter(None, [place, str(log_key.verifier) if key is None else key])
        command = [sys.executable, finders.find(SCRIPT), *arguments]
        program = subprocess.run(command, capture_output=True, text=True, timeout=60)
        return program.returncode, program.stdout + program.stderr

    return checked


@pytest.fixture
def check_copy(tmp_path, check):
    """What the program says of a copy of a record."""

    def checked(record, key=None):
        path = tmp_path / "record.json"
        path.write_text(json.dumps(record), encoding="utf-8")
        return check(str(path), key)

    return checked
