"""Votes are answered before sessions, users and messages: they need none of these, and are what most readers send."""

from django.urls import reverse

from . import views


class VotesFirstMiddleware:
    """Stands right after what makes a request and an answer safe."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method == "POST" and request.path_info == reverse("feedback:answer"):
            return views.answer(request)
        return self.get_response(request)
