"""Asking the browser of whoever signs for a signature of their passkey."""

from editorial.review.signing.passkeys import asked_of_browser, signs_by_passkey


def host_of(request):
    """The host name for which passkeys of this site are made, as at the log-in."""
    return request.get_host().partition(":")[0]


def origin_of(request):
    """What the browser calls the place where it is."""
    return f"{request.scheme}://{request.get_host()}"


def passkey_for(request, says):
    """What the browser is asked to have signed, for `components/passkey.html`; None where a password is enough."""
    return asked_of_browser(request.user, host_of(request), says) if signs_by_passkey() else None
