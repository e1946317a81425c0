"""Pictures of editions as readers get them. Those in a bucket are kept for a day, since to ask it takes a while."""

from django.conf import settings

from ...record.signed.pictures import EditionImage
from . import rendered


def bytes_of(sha256, width):
    """FileNotFoundError when the original is not there any more; FilesAwayError when nobody knows whether it is."""
    name = name_of(sha256, width)
    content = rendered.recall(name) if settings.FILES_BUCKET else None
    if content is None:
        content = EditionImage.objects.get(pk=sha256).read_width(width)
        if settings.FILES_BUCKET:
            rendered.keep(name, content)
    return content


def name_of(sha256, width):
    """Under which a picture is kept."""
    return f"webp-{sha256}-{width}"
