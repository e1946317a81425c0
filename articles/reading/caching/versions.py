"""Answers that need not be sent again as long as nothing has moved that readers get."""

import hashlib
from functools import wraps

from django.utils import timezone, translation
from django.utils.http import quote_etag

from ...log.folder import Folder
from ...record.published.publications import reader_version
from ..site_settings import learn
from .rendered import not_again, renderer


def by_version(view):
    """The view, whose answer depends on its address and on what readers get, and on nothing else.

    Where both are as they were, one query says so, and nothing is made or sent. What decides whether a text may be
    given at all has to ask before this does: it stands outside of it. Where that fetched a publication together with
    the version, as `versioned` does, nothing is asked a second time.
    """
    return _conditional(view, lambda: "")


def by_version_and_log(view):
    """The same for an answer that also shows the newest head of the log."""
    return _conditional(view, lambda: Folder().note_for_readers())


def _conditional(view, also):
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        asked = getattr(args[0], "reader_version", None) if args else None
        request.reader_version = learn(
            asked or reader_version()
        )  # for what else in the answer is kept for a state of the site
        etag = quote_etag(_mark(request, also()))
        if unchanged := not_again(request, etag):
            return unchanged
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response["ETag"] = etag
            response.headers.pop("Last-Modified", None)  # of sitemaps and feeds: it stays when a page is withdrawn
        return response

    return wrapped


def _mark(request, also):
    made_from = [
        renderer(),
        translation.get_language(),
        timezone.localdate().isoformat(),
        request.reader_version,
        request.get_full_path(),
        also,
    ]
    return hashlib.sha256("|".join(map(str, made_from)).encode()).hexdigest()[:32]
