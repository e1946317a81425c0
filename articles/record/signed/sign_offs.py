"""Signatures: one person's word on one digest."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from editorial.accounts.users import User

from ..evidence import ChainedModel
from ..signers.credentials import Credential, SignOffKind
from ..signers.interests import InterestAnswer, InterestWaiver
from ..triggers import append_only, before_insert

__all__ = ["SignOff", "SignOffKind", "SignOffQuerySet"]


class SignOffQuerySet(models.QuerySet["SignOff"]):
    """Signatures."""

    def on(self, page: Page, digest: str) -> Self:
        """The signatures on exactly this text of this page."""
        return self.filter(page_id=page.pk, digest=digest)

    def without_texts(self) -> Self:
        """Without the texts that were signed: not every one became an edition."""
        return self.defer("document")

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def given_by(self, user: User) -> Self:
        return self.filter(signer=user)


class SignOff(ChainedModel):
    """One person's signature on one digest. What was asked and answered is kept as it was worded.

    PostgreSQL sets the time and, from the signer's own edition, who readers are told signed. It refuses a signer who
    contributed to the text, stands in a byline on it, has signed the same text already, has no valid credential of the
    right kind today, declared an interest that nobody waived, or last proved who they are more than ten minutes ago.
    Unless the owner says that a password is enough, a passkey of the signer's has signed all of it (`assertions.py`).
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="sign_offs")
    kind = models.CharField(max_length=20, choices=SignOffKind.choices)
    digest = models.CharField(max_length=64)
    document = models.TextField(help_text=_("The canonical text that the digest is of."))
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_offs")
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="sign_offs")
    shown = models.JSONField(
        default=dict,
        editable=False,
        help_text=_("Person, name and credentials as readers are shown them. Set by PostgreSQL."),
    )
    statement = models.TextField()
    checklist = models.JSONField(default=list, help_text=_("Each question as it was asked, with its answer."))
    interest_answer = models.CharField(max_length=10, choices=InterestAnswer.choices)
    interests = models.TextField(help_text=_("“None”, or which, for this article."))
    waiver = models.ForeignKey(InterestWaiver, null=True, on_delete=models.PROTECT, related_name="+")
    authenticated_at = models.DateTimeField(
        null=True, help_text=_("When the signer last proved who they are. Empty before this was recorded.")
    )
    authenticated_by = models.CharField(max_length=60, blank=True, help_text=_("Password, one-time code or passkey."))
    assertion = models.JSONField(
        null=True,
        help_text=_("What the signer's passkey signed, and its signature. Empty where a password was enough."),
    )
    signed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-off")
        triggers = [
            append_only(),
            before_insert("introduce", "articles_introduce_signer"),
            before_insert("validate", "articles_validate_sign_off"),
            before_insert("write_to_chain", "articles_write_to_chain"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["page", "digest", "signer"], name="articles_signoff_once_per_digest"),
            models.CheckConstraint(condition=models.Q(kind__in=SignOffKind.values), name="articles_signoff_known_kind"),
            models.CheckConstraint(
                condition=models.Q(interest_answer__in=InterestAnswer.values),
                name="articles_signoff_interests_answered",
            ),
            models.CheckConstraint(
                condition=~models.Q(statement="") & ~models.Q(interests=""),
                name="articles_signoff_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.shown['name']}"
