"""When and how the person behind a request last proved who they are, and proving it again."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect, QueryDict
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import urlencode

__all__ = ["Authentication", "ReauthenticationRequired", "just_authenticated", "last_authentication"]


#: Requests that change nothing.
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Authentication:
    """A recent proof of identity: the time of its newest step, and every step that is still recent, oldest first.

    `methods` holds "password", "webauthn" (a passkey), "mfa:totp" (an authenticator app's code) or
    "mfa:recovery_codes".
    """

    at: datetime
    methods: list[str]


def last_authentication(request):
    """The newest authentication of this session by its user, None when it is older than the settings allow.

    A view that needs one raises ReauthenticationRequired: the person proves who they are, and what they had
    posted goes on.
    """
    oldest = timezone.now() - timedelta(seconds=app_settings.REAUTHENTICATION_TIMEOUT)
    records = [
        (at, _method(record))
        for record in get_authentication_records(request, request.user)
        if (at := datetime.fromtimestamp(record["at"], UTC)) >= oldest
    ]
    if not records:
        return None
    return Authentication(at=max(at for at, _ in records), methods=list(dict.fromkeys(method for _, method in records)))


def just_authenticated(request):
    """How the person proved who they are in the last minutes; otherwise they do so now, and then their post goes on."""
    authenticated = last_authentication(request)
    if authenticated is None:
        raise ReauthenticationRequired
    return authenticated


def _method(record):
    """An authentication record of allauth's, in one word."""
    if record["method"] != "mfa":
        return record["method"]
    return "webauthn" if record["type"] == "webauthn" else f"mfa:{record['type']}"


def is_about_people(match):
    """Whether an address is among those of the settings: by its name, or by its name and one of its parts."""
    names = {match.view_name, *(f"{match.view_name} {part}" for part in match.kwargs.values())}
    return not names.isdisjoint(settings.REAUTHENTICATE_FOR)


class ReauthenticationMiddleware:
    """Sends whoever must prove again who they are to do so, and keeps what they posted.

    Views that need it raise ReauthenticationRequired. For those that are not ours `REAUTHENTICATE_FOR` names them: no
    browser that somebody left open changes who may do what.

    allauth would keep the whole request in the session, IP address and browser included; this keeps the
    address and the fields. It stands inside allauth's middleware, so it is asked first; and inside whatever refuses or
    cleans what was sent, since what it kept goes on to the view alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in SAFE or not request.user.is_authenticated or not is_about_people(request.resolver_match):
            return None
        return None if last_authentication(request) else self.send_on(request)

    def process_exception(self, request, exception):
        return self.send_on(request) if isinstance(exception, ReauthenticationRequired) else None

    def send_on(self, request):
        ways = get_adapter().get_reauthentication_methods(request.user)
        address = ways[0]["url"] if ways else reverse("account_login")
        _keep(request)
        return HttpResponseRedirect(f"{address}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")


def _keep(request):
    """Keep what was posted until its sender has authenticated; whatever waited before is forgotten."""
    request.session.pop(STATE_SESSION_KEY, None)
    if request.method == "POST" and request.user.is_authenticated:
        kept = {"address": request.get_full_path(), "path": request.path, "path_info": request.path_info}
        kept |= {"query": request.GET.urlencode(), "posted": request.POST.urlencode()}
        request.session[STATE_SESSION_KEY] = {"state": kept, "callback": f"{__name__}.{go_on.__name__}"}


def go_on(request, kept):
    """Answer what was posted before the authentication as if it came now.

    Only when the person came to authenticate for just that: what somebody abandoned is not posted later.
    """
    wanted = get_next_redirect_url(request)
    if wanted != kept["address"]:
        return HttpResponseRedirect(wanted or reverse("wagtailadmin_home"))
    request.path, request.path_info = kept["path"], kept["path_info"]
    request.META["QUERY_STRING"] = kept["query"]
    request.method, request.GET, request.POST = "POST", QueryDict(kept["query"]), QueryDict(kept["posted"])
    request.resolver_match = resolve(request.path_info)
    return request.resolver_match.func(request, *request.resolver_match.args, **request.resolver_match.kwargs)
