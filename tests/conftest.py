"""What every test has."""

import gc

import pytest
from django.db import connection
from django.test import override_settings

from tests.factories.pages import furnish

PLUGINS = ("buckets", "documents", "log", "readers", "scenes", "stores", "thoroughness")
pytest_plugins = [f"tests.plugins.{name}" for name in PLUGINS]


@pytest.hookimpl(trylast=True)  # after pytest-django has put those that commit last
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish():
    """What was imported stays to the end: Python need not look through it again and again for what could go."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """The test database, furnished once with what nearly every test stands on; each test finds it like that."""
    files = tmp_path_factory.mktemp("furnish")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files, EDITION_IMAGES_ROOT=files):
        furnish()
        connection.keep()
