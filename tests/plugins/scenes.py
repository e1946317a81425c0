"""Scenes: what many tests of a module stand on, made once and found by each of them as it was made.

As in Django's `setUpTestData`, a scene is made in a transaction around the tests, and each test in one inside it:

    @pytest.fixture(scope="module")
    def article_id(scene):
        return published_article().pk

A scene gives ids, not objects, because a test may change those. Its files are copied for every test. A module with a
scene has no tests that commit or have a connection of their own: they would wait for the scene's transaction.
"""

import shutil

import pytest
from django.db import transaction
from django.test import override_settings

FOLDER = pytest.StashKey()


@pytest.fixture(scope="module")
def scene(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """Whatever this module's fixtures make of wider scope than a test is taken back after its last test."""
    folder = request.node.stash[FOLDER] = tmp_path_factory.mktemp("scene")
    with django_db_blocker.unblock(), override_settings(**roots(folder)):
        outermost = transaction.atomic()
        outermost._from_testcase = True  # or what may be no part of another transaction refuses
        with outermost:
            yield
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def state_of_its_own(request, settings, tmp_path):
    """Files of one test are no other test's."""
    if folder := request.node.getparent(pytest.Module).stash.get(FOLDER, None):
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    for name, place in roots(tmp_path).items():
        setattr(settings, name, place)


def roots(folder):
    """The settings that say where files are, all in one folder."""
    places = {
        "MEDIA_ROOT": "media",
        "EDITION_IMAGES_ROOT": "edition-images",
        "LOG_ROOT": "log",
        "MOVING_IN_ROOT": "moving-in",
    }
    return {name: folder / place for name, place in places.items()}
