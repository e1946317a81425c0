"""What lies in a bucket is in the backup, too, and comes back into an empty one."""

import pytest

from articles.stores.file_places import file_places
from pain_site.backups import back_up, unpack
from tests.factories.drafts import image
from tests.factories.pages import published_article
from tests.plugins.buckets import everything_in

pytestmark = pytest.mark.django_db(databases=["default", "capture"])


def test_files_come_back_into_an_empty_bucket(bucket, new_bucket, tmp_path):
    published_article(hero_image=image(), hero_alt="A table")
    folder = back_up(tmp_path)
    other = new_bucket()

    with (folder / "files.tar").open("rb") as packed:
        unpack(packed, file_places())

    assert everything_in(other) == everything_in(bucket) != {}


def test_files_come_back_into_folders(bucket, tmp_path):
    image()
    folder = back_up(tmp_path)

    with (folder / "files.tar").open("rb") as packed:
        unpack(packed, {"media": tmp_path / "media"})

    [found] = (tmp_path / "media" / "original_images").iterdir()
    assert found.read_bytes() == bucket.Object(f"media/original_images/{found.name}").get()["Body"].read()
