"""Pages that were rendered before, kept in the cache: outside the editions, and never asked before the publication.

Each is kept under a stamp of all that it was made from, so nothing has to be thrown away: what is out of date is not
found any more. A page that was taken away is refused by the publication before anybody looks here.
"""

import hashlib
import logging
from functools import cache as once

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.http import HttpResponse
from django.template import engines
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

logger = logging.getLogger(__name__)

KEEP_SECONDS = 24 * 3600


@once
def renderer():
    """A digest of all that makes a page out of an edition, so that what another release rendered is not used."""
    templates = [folder for folder in engines["django"].template_dirs if settings.BASE_DIR in folder.parents]
    files = [path for folder in templates for path in folder.rglob("*.html")]
    files += (settings.BASE_DIR / "articles").rglob("*.py")
    static = getattr(staticfiles_storage, "manifest_hash", "")
    digest = hashlib.sha256(f"{settings.SITE_NAME} {settings.BASE_URL} {static}".encode())
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def stamp(publication):
    """What the page of a publication is made from, in one short text. The publication comes from `versioned`."""
    parts = [
        renderer(),
        translation.get_language(),
        timezone.localdate().isoformat(),
        publication.reader_version,
        publication.pk,
        publication.edition_id,
        publication.status,
    ]
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]


def answer(request, publication, render):
    """The page of a publication: not sent again when the reader has it, from the cache, or rendered now.

    `render` takes nothing and returns a response; it is only called when there is no other way.
    """
    mark = stamp(publication)
    etag = quote_etag(mark)
    if "If-None-Match" in request.headers and (unchanged := get_conditional_response(request, etag=etag)):
        return unchanged
    content = recall(mark)
    if content is None:
        content = render().content
        keep(mark, content)
    # A reader who asks by date alone gets the page again: a notice can come without a new edition.
    modified = http_date(publication.published_at.timestamp())
    return HttpResponse(content, headers={"ETag": etag, "Last-Modified": modified})


def recall(mark):
    """A rendered page; None where there is none, or where the cache does not answer."""
    try:
        return cache.get(f"rendered-{mark}")
    except Exception:
        logger.warning("The cache does not answer; the page is rendered.", exc_info=True)
        return None


def keep(mark, content):
    try:
        cache.set(f"rendered-{mark}", content, KEEP_SECONDS)
    except Exception:
        logger.warning("The cache does not answer; the page is not kept.", exc_info=True)
