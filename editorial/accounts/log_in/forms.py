"""Codes of a second factor: each is taken once."""

import re

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.cache import cache


class TakenOnce:
    """Remembers a code for as long as it would be right; allauth forgets it after one period."""

    def clean_code(self):
        code = super().clean_code()
        periods = 2 * app_settings.TOTP_TOLERANCE + 1
        name = f"second-factor-code:{self.user.pk}:{re.sub(r'[^0-9]', '', code)}"
        if not cache.add(name, True, periods * app_settings.TOTP_PERIOD):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(TakenOnce, AuthenticateForm):
    """The second step of a log-in."""


class CodeAgainForm(TakenOnce, ReauthenticateForm):
    """Proving again who one is."""
