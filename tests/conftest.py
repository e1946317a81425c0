"""What every test has."""

import pytest


@pytest.fixture(autouse=True)
def state_of_its_own(settings, tmp_path):
    """Files of one test are no other test's."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EDITION_IMAGES_ROOT = tmp_path / "edition-images"
