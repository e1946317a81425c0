"""The files in which pictures of editions lie, for whoever looks or writes past the site."""

from pathlib import Path

from django.core.files.storage import storages

from articles.record.signed.pictures import stored_name


def stored_path(sha256, width):
    """The original when `width` is None, else that width as WebP."""
    return Path(storages["editions"].path(stored_name(sha256, width)))
