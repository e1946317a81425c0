"""Pictures of the former site: found in a copy of its uploads by their addresses, and kept as pictures of ours."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from PIL import Image as PillowImage

from articles.record.signed.picture_files import PictureRefused, put_right
from articles.record.signed.pictures import SiteImage
from editorial.accounts.users import User

from ..documents.bringing_in import bytes_of
from ..moved_in import MovedInThing
from .exported.contents import file_address

MOST_BYTES = 30_000_000
#: The bytes at an address; None for what is not there. ValueError with a sentence for what is not taken.
Source = Callable[[str], bytes | None]


class NotTakenError(ValueError):
    """A picture that stays out, with a sentence that says why."""


class Folder:
    """A copy of `wp-content/uploads`, or of a folder around it. Nothing outside of it is read, whatever names say."""

    def __init__(self, folder: Path) -> None:
        self.root = folder.resolve()
        self.by_address: dict[str, Path] = {}
        self.by_name: dict[str, list[Path]] = {}
        for path in self._files():
            address = file_address(f"/uploads/{path.relative_to(self.root).as_posix().rpartition('uploads/')[2]}")
            # Of the sizes that WordPress made, the original is the largest file.
            kept = self.by_address.get(address)
            if kept is None or kept.stat().st_size < path.stat().st_size:
                self.by_address[address] = path
        for address, path in self.by_address.items():
            self.by_name.setdefault(address.rpartition("/")[2], []).append(path)

    def _files(self) -> Iterator[Path]:
        for folder, _folders, names in os.walk(self.root):
            for name in sorted(names):
                path = Path(folder) / name
                if path.is_file() and path.resolve().is_relative_to(self.root):
                    yield path

    def __call__(self, address: str) -> bytes | None:
        wanted = file_address(address)
        is_upload = not wanted.startswith("//")
        alike = self.by_name.get(wanted.rpartition("/")[2], []) if is_upload else []
        path = self.by_address.get(wanted) or (alike[0] if len(alike) == 1 else None)
        if path is None:
            return None
        if path.stat().st_size > MOST_BYTES:
            raise NotTakenError(_("The file has more than %d MB.") % (MOST_BYTES // 1_000_000))
        return path.read_bytes()


class Pictures:
    """Keeps each picture once, and remembers by its address which one it became."""

    def __init__(self, site: str, source: Source | None, by: User) -> None:
        self.site = site
        self.source = source
        self.by = by

    def kept(self, address: str, title: str = "") -> int:
        """The id of the site's image for an address; NotTakenError where somebody has to choose one."""
        key = file_address(address)[:500] or address[:500]
        if not address.startswith("data:"):
            row = MovedInThing.objects.filter(site=self.site, kind="picture", key=key).first()
            if row and row.image_id:
                return row.image_id
        content = bytes_of(address) if address.startswith("data:") else self.source and self.source(address)
        if not content:
            raise NotTakenError(_("Its file is not there; choose it in the draft."))
        with transaction.atomic():
            image = self._image(content, title or key.rpartition("/")[2])
            if not address.startswith("data:"):
                MovedInThing.objects.update_or_create(
                    site=self.site, kind="picture", key=key, defaults={"image": image}
                )
        return int(image.pk)

    def _image(self, content: bytes, title: str) -> SiteImage:
        image = SiteImage(title=Truncator(title or _("Picture")).chars(255), uploaded_by_user=self.by)
        try:
            content = put_right(content)
            same_bytes = hashlib.sha256(content).hexdigest()
            same = SiteImage.objects.filter(sha256=same_bytes).first()
            if same:
                return same
            image.file = ContentFile(content, name=f"{same_bytes[:16]}.{_ending_of(content)}")
            image.full_clean()
            image.save()
        except PictureRefused as refused:
            raise NotTakenError(str(refused)) from refused
        except ValidationError as error:
            raise NotTakenError(" ".join(error.messages)) from error
        return image


def _ending_of(content: bytes) -> str:
    """What a file is called by what is in it: names of uploads say anything."""
    with PillowImage.open(io.BytesIO(content)) as picture:
        return (picture.format or "").lower()
