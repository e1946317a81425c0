"""Addresses: of pictures, which stand inside editions and so may never change their meaning, and absolute ones."""

from django.conf import settings

from .images import WIDTHS


def image_url(sha256, width):
    """Where readers get a picture: by the hash of its bytes, so it can be cached for ever."""
    return f"/images/{sha256}-{width}.webp"


def image_srcset(sha256, original_width):
    """The widths that a picture is offered in; none wider than the original, but at least the smallest."""
    widths = [width for width in WIDTHS if width <= original_width] or [WIDTHS[0]]
    return ", ".join(f"{image_url(sha256, width)} {width}w" for width in widths)


def home_path(language):
    """The address of the home page in a language, by its code."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def absolute(address):
    """An address of ours with the site's name before it; other sites' stay as they are."""
    return f"{settings.BASE_URL}{address}" if address.startswith("/") else address
