"""What somebody is told whose request Django refuses before any screen sees it."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from editorial.accounts.requests import is_at_desk

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception):
    """A page with a sentence; what saves by itself in the editor shows the sentence beside what was typed."""
    is_too_large = isinstance(exception, TOO_LARGE)
    sentence = (
        _("This is more than the site takes at once. Nothing was saved: go back, and save it in two parts.")
        if is_too_large
        else _("Your browser sent something that we could not read. Go back and try again.")
    )
    if not request.accepts("text/html"):
        answer = {"success": False, "error_code": "validation_error", "error_message": sentence}
        return JsonResponse(answer, status=400)
    return render(request, "400.html", {"sentence": sentence, "is_too_large": is_too_large}, status=400)


class SmallFormsMiddleware:
    """Readers send little: only the desk's forms are long. Feedback's forms say so in their own way."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        sent = request.META.get("CONTENT_LENGTH") or "0"
        says_so_itself = is_at_desk(request) or "/feedback/" in request.path_info
        if int(sent) > settings.READERS_FORM_BYTES and not says_so_itself:
            return bad_request(request, RequestDataTooBig())
        return self.get_response(request)
