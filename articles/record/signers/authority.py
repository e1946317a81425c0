"""What decides who may sign, and with what: accounts, credentials, specialties asked for, signing keys.

Each change is one event of the record. What stands now (`PersonAccount`, `Credential`, `Specialty`, `SigningKey`)
PostgreSQL writes from the events (`articles/sql/apply_authority_event.sql`), and nobody else does.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ..evidence import ChainedModel
from ..triggers import after_insert, append_only, before_insert
from .credentials import Credential


class AuthorityEventKind(models.TextChoices):
    """What happened. The comment says which columns it needs, and what stands in `details`."""

    ACCOUNT_LINKED = "account_linked", _("An account was linked to a person")  # person, user
    ACCOUNT_UNLINKED = "account_unlinked", _("An account was taken from a person")  # person, user
    #: person; kind, register, number, issuer, register_url, country, expires_on, specialties (by name).
    #: PostgreSQL gives it its id.
    CREDENTIAL_ISSUED = "credential_issued", _("A credential was added")
    CREDENTIAL_LOOKED_UP = (
        "credential_looked_up",
        _("A credential was looked up again"),
    )  # credential; expires_on, specialties
    CREDENTIAL_REVOKED = "credential_revoked", _("A credential was revoked")  # credential
    SPECIALTIES_ASKED = "specialties_asked", _("The specialties that a topic asks for were set")  # topic; specialties
    #: person, user; credential_id, public_key, algorithm, rp_id. What each is, `signing_keys.SigningKey` says.
    KEY_ADDED = "key_added", _("A passkey was added as a signing key")
    KEY_REVOKED = "key_revoked", _("A signing key was revoked")  # person, user; credential_id
    #: rule, a `SigningRule`. The owner of the database says it, and nobody else.
    SIGNING_RULE_SET = "signing_rule_set", _("Whether a password is enough to sign was set")


OF_KEYS = (AuthorityEventKind.KEY_ADDED, AuthorityEventKind.KEY_REVOKED)


class SigningRule(models.TextChoices):
    """What a signature is made with. Where nothing was said it is a passkey."""

    PASSKEY = "passkey", _("A passkey signs: nobody else can make the signature, whoever runs the site")
    PASSWORD = "password", _("A log-in is enough: that a signature is the signer’s is the site’s word")

    @classmethod
    def standing(cls) -> SigningRule:
        """What PostgreSQL goes by now."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT articles_signing_rule()")
            return cls(cursor.fetchone()[0])


class AuthorityEventQuerySet(models.QuerySet["AuthorityEvent"]):
    """Changes of who may sign."""

    def found(self, kind: str, **fields: Any) -> AuthorityEvent:
        """A change that nobody asked for and nobody confirmed: PostgreSQL takes it from the owner of the database only.

        So a site gets its first editors. The record says that nobody confirmed it.
        """
        event = self.create(kind=kind, **fields)
        event.refresh_from_db()
        return event

    def newest_first(self) -> Self:
        return self.order_by("-sequence")


class AuthorityEvent(ChainedModel):
    """One change of who may sign: asked for by one editor, confirmed by another, neither of them concerned.

    Both hold an editorial credential that is valid that day. PostgreSQL refuses anything else, but from the owner of
    the database, who appoints the first editors: then both columns are empty. A credential never moves to somebody
    else: it is revoked, and another one is issued.

    A signing key everybody asks for themselves, and an editor who is somebody else confirms it. Where passkeys are the
    rule, whoever confirms an event has signed it with theirs: code in the web process cannot decide in editors' names.
    """

    kind = models.CharField(max_length=30, choices=AuthorityEventKind.choices)
    person = models.ForeignKey("articles.PersonPage", null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    credential = models.ForeignKey(Credential, null=True, on_delete=models.PROTECT, related_name="events")
    topic = models.ForeignKey("articles.TopicPage", null=True, on_delete=models.PROTECT, related_name="+")
    details = models.JSONField(default=dict)
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    assertion = models.JSONField(null=True, help_text=_("The passkey signature of whoever confirmed it."))
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = AuthorityEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of who may sign")
        verbose_name_plural = _("changes of who may sign")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_authority_event"),
            before_insert("write_to_chain", "articles_write_to_chain"),
            after_insert("apply", "articles_apply_authority_event"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="articles_authority_of_person"),
            models.Index(fields=["kind", "-sequence"], name="articles_authority_of_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AuthorityEventKind.values), name="articles_authority_known_kind"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="articles_authority_has_reason"),
        ]

    def __str__(self) -> str:
        about = self.person or self.topic or self.details.get("rule", "")
        return f"{self.get_kind_display()}: {about}"
