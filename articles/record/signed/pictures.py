"""Pictures: the workshop's own, known by the hash of their bytes, and those that editions show."""

from __future__ import annotations

import hashlib
import io
import logging
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageChops, ImageStat
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from ..triggers import append_only, notes_changes
from .picture_files import UNREADABLE, put_right
from .source_changes import changed_by

logger = logging.getLogger(__name__)

#: The widths, in CSS pixels, in which readers are offered a picture; the browser chooses.
WIDTHS = (480, 960, 1440)
WEBP_QUALITY = 80
#: As wide as services show a picture of what somebody shares.
SHARED_WIDTH = 1200
JPEG_QUALITY = 82
#: Of 255: by so much may two versions of the encoder differ, on average over any square: in brightness or transparency
#: (Pillow's “LA”), and in each colour as far as it is seen (“RGBa”), of which they are less exact.
MOST_OF_AN_ENCODER = {"LA": 8, "RGBa": 24}
SQUARE = 8  # pixels


class SiteImage(AbstractImage):
    """A picture in the workshop. What identifies it to an edition is the SHA-256 of its bytes, not its name."""

    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    changed_by = changed_by()

    admin_form_fields = Image.admin_form_fields
    file: Any  # Wagtail's field, which says no type

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        triggers = notes_changes("articles_note_changed_picture", "sha256", "width", "height", "changed_by_id")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """However a picture came, it is put right before anything knows its bytes; PictureRefused if it cannot be."""
        if not self.file._committed:
            self.put_right()
        self.sha256 = self.hash_of_bytes()
        super().save(*args, **kwargs)

    def put_right(self) -> None:
        content = self.read_bytes()
        right = put_right(content)
        if right != content:
            self.file = ContentFile(right, name=self.file.name)
            self._set_image_file_metadata()

    def read_bytes(self) -> bytes:
        with self.open_file() as file:
            file.seek(0)
            return file.read()

    def hash_of_bytes(self) -> str:
        return hashlib.sha256(self.read_bytes()).hexdigest()


class SiteRendition(AbstractRendition):
    """A workshop picture in the size that an admin screen asked for."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class FalseWidthsError(ValueError):
    """Somebody kept a picture in widths that are not made from it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A picture of this page is kept here in smaller widths that do not show what its file shows. Tell "
                "whoever runs the site; the picture can be published when it was saved anew, with other bytes."
            )
        )


class EditionImageQuerySet(models.QuerySet["EditionImage"]):
    """Pictures that editions show."""

    def keep(self, content: bytes, *, was_shown: bool = False) -> EditionImage:
        """Store a picture's bytes, and its smaller widths, under their own hash; safe to call again.

        What lies there already counts for nothing unless it is what the list of kept pictures says. That list is
        believed when its widths show what these bytes show, or else a FalseWidthsError is raised; and without a look
        when an edition of the page showed the picture already (`was_shown`): that vouches for them.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        kept = self.filter(sha256=sha256).first()
        if kept and was_shown and kept.is_whole():
            return kept
        made = made_widths(content)
        if kept and not was_shown:
            kept.compare(made)
            if kept.is_whole():
                return kept
        _store(sha256, None, content)
        for wanted, smaller in made.items():
            _store(sha256, wanted, smaller)
        with PillowImage.open(io.BytesIO(content)) as picture:
            width, height = picture.size
        widths = {str(wanted): hashlib.sha256(smaller).hexdigest() for wanted, smaller in made.items()}
        return self.get_or_create(sha256=sha256, defaults={"width": width, "height": height, "widths": widths})[0]


class EditionImage(models.Model):
    """A picture that at least one edition shows. Its bytes lie in STORAGES["editions"] and never change."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    widths = models.JSONField(
        default=dict,
        help_text=_("SHA-256 of the bytes in each width, as they were made from the original."),
    )
    kept_at = models.DateTimeField(auto_now_add=True)

    objects = EditionImageQuerySet.as_manager()

    class Meta:
        triggers = [append_only()]

    def __str__(self) -> str:
        return self.sha256[:12]

    def compare(self, made: dict[int, bytes]) -> bool:
        """Whether what is kept is, byte for byte, what was `made` from the original; FalseWidthsError if it looks else.

        What lies there is looked at only where the kept hash is another: it may be another encoder's.
        """
        others = {
            width: content
            for width, content in made.items()
            if hashlib.sha256(content).hexdigest() != self.widths.get(str(width))
        }
        for width, content in others.items():
            there = self._read(width)
            if there is None or not look_alike(there, content):
                raise FalseWidthsError
        return not others

    def is_whole(self) -> bool:
        """Whether its bytes, in all widths, lie where they are kept."""
        return all(self._read(width) for width in (None, *WIDTHS))

    def read_width(self, width: int | str) -> bytes:
        """The bytes that readers get in a width: those that were kept, or the same made from the original again.

        FileNotFoundError when the original is not there any more either.
        """
        content = self._read(width)
        if content is None:
            logger.error(
                "Picture %s in the width of %s pixels is not what was kept; it is made anew.", self.sha256, width
            )
            content = self.made_anew(width)
        return content

    def made_anew(self, width: int | str) -> bytes:
        """A width made from the original, which its hash vouches for. FileNotFoundError when that is not there."""
        original = self._read(None)
        if original is None:
            raise FileNotFoundError(stored_name(self.sha256, None))
        with PillowImage.open(io.BytesIO(original)) as picture:
            return scaled(picture, int(width))

    def as_jpeg(self) -> bytes:
        """The picture for programs that know no WebP. FileNotFoundError when the original is not there any more."""
        original = self._read(None)
        if original is None:
            raise FileNotFoundError(stored_name(self.sha256, None))
        with PillowImage.open(io.BytesIO(original)) as picture:
            return jpeg(picture)

    def _read(self, width: int | str | None) -> bytes | None:
        """What lies there, if it has the hash that it was kept with."""
        try:
            content = read_stored(self.sha256, width)
        except OSError:
            return None
        kept = self.sha256 if width is None else self.widths.get(str(width))
        return content if hashlib.sha256(content).hexdigest() == kept else None


