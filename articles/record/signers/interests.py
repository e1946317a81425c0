"""Interests that bear on one article: what a signer declared, and an editor's reason to let them sign all the same."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from editorial.accounts.users import User

from ..evidence import ChainedModel
from ..triggers import append_only, before_insert


class InterestAnswer(models.TextChoices):
    """What somebody who signs answers. There is no “not asked”: without an answer there is no signature."""

    NONE = "none", _("No, none")
    DECLARED = "declared", _("Yes")


class InterestDeclarationQuerySet(models.QuerySet["InterestDeclaration"]):
    """Declared interests."""

    def of(self, user: User, page: Page) -> Self:
        return self.filter(page_id=page.pk, signer=user).order_by("-pk")

    def undecided(self) -> Self:
        return self.filter(waiver__isnull=True)


class InterestDeclaration(ChainedModel):
    """Somebody who was asked to sign a page named an interest that bears on it. It keeps them from signing."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    interests = models.TextField()
    declared_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InterestDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared interest")
        triggers = [append_only(), before_insert("write_to_chain", "articles_write_to_chain")]
        indexes = [models.Index(fields=["page", "signer"], name="articles_declaration_of")]

    def __str__(self) -> str:
        return self.interests[:80]


class InterestWaiver(ChainedModel):
    """An editor's reason to let somebody sign in spite of the interest that they declared.

    PostgreSQL refuses a waiver by the signer, or by somebody who holds no valid editorial credential that day.
    """

    declaration = models.OneToOneField(InterestDeclaration, on_delete=models.PROTECT, related_name="waiver")
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    waived_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("waiver of a declared interest")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_waiver"),
            before_insert("write_to_chain", "articles_write_to_chain"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="articles_waiver_has_reason")]

    def __str__(self) -> str:
        return self.reason[:80]
