"""Each change of a page's status, with who decided it and why. Part of the record."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..evidence import ChainedModel
from ..triggers import after_insert, append_only, before_insert
from .editions import Edition
from .status import LONGEST_NOTICE, PublicationStatus


class StatusChange(ChainedModel):
    """Readers were told that a page is under review, lost it, or got an older edition back.

    Taking a text away, and giving it back, needs two people. Nobody decided (`decided_by` is empty) what follows from
    something else: the end of an emergency edition, a new edition that ends a notice, or a retracted source that the
    policy of the site answers with a notice.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="status_changes")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=20, choices=PublicationStatus.choices)
    status = models.CharField(max_length=20, choices=PublicationStatus.choices)
    notice = models.CharField(max_length=500, blank=True, help_text=_("What readers are told."))
    reason = models.TextField(help_text=_("For the desk."))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_status_change"),
            before_insert("write_to_chain", "articles_write_to_chain"),
            after_insert("show", "articles_show_status_change"),
        ]
        indexes = [
            models.Index(fields=["page", "-id"], name="articles_status_by_page"),
            models.Index(fields=["status", "-id"], name="articles_status_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(before__in=PublicationStatus.readable(), status__in=PublicationStatus.readable())
                | Q(decided_by__isnull=True)
                | Q(decided_by__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_by=F("decided_by")),
                name="articles_status_needs_two_people",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="articles_status_has_reason"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("notice"), LONGEST_NOTICE), name="articles_status_notice_short"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.get_status_display()}"
