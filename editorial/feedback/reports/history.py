"""The history of a report: what was changed, by whom, from what and to what."""

from __future__ import annotations

from datetime import timedelta
from typing import Self, cast

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: For so long a decision about many reports can be undone: until a reader may have been told what came of theirs.
UNDO_FOR = timedelta(hours=1)


class BulkDecisionQuerySet(models.QuerySet["BulkDecision"]):
    def unfinished(self) -> Self:
        """Those of which reports are still to be changed, or to be given back what they had."""
        return self.filter(finished_at=None).exclude(asked=None, undone_at=None)


class BulkDecision(models.Model):
    """One decision about many reports, whose changes belong together and can be undone together.

    What is done in batches is remembered here, so that it is gone on with after whatever stopped it.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    asked = models.JSONField(
        null=True,
        editable=False,
        help_text=_("Of all that a filter finds: the filter, the newest report, and what is decided."),
    )
    reached = models.BigIntegerField(
        db_default=0, editable=False, help_text=_("The last report that was changed; once undone, the last given back.")
    )
    finished_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = BulkDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about many reports")
        verbose_name_plural = _("decisions about many reports")
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and self.at > timezone.now() - UNDO_FOR


class ReportChange(models.Model):
    """One change of one report. Written by `triage.change` together with the change itself, and never afterwards."""

    class Field(models.TextChoices):
        STATE = "state", _("State")
        SEVERITY = "severity", _("Severity")
        ASSIGNEE = "assignee", _("Assigned to")
        TAGS = "tags", _("Tags")
        DUPLICATE_OF = "duplicate_of", _("Duplicate of")
        GROUPED_UNDER = "grouped_under", _("Grouped under")
        COMMENT = "comment", _("Words")  # by the reader; what they were is not kept

    report = models.ForeignKey("feedback.Report", on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20, choices=Field.choices)
    # Codes and numbers as they are stored, people by their name at the time.
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Nobody: the site itself, by its rules."),
    )
    at = models.DateTimeField(db_default=Now(), editable=False)
    bulk = models.ForeignKey(
        BulkDecision, null=True, editable=False, on_delete=models.PROTECT, related_name="changes", db_index=False
    )
    was = models.JSONField(
        null=True, editable=False, help_text=_("Of many at once: the old value, people by their key.")
    )

    class Meta:
        verbose_name = _("change of a report")
        verbose_name_plural = _("changes of reports")
        ordering = ["at", "pk"]
        default_permissions = []
        indexes = [
            models.Index(
                fields=["bulk", "report"], name="feedback_change_of_many", condition=models.Q(bulk__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return str(self.in_words)

    @property
    def in_words(self) -> str:
        if self.field == self.Field.COMMENT:
            return str(_("The reader mended their words."))
        old, new = self._in_words(self.old), self._in_words(self.new)
        if self.old and self.new:
            said = _("%(what)s changed from “%(old)s” to “%(new)s”.")
        elif self.new:
            said = _("%(what)s: %(new)s.")
        else:
            said = _("%(what)s: no longer %(old)s.")
        return said % {"what": self.get_field_display(), "old": old, "new": new}

    def _in_words(self, value: str) -> str:
        report = cast(type[models.Model], self._meta.get_field("report").related_model)
        field = cast(models.Field, report._meta.get_field(self.field))
        return {str(code): label for code, label in field.flatchoices}.get(value, value)
