"""Passkeys that sign: the public key of each, and whose it is.

PostgreSQL writes them from the events in `authority.py`. Whatever somebody needs to check a signature without asking
this site stands in one row: the key, and the link of the chain by which it was added.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.accounts.users import User


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    """Passkeys that sign, or once did."""

    def standing(self) -> Self:
        return self.filter(revoked_at__isnull=True)

    def of(self, user: User) -> Self:
        return self.filter(user=user, person__account__user=user).order_by("added_at")


class SigningKey(models.Model):
    """A passkey with which somebody signs, theirs for ever. Revoked, it signs nothing more; what it signed stays.

    It is of the person and of the account: an account that becomes somebody else's does not take its keys along.
    """

    person = models.ForeignKey("articles.PersonPage", on_delete=models.PROTECT, related_name="signing_keys")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="signing_keys")
    credential_id = models.TextField(unique=True, help_text=_("How the device calls it, in Base64url."))
    public_key = models.TextField(unique=True, help_text=_("As SubjectPublicKeyInfo (DER), in Base64url."))
    algorithm = models.IntegerField(help_text=_("As COSE counts: -7 is ES256, -8 EdDSA, -257 RS256."))
    rp_id = models.CharField(max_length=253, help_text=_("The host name for which it signs, and for no other."))
    added_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    sequence = models.BigIntegerField(help_text=_("Of the event by which it was added; so are the three below."))
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    chained_text = models.TextField()

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing key")

    def __str__(self) -> str:
        return f"{self.person}: {self.fingerprint}"

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public_key)


def fingerprint(public_key: str) -> str:
    """The first half of a key's SHA-256, in groups that two people can read to each other."""
    digits = hashlib.sha256(from_base64url(public_key)).hexdigest()[:32]
    return " ".join(digits[start : start + 4] for start in range(0, 32, 4))


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The bytes; ValueError when it is no Base64url."""
    return base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
