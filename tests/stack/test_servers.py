"""The embedded servers in a folder with a name that an address has to quote."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pain_site.stack.servers.data_stores import Servers
from pain_site.stack.state import PROJECT, State

ASK_ALL = """
from django.core.cache import cache
from django.db import connection
from articles.stores.valkey import valkey
from pain_site.celery import app

with connection.cursor() as cursor: print(cursor.execute("SELECT current_user").fetchone()[0])
cache.set("kept", "in the cache"); print(cache.get("kept"))
print(valkey().dbsize())
with app.connection() as broker: print(broker.default_channel.client.ping())
"""


@pytest.fixture
def addresses():
    with tempfile.TemporaryDirectory(prefix="a #1?b=50%41 ") as folder:
        state = State(folder)
        state.make()
        assert state.sockets.is_relative_to(Path(folder))
        servers = Servers(state, {}, say=lambda sentence: None)
        servers.start()
        yield servers.addresses()
        servers.stop()


def test_database_cache_and_queue_are_found_in_a_folder_whatever_its_name(addresses):
    settings = {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"}
    env = os.environ | settings | addresses

    asked = subprocess.run([sys.executable, "-c", ASK_ALL], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert asked.stdout.splitlines() == ["pain_site_web", "in the cache", "1", "True"], asked.stderr
