"""Whoever has done nothing at the desk for SESSION_IDLE_MINUTES is logged out: screens are left open in wards."""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in

from ..requests import is_at_desk

SEEN = "seen_at"
#: How old the mark in a session may be before it is written anew: a row each five minutes, not with each request.
MARK_SECONDS = 300
#: What Wagtail's screens ask by themselves, whether or not anybody sits before them; for ours, `asked_by_itself` in
#: accounts/requests.py.
BY_ITSELF = ("wagtailadmin_editing_sessions",)


class IdleMiddleware:
    """Stands before whatever looks at who somebody is. A form that is sent too late is given back (`unsent`)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SESSION_IDLE_MINUTES or not is_at_desk(request) or SEEN not in request.session:
            return
        idle = time.time() - request.session[SEEN]
        if idle > 60 * settings.SESSION_IDLE_MINUTES:
            logout(request)
        elif idle > MARK_SECONDS and not asks_by_itself(view, request.resolver_match):
            request.session[SEEN] = time.time()


def asks_by_itself(view, match):
    return getattr(view, "is_asked_by_itself", False) or any(name in BY_ITSELF for name in match.namespaces)


def note_log_in(sender, request, user, **kwargs):
    request.session[SEEN] = time.time()


def connect():
    user_logged_in.connect(note_log_in, dispatch_uid="accounts_note_log_in")
