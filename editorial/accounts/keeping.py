"""Who is logged in, and with which key their browser keeps what they typed and did not send.

The key follows from SECRET_KEY and the account. It is given to a session of that account only, so what lies in the
browser can be read by nobody else who sits down at it, nor from the disk.
"""

from base64 import b64encode

from django.conf import settings
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache

from .requests import asked_by_itself

SALT = "editorial.accounts.keeping"


@asked_by_itself
@never_cache
def session(request):
    """What the desk's screens ask before they send a form. Reading it takes a session, and this site's own scripts."""
    user = request.user
    if not user.has_perm("wagtailadmin.access_admin"):
        return JsonResponse({}, status=401)
    return JsonResponse(
        {"accounts": accounts_of(user), "name": str(user), "keys": keys_of(user), "token": get_token(request)}
    )


@never_cache
def logged_in(request):
    """Where a log-in beside a form ends: go on in the other tab."""
    return render(request, "accounts/logged_in.html")


def accounts_of(user):
    """A name for an account that says nothing about it, and those from before SECRET_KEY was changed."""
    return [digest.hex()[:32] for digest in _digests("account", user)]


def keys_of(user):
    """The key of an account, and those from before SECRET_KEY was changed."""
    return [b64encode(digest).decode() for digest in _digests("key", user)]


def _digests(purpose, user):
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(f"{SALT}.{purpose}", str(user.pk), secret=one, algorithm="sha256").digest() for one in secrets]


def script():
    """The script for every screen of the desk, and what it says."""
    most = {"fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, "bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE}
    return render_to_string("accounts/components/unsent.html", {"most": most})
