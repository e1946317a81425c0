"""The pictures of editions, in a folder of this machine."""

import errno

import pytest
from django.core.files.base import ContentFile

from articles.stores.edition_files import EditionFiles


class _TooMuch(ContentFile):
    """A file in the middle of which the disk is full."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_of_a_picture_for_which_the_disk_has_no_room_nothing_is_left(settings, tmp_path):
    settings.EDITION_IMAGES_ROOT = tmp_path

    with pytest.raises(OSError, match="No space left"):
        EditionFiles().save("ab/heat.webp", _TooMuch(b""))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_picture_takes_the_place_of_the_one_of_its_name(settings, tmp_path):
    settings.EDITION_IMAGES_ROOT = tmp_path

    for content in (b"former", b"heat"):
        EditionFiles().save("ab/heat.webp", ContentFile(content))

    assert [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()] == [b"heat"]