def stored_name(sha256: str, width: int | str | None) -> str:
    """Where an edition's picture lies: the original when `width` is None, else that width as WebP."""
    return f"{sha256[:2]}/{sha256}/" + ("original" if width is None else f"{width}.webp")


def read_stored(sha256: str, width: int | str | None) -> bytes:
    """What lies there, whatever it is."""
    with storages["editions"].open(stored_name(sha256, width)) as file:
        return file.read()


def _store(sha256: str, width: int | None, content: bytes) -> None:
    storages["editions"].save(stored_name(sha256, width), ContentFile(content))


def made_widths(content: bytes) -> dict[int, bytes]:
    """A picture's bytes in all widths, as WebP."""
    with PillowImage.open(io.BytesIO(content)) as picture:
        return {width: scaled(picture, width) for width in WIDTHS}


def look_alike(one: bytes, other: bytes) -> bool:
    """Whether two pictures differ by no more than two versions of an encoder do. What is no picture looks like none."""
    try:
        with PillowImage.open(io.BytesIO(one)) as first, PillowImage.open(io.BytesIO(other)) as second:
            if first.size != second.size or first.getbands() != second.getbands():
                return False
            both = first.convert("RGBA"), second.convert("RGBA")
            return all(_differ_by(*both, mode) <= most for mode, most in MOST_OF_AN_ENCODER.items())
    except (*UNREADABLE, PillowImage.DecompressionBombError):
        return False


def _differ_by(first: PillowImage.Image, second: PillowImage.Image, mode: str) -> float:
    """The greatest difference of any square in any layer."""
    layers = zip(first.convert(mode).split(), second.convert(mode).split(), strict=True)
    return max(ImageStat.Stat(ImageChops.difference(*layer).reduce(SQUARE)).extrema[0][1] for layer in layers)


def scaled(picture: PillowImage.Image, width: int) -> bytes:
    """A Pillow picture as WebP bytes, made no wider than `width` pixels."""
    copy = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
    copy.thumbnail((width, width * 4))
    out = io.BytesIO()
    copy.save(out, "WEBP", quality=WEBP_QUALITY, method=4)
    return out.getvalue()


def jpeg(picture: PillowImage.Image) -> bytes:
    """A Pillow picture as JPEG bytes, no wider than what is shared needs; what shows through it becomes white."""
    layers = picture.convert("RGBA")
    layers.thumbnail((SHARED_WIDTH, SHARED_WIDTH * 4))
    flat = PillowImage.new("RGB", layers.size, "white")
    flat.paste(layers, mask=layers)
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def scaled_workshop_image(image: SiteImage, width: int) -> bytes:
    """What `image` would look like in an edition, for the desk."""
    with PillowImage.open(io.BytesIO(image.read_bytes())) as picture:
        return scaled(picture, width)


def image_url(sha256: str, width: int) -> str:
    """Where readers get a picture: by the hash of its bytes, so it can be cached for ever."""
    return f"/images/{sha256}-{width}.webp"


def shared_url(sha256: str) -> str:
    """Where programs get a picture that know no WebP: what is shown of a page where somebody shares it."""
    return f"/images/{sha256}.jpg"


def image_srcset(sha256: str, original_width: int) -> str:
    """The widths that a picture is offered in; none wider than the original, but at least the smallest."""
    widths = [width for width in WIDTHS if width <= original_width] or [WIDTHS[0]]
    return ", ".join(f"{image_url(sha256, width)} {width}w" for width in widths)
