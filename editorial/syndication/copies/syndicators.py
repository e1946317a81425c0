"""Who takes our texts to show them elsewhere, and how we know them: by a key that is kept as its hash."""

from __future__ import annotations

import hashlib
import secrets

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: What a key begins with, so that whoever finds one somewhere knows what it is.
KEY_BEGINS = "copies_"
WEB_ADDRESS = URLValidator(["http", "https"])


class Syndicator(models.Model):
    """A site that shows our texts. Registered by an editor; the API is open to everybody else too, who stay unknown.

    The secret with which its webhook knows us has to be kept as it is, since we sign with it. The key is not.
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    site = models.CharField(
        _("site"), max_length=300, validators=[WEB_ADDRESS], help_text=_("Where readers find our texts.")
    )
    contact = models.EmailField(_("contact"), help_text=_("Who is written to when a recall is not answered."))
    callback = models.CharField(
        _("webhook"),
        max_length=500,
        blank=True,
        validators=[WEB_ADDRESS],
        help_text=_("Told of each recall at once, by WebSub, after it has confirmed that it wants to be."),
    )
    is_active = models.BooleanField(
        _("takes our texts"), default=True, help_text=_("Otherwise its key opens nothing, and nobody is chased.")
    )
    key_hash = models.CharField(max_length=64, blank=True, editable=False)
    secret = models.CharField(max_length=64, blank=True, editable=False)
    key_made_at = models.DateTimeField(null=True, editable=False)
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("syndicator")
        verbose_name_plural = _("syndicators")
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["key_hash"], name="syndication_key_once", condition=~Q(key_hash="")),
        ]

    def __str__(self) -> str:
        return self.name

    def make_key(self) -> tuple[str, str]:
        """A new key and a new secret, which nobody is shown again; the former ones are worth nothing from now on."""
        key, self.secret = KEY_BEGINS + secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.key_hash, self.key_made_at = hash_of(key), timezone.now()
        self.save(update_fields=["key_hash", "secret", "key_made_at"])
        return key, self.secret


def hash_of(key: str) -> str:
    """Keys are random and long: a plain hash of one is as hard to turn round as a slow one."""
    return hashlib.sha256(key.encode()).hexdigest()
