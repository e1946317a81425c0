"""A picture's file put right once, when it is uploaded: its bytes from then on are what is hashed, signed and shown.

Cameras write a picture lying on its side with a note which way is up, where it was taken and by which device; printers'
pictures have four colours, an X-ray has 16 bits. Browsers and our own smaller widths each make something else of that.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from PIL import ImageCms, ImageOps, UnidentifiedImageError

JPEG_QUALITY = 95
#: What readers are shown can be made of these as they are.
PLAIN_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
#: What Pillow says of a picture that is no more than how it is encoded.
ENCODING = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density", "adobe", "adobe_transform", "progressive", "progression"),
    *("dpi", "aspect", "gamma", "srgb", "interlace", "transparency", "background", "version", "loop", "duration"),
    *("timestamp", "extension"),
}
#: Parts of a JPEG that say how it is encoded.
ENCODING_SEGMENTS = (b"JFIF\0", b"Adobe")
#: What Pillow raises for files that are broken, or made to break it: whatever its readers of each format meet.
UNREADABLE = (
    *(OSError, SyntaxError, ValueError, TypeError, RuntimeError, LookupError, ArithmeticError, AttributeError),
    *(AssertionError, EOFError, struct.error, zlib.error, MemoryError),
)
_END = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}


class PictureRefused(ValueError):
    """A file that cannot become a picture of this site, with a sentence for whoever brought it."""


def too_many_pixels() -> PictureRefused:
    millions = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    return PictureRefused(
        _("The picture has more than %d million pixels. Make it smaller: readers get it 1,440 pixels wide at most.")
        % millions
    )


def put_right(content: bytes) -> bytes:
    """The bytes of a picture as they are kept: upright, in sRGB with 8 bits, and telling nothing but what it shows.

    The same bytes where there is nothing to put right. PictureRefused for what is no whole, still picture.
    """
    try:
        with PillowImage.open(io.BytesIO(content)) as picture:
            if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise too_many_pixels()
            if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":  # a camera's JPEG with a preview
                raise PictureRefused(
                    _("This picture moves, and readers get still ones. Save the one moment that shows it best.")
                )
            picture.load()
            if _is_right(picture, content):
                return content
            return _encoded(_in_plain_colours(_upright(picture)), picture)
    except PillowImage.DecompressionBombError as error:
        raise too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise PictureRefused(_("This is no picture that we can read. Save it as JPEG or PNG.")) from error
    except PictureRefused:
        raise
    except UNREADABLE as error:
        raise PictureRefused(
            _("The file is broken or not whole. Save the picture anew, or upload it again.")
        ) from error


def _is_right(picture: PillowImage.Image, content: bytes) -> bool:
    says_more = set(picture.info) - ENCODING or picture.getexif() or getattr(picture, "text", None)
    segments = [data for _name, data in getattr(picture, "applist", ())]
    return (
        picture.mode in PLAIN_MODES
        and not says_more
        and all(data.startswith(ENCODING_SEGMENTS) for data in segments)
        # What is appended, such as the film of a “live” picture, tells as much as what is inside.
        and content.endswith(_END.get(picture.format or "", b""))
    )


def _upright(picture: PillowImage.Image) -> PillowImage.Image:
    turned = ImageOps.exif_transpose(picture)
    return picture if turned is None else turned


def _in_plain_colours(picture: PillowImage.Image) -> PillowImage.Image:
    if picture.mode.startswith(("I", "F")):
        return _in_eight_bits(picture)
    profile = _profile_of(picture)
    if picture.mode in ("P", "PA") and profile:
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if profile and picture.mode in ("L", "RGB", "RGBA", "CMYK"):
        try:
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB"), outputMode=mode)
            return picture if converted is None else converted
        except ImageCms.PyCMSError:  # a profile of another kind of picture
            pass
    return picture if picture.mode in PLAIN_MODES else picture.convert("RGB")


def _in_eight_bits(picture: PillowImage.Image) -> PillowImage.Image:
    """Black stays black and white white, as a viewer shows the 16 bits; Pillow's own conversion cuts them off."""
    return picture.convert("I").point([min(round(level / 257), 255) for level in range(65_536)], "L")


def _profile_of(picture: PillowImage.Image) -> ImageCms.ImageCmsProfile | None:
    """The colours that a picture's numbers stand for; None for sRGB, and where nothing usable is said."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        name = ImageCms.getProfileDescription(profile)
    except (KeyError, OSError, TypeError, ImageCms.PyCMSError):
        return None
    return None if name.strip().startswith("sRGB") and picture.mode != "CMYK" else profile


def _encoded(shown: PillowImage.Image, original: PillowImage.Image) -> bytes:
    """In the format that it came in, with nothing beside what it shows."""
    kind = "JPEG" if original.format == "MPO" else original.format
    options: dict[str, Any] = {"exif": b""}
    if kind == "JPEG":
        as_it_was = shown is original and original.format == "JPEG"
        options |= {"quality": "keep" if as_it_was else JPEG_QUALITY, "comment": b"", "optimize": True}
        if not as_it_was and shown.mode not in ("L", "RGB"):
            shown = shown.convert("RGB")
    elif kind == "WEBP":
        options |= {"lossless": True, "xmp": b""}
    shown.info = {name: value for name, value in shown.info.items() if name == "transparency"}
    out = io.BytesIO()
    shown.save(out, kind, icc_profile=None, **options)
    return out.getvalue()
