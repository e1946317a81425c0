"""What readers send is answered before sessions, users and messages: it needs none of these."""

from django.apps import apps
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property

from articles.stores.databases import for_readers


class ReportsFirstMiddleware:
    """Stands right after what makes a request and an answer safe."""

    def __init__(self, get_response):
        if not apps.is_installed("editorial.feedback"):
            raise MiddlewareNotUsed
        from .capture import views  # its models are there only where it is installed

        self.get_response, self.views = get_response, {"feedback:answer": views.answer, "feedback:report": views.report}

    def __call__(self, request):
        if request.method == "POST" and (view := self.view_at.get(request.path_info)):
            with for_readers():
                return view(request)
        return self.get_response(request)

    @cached_property
    def view_at(self):
        """One address of each in each language; known only when the site's addresses are."""
        languages = dict(settings.LANGUAGES)
        return {address_in(language, name): view for language in languages for name, view in self.views.items()}


def address_in(language, name):
    with translation.override(language):
        return reverse(name)
