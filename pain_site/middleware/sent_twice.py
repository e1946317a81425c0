"""What somebody at the desk is told who sends something that is to be there once, and is there since a moment ago."""

import logging

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from editorial.accounts.requests import is_at_desk

logger = logging.getLogger(__name__)


class SentTwiceMiddleware:
    """Whoever presses a button twice, or together with somebody else, is told that it is done once.

    A screen looks whether something is there already, and makes it a little later: of two at the same moment both see
    nothing, and PostgreSQL keeps one. Told as an error: the words of the other one are not stored, and given back.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        is_there = isinstance(exception, IntegrityError) and isinstance(exception.__cause__, UniqueViolation)
        if not (is_there and request.method == "POST" and is_at_desk(request) and request.accepts("text/html")):
            return None
        logger.warning("what is to be there once was sent twice to %s", request.path, exc_info=exception)
        told = _(
            "This is there already: it was sent twice, or somebody did the same at this moment. It is done once: look "
            "whether it is as you meant it."
        )
        messages.error(request, told)
        return redirect(_came_from(request))


def _came_from(request):
    """The page of the desk on which the button stands; the desk's first one where the browser does not say."""
    said = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure())
    return said if is_ours else "wagtailadmin_home"
