"""Authenticator apps, passkeys and recovery codes: how they are named, shown, locked away and removed."""

import hashlib
from base64 import urlsafe_b64encode
from itertools import count

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SecondFactorAdapter(DefaultMFAAdapter):
    """What allauth asks of this site about second factors."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it has been used already."),
    }

    def generate_authenticator_name(self, user, type):
        """One that no other of theirs has: a passkey that was removed leaves a gap in the numbers."""
        taken = {factor.data.get("name") for factor in user.authenticator_set.filter(type=type)}
        names = (gettext("Passkey %d") % number for number in count(len(taken) + 1))
        return next(name for name in names if name not in taken)

    def build_totp_svg(self, url):
        """The QR code as an element of the page; a file of its own would begin with an XML declaration."""
        svg = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def encrypt(self, text):
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _lock().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self):
        """What the app, and the browser that keeps a passkey, call the site; the assembled site knows better."""
        return settings.SITE_NAME


def _lock():
    """Who reads the database, or a copy of it, cannot make codes: the key follows from SECRET_KEY."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"second factors:" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


def are_locked_by_another_key():
    """Whether an authenticator app can no longer be asked, as after a way back without the SECRET_KEY of before."""
    newest = Authenticator.objects.filter(type=Authenticator.Type.TOTP).order_by("-pk").first()
    try:
        return newest is not None and not _lock().decrypt(newest.data["secret"].encode())
    except InvalidToken:
        return True


def remove_second_factors(user):
    """Take every second factor from somebody who lost them, and tell them; how many there were."""
    count, _by_model = user.authenticator_set.all().delete()
    if count:
        get_account_adapter().send_notification_mail("accounts/second_factors_removed", user)
    return count
