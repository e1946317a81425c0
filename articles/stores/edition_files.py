"""Where the pictures of editions lie: a folder of this machine, unless FILES_URL names a bucket (`bucket.py`)."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from .file_places import PART


class FilesAwayError(Exception):
    """The bucket does not answer, or refuses: its word for why. Whether a file is there, nobody knows then."""

    def __str__(self):
        return f"The files in the bucket of FILES_URL cannot be reached ({super().__str__()})."


class EditionFiles(FileSystemStorage):
    """The folder EDITION_IMAGES_ROOT. Names say what is in a file, so it takes the place of whatever lay there."""

    base_location = property(lambda self: settings.EDITION_IMAGES_ROOT)
    location = property(lambda self: os.path.abspath(self.base_location))
    base_url = None  # readers get a picture from a view, which knows whether an edition shows it

    def __init__(self):
        super().__init__(allow_overwrite=True)

    def _save(self, name, content):
        """Write a file so that nobody ever reads half of it."""
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=PART, delete=False) as part:
            try:
                part.writelines(content.chunks())
                part.flush()  # a full disk may say so only now
                os.chmod(part.name, 0o644)
                os.replace(part.name, path)
            except BaseException:
                os.unlink(part.name)
                raise
        return name
