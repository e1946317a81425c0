"""Votes are answered before sessions, users and messages: they need none of these, and are what most readers send."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property

from articles.databases import for_readers


class VotesFirstMiddleware:
    """Stands right after what makes a request and an answer safe."""

    def __init__(self, get_response):
        if not apps.is_installed("editorial.feedback"):
            raise MiddlewareNotUsed
        from .capture.views import answer  # its models are there only where it is installed

        self.get_response, self.answer = get_response, answer

    def __call__(self, request):
        if request.method == "POST" and request.path_info in self.addresses:
            with for_readers():
                return self.answer(request)
        return self.get_response(request)

    @cached_property
    def addresses(self):
        """One in each language; known only when the site's addresses are."""
        return set(map(address_in, dict(settings.LANGUAGES)))


def address_in(language):
    with translation.override(language):
        return reverse("feedback:answer")
