"""A phone with an authenticator app, for tests."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

PERIOD = 30


def code_of(secret, before=0):
    """The code that the app shows now, or showed so many seconds before."""
    return format_hotp_value(hotp_value(secret, int(time.time() - before) // PERIOD))


def with_app(user):
    """Give somebody an authenticator app and recovery codes; the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def recovery_code(user):
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]
