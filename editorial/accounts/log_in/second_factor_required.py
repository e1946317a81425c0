"""Whoever works at the desk has a second factor, where the site asks for it: before anything else they set one up."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..requests import is_at_desk

#: What proves who somebody is. Recovery codes come with these, and are none by themselves.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
#: Log-in, log-out, and the pages on which a factor is set up, with what Wagtail's frame around them loads.
OPEN = ("account_", "mfa_", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")


def has_second_factor(user):
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


class SecondFactorRequiredMiddleware:
    """Sends whoever has no second factor to set one up, whatever address of the desk they asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not is_at_desk(request):
            return None
        name = request.resolver_match.url_name or ""
        if name.startswith(OPEN) or not request.user.is_authenticated or has_second_factor(request.user):
            return None
        messages.warning(request, _("Before you go on, add a second factor: a passkey, or an authenticator app."))
        return HttpResponseRedirect(reverse("mfa_index"))
