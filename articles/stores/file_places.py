"""Where the files of the site lie, for whoever takes all of them along: folders of this machine, or of the bucket."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage, default_storage, storages

#: How the name of a file of ours ends while it is being written.
PART = ".part"


def file_places() -> dict[str, Path | Storage]:
    """{name of the folder: where it is} of the workshop's uploads, and of the pictures of editions."""
    if settings.FILES_BUCKET:
        return {"media": default_storage, "edition-images": storages["editions"]}
    return {"media": Path(settings.MEDIA_ROOT), "edition-images": Path(settings.EDITION_IMAGES_ROOT)}


def is_empty(place: Path | Storage) -> bool:
    if isinstance(place, Storage):
        return next(names_in(place), None) is None
    return not (place.exists() and any(place.iterdir()))


def clear(place: Path | Storage) -> None:
    if isinstance(place, Storage):
        for name in list(names_in(place)):
            place.delete(name)
    else:
        for found in place.iterdir() if place.exists() else ():
            shutil.rmtree(found) if found.is_dir() else found.unlink()


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in a storage, or in a folder of it."""
    folders, files = storage.listdir(folder)
    yield from (f"{folder}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from names_in(storage, f"{folder}{name}/")
