"""The log-in, and what a browser says of a passkey."""

import json
import struct
from functools import wraps

from allauth.account.views import LoginView
from django.conf import settings
from django.core.exceptions import BadRequest
from django.shortcuts import redirect
from fido2.webauthn import AuthenticationResponse, RegistrationResponse


class LogInView(LoginView):
    """allauth's log-in; who is in already goes on to where they were going, unless the desk is closed to them."""

    def dispatch(self, request, *args, **kwargs):
        if request.method == "GET" and request.user.has_perm("wagtailadmin.access_admin"):
            return redirect(self.get_success_url() or "wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        organisation = settings.OIDC_NAME if settings.OIDC_SERVER_URL else ""
        idle_minutes = settings.SESSION_IDLE_MINUTES
        return super().get_context_data(organisation=organisation, idle_minutes=idle_minutes, **kwargs)


def takes_passkey(view):
    """A view of allauth's to which a browser says something of a passkey; it fails where none would say so."""

    @wraps(view)
    def careful(request, *args, **kwargs):
        said = request.POST.get("credential", "")
        if said and not _is_said_by_browser(said):
            raise BadRequest("This is no answer of a passkey.")
        return view(request, *args, **kwargs)

    return careful


def _is_said_by_browser(text):
    try:
        said = json.loads(text)
        json.dumps(said, ensure_ascii=False).encode()  # half a character is none
    except (ValueError, RecursionError):
        return False
    if not (isinstance(said, dict) and isinstance(said.get("response"), dict)):
        return False
    kind = RegistrationResponse if "attestationObject" in said["response"] else AuthenticationResponse
    try:
        kind.from_dict(said)
    except (KeyError, TypeError, ValueError, AttributeError, struct.error):
        return False
    return all(isinstance(said.get(name), str) for name in ("id", "rawId", "type"))
