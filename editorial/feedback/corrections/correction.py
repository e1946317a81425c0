"""What the desk agreed to put right in an article because reports asked for it, and the edition that did."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.evidence import AppendOnlyModel
from articles.record.published.editions import ChangeClass, Edition
from articles.record.triggers import append_only

from ..reports.states import State


class CorrectionQuerySet(models.QuerySet):
    """Corrections."""

    def open(self):
        return self.filter(state=Correction.State.OPEN)

    def waited_for(self):
        """Open ones with a report of which the desk still wants something corrected."""
        return self.open().filter(Exists(CorrectedReport.objects.to_correct().filter(correction=OuterRef("pk"))))

    def of_page(self, page):
        return self.filter(page_id=page.pk)

    def with_counts(self):
        """Each with how many reports asked for it."""
        return self.annotate(report_count=Count("attached"))


class Correction(models.Model):
    """A task for an article's people: put right what these reports are about. It says nothing to readers by itself.

    It is published by the next edition of the page that came from a draft saved since. What a colleague left out of
    that edition keeps it open.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PUBLISHED = "published", _("Published")
        DROPPED = "dropped", _("Dropped")

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("article"))
    reports = models.ManyToManyField("feedback.Report", through="CorrectedReport", related_name="corrections")
    note = models.TextField(_("what to put right"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("edition")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-pk"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", edition__isnull=False) | (~Q(state="published") & Q(edition=None)),
                name="feedback_correction_published_by_an_edition",
            )
        ]
        indexes = [models.Index(fields=["page"], name="feedback_correction_open", condition=Q(state="open"))]

    def __str__(self):
        return _("Correction %d") % self.pk

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def writer(self):
        """The page's owner, who is to put it right; nobody where they may not any more: an editor finds somebody."""
        owner = self.page.owner
        return owner if owner and owner.is_active and self.page.permissions_for_user(owner).can_edit() else None

    def is_in(self, edition):
        """Whether an edition can hold it: its draft was saved since, it says something else, and lasts."""
        says_the_same = edition.change_class == ChangeClass.REVIEWED
        return not says_the_same and not edition.is_emergency and edition.draft_record.saved_at > self.opened_at


class CorrectedReportQuerySet(models.QuerySet):
    """Reports in corrections."""

    def to_correct(self):
        """Those about which the desk has not decided otherwise since."""
        return self.filter(report__state=State.ACCEPTED)

    def decided_otherwise(self):
        """The others, but for those that an edition has answered."""
        return self.exclude(report__state=State.ACCEPTED).filter(report__resolved_by=None)

    def in_open_corrections(self):
        return self.filter(correction__state=Correction.State.OPEN)


class CorrectedReport(models.Model):
    """A report that a correction is for, and whether the next edition answers it."""

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="attached")
    report = models.ForeignKey("feedback.Report", on_delete=models.CASCADE, related_name="attached_to")
    is_resolved = models.BooleanField(default=True)

    objects = CorrectedReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report in a correction")
        ordering = ["pk"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["correction", "report"], name="feedback_corrected_report_once")]

    def __str__(self):
        return f"{self.correction_id}: {self.report_id}"


class AskedFor(AppendOnlyModel):
    """That an edition was made because readers asked for it: a fact, which readers are told without their reports."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("edition that readers asked for")
        default_permissions = []
        triggers = [append_only()]

    def __str__(self):
        return str(self.edition_id)
