"""What somebody gets when something does not answer that the site needs: a sentence, and when to ask again."""

import logging

from django.shortcuts import render

from ..stores.edition_files import FilesAwayError

logger = logging.getLogger(__name__)


class FilesAwayMiddleware:
    """While the bucket with the site's files does not answer, only what needs them is missing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, FilesAwayError):
            return None
        logger.warning("%s", exception)
        return not_now(request)


def not_now(request):
    response = render(request, "500.html", status=503)
    response["Retry-After"], response["Cache-Control"] = "30", "no-store"
    return response
