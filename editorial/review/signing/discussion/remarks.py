"""Remarks on passages of a draft: what somebody says about them, and other words for them.

A remark is no change: whoever makes one contributes nothing to the text, unless their very words are taken over
(`taking_over.py`). One that blocks has to be settled before anybody signs.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.signed.draft_records import DraftRecord
from editorial.accounts.users import User

from ..permissions import may_change_status, may_sign_kind

LONGEST_QUOTE, LONGEST_WORDS = 1000, 4000


class RemarkQuerySet(models.QuerySet["Remark"]):
    """What was said about drafts."""

    def threads_on(self, page: Page) -> Self:
        """The remarks on a page that answer no other, open ones first, with those who made them."""
        found = self.filter(page_id=page.pk, answer_to__isnull=True).select_related("by", "settled_by")
        return found.prefetch_related("answers__by").order_by(F("settled_at").asc(nulls_first=True), "pk")

    def open(self) -> Self:
        return self.filter(answer_to__isnull=True, settled_at__isnull=True)

    def blocking(self) -> Self:
        """Those that keep a text from being signed."""
        return self.open().filter(is_blocking=True)


class Remark(models.Model):
    """What somebody says about a passage of a draft, or answers to that."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="remarks")
    digest = models.CharField(max_length=64, help_text=_("Of the text that they read."))
    section = models.CharField(max_length=80, blank=True, help_text=_("Its address on the page."))
    quote = models.TextField(_("the passage"), blank=True)
    comment = models.TextField(_("what you say about it"), blank=True)
    suggestion = models.TextField(_("other words for the passage"), blank=True)
    is_blocking = models.BooleanField(_("to be settled before anybody signs"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    answer_to = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    was_taken = models.BooleanField(default=False, help_text=_("Its words stand in the text."))

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        default_permissions = ()
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["page"], name="review_open_remarks", condition=Q(settled_at=None, answer_to=None))
        ]

    def __str__(self) -> str:
        return (self.comment or self.suggestion)[:80]

    def may_be_settled_by(self, user: User) -> bool:
        """Whoever made it, or an editor; one that blocks by none who wrote the text, another by whoever works on it."""
        if user.pk == self.by_id:
            return True
        if self.is_blocking:
            return may_change_status(user) and not DraftRecord.objects.wrote(self.page, user)
        return may_change_status(user) or self.page.permissions_for_user(user).can_edit()

    @transaction.atomic
    def settle(self, by: User, *, was_taken: bool = False) -> None:
        """Say that it is settled. Said twice, the first who said so is kept."""
        if Remark.objects.select_for_update().get(pk=self.pk).settled_at:
            return
        if not was_taken and not self.may_be_settled_by(by):
            told = _now("Who made this remark, or an editor, says when it is settled; if it blocks, not the author.")
            raise PermissionDenied(told)
        self.settled_by, self.settled_at, self.was_taken = by, timezone.now(), was_taken
        self.save(update_fields=["settled_by", "settled_at", "was_taken"])


def why_blocked(page_id: int) -> str:
    """Why nobody may sign a page's text while a remark on it is open that blocks; empty where there is none.

    Nor does what is signed already go out meanwhile.
    """
    blocking = Remark.objects.blocking().filter(page_id=page_id).select_related("by").order_by("pk").first()
    if blocking is None:
        return ""
    told = _now(
        "Nobody can sign this text before the remark of %s is settled: by whoever made it, or by an editor who wrote "
        "nothing of it."
    )
    return told % blocking.by


def may_block(user: User, page: Page) -> bool:
    """Whether somebody's remarks may keep a text from being signed: who could sign its kind, and editors."""
    return may_change_status(user) or any(may_sign_kind(user, kind) for kind in page.required_sign_offs)
