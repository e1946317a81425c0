"""What reviewers asked to be changed: every later reviewer is shown it, until it is settled."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOff, SignOffKind
from editorial.accounts.users import User

from ..permissions import may_change_status


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    """What was asked for."""

    def open_on(self, page: Page) -> Self:
        return self.filter(page_id=page.pk, settled_at__isnull=True).select_related("asked_by").order_by("pk")


class ChangeRequest(models.Model):
    """Somebody who could have signed a text asked for a change instead. They, or an editor, say when it is settled."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="change_requests")
    kind = models.CharField(max_length=20, choices=SignOffKind.choices)
    digest = models.CharField(max_length=64, help_text=_("Of the text that was not signed."))
    comment = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a change")
        default_permissions = ()
        indexes = [models.Index(fields=["page"], name="review_open_requests", condition=models.Q(settled_at=None))]

    def __str__(self) -> str:
        return self.comment[:80]

    def may_be_settled_by(self, user: User) -> bool:
        return user == self.asked_by or may_change_status(user)

    @property
    def was_answered(self) -> bool:
        """Whether somebody who was shown it gave that sign-off all the same."""
        since = SignOff.objects.filter(page_id=self.page_id, digest=self.digest, kind=self.kind)
        return since.filter(signed_at__gt=self.asked_at).exists()

    @transaction.atomic
    def settle(self, by: User) -> None:
        """Say that it needs to be shown to nobody any more. Said twice, the first who said so is kept."""
        if ChangeRequest.objects.select_for_update().get(pk=self.pk).settled_at:
            return
        if not self.may_be_settled_by(by):
            raise PermissionDenied(_("Who asked for this, or an editor, says when it is settled."))
        self.settled_by, self.settled_at = by, timezone.now()
        self.save(update_fields=["settled_by", "settled_at"])


def unmet_by_requests(draft: Draft) -> list[str]:
    """What somebody wants changed in exactly this text, while nobody has signed it since who was shown that.

    A signature of before may not have counted then, and count again: it does not answer what was found meanwhile.
    """
    asked = ChangeRequest.objects.open_on(draft.page).filter(digest=draft.digest)
    told = gettext("%s asked for a change of this text instead of signing it. Make it, or settle that.")
    return [told % request.asked_by for request in asked if not request.was_answered]
