"""Reports counted by the day, so that no screen and no email counts the reports themselves."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class RollupQuerySet(models.QuerySet):
    """Counts."""

    def on(self, day):
        return self.filter(day=day)

    def since(self, day):
        return self.filter(day__gte=day)

    def with_reports(self):
        return self.filter(reports__gt=0)

    def with_open(self):
        return self.filter(open__gt=0)

    def before(self, day):
        return self.filter(day__lt=day)


class Rollup(models.Model):
    """What came in on one day about one article with one reason, and how long it waited, in minutes.

    Only what readers sent and the desk took seriously: neither spam nor duplicates.
    """

    day = models.DateField()
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="report_rollups", db_index=False)
    reason = models.CharField(max_length=20, blank=True)
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    reports = models.PositiveIntegerField(help_text=_("Those that say more than yes or no."))
    untouched = models.PositiveIntegerField(help_text=_("Reports that nobody at the desk has looked at."))
    open = models.PositiveIntegerField(help_text=_("Reports that the desk has not finished with."))
    looked_after = ArrayField(models.PositiveIntegerField(), default=list)
    finished_after = ArrayField(models.PositiveIntegerField(), default=list)
    corrected_after = ArrayField(models.PositiveIntegerField(), default=list)

    objects = RollupQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of reports")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["day", "page", "reason"], name="feedback_rollup_once")]
        indexes = [models.Index(fields=["day"], name="feedback_rollup_open", condition=models.Q(open__gt=0))]

    def __str__(self):
        return f"{self.day}: {self.page_id} {self.reason}"


class RollupMark(models.Model):
    """Up to when changes have been counted. Whoever counts holds this one row."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    counted_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mark of what has been counted")
        default_permissions = []

    def __str__(self):
        return str(self.counted_until)

    @classmethod
    def held(cls):
        """The row, locked until the transaction ends."""
        cls.objects.get_or_create(only=True)
        return cls.objects.select_for_update().get()
