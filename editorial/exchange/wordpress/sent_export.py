"""An export of another site that somebody sent: where its file lies, and how far it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: A worker says every second how far it is, and every few minutes in the longest item. One that does not was killed.
SILENT = timedelta(minutes=5)


class SentExport(models.Model):
    """An export of another site that somebody sent to the admin, and how far its moving in has come.

    The file and its report lie in MOVING_IN_ROOT, under the row's number, where no address leads.
    """

    class State(models.TextChoices):
        """What becomes of it."""

        WAITING = "waiting", _("waits for a worker")
        RUNNING = "running", _("is moving in")
        DONE = "done", _("has moved in")
        CANCELLED = "cancelled", _("was stopped")
        FAILED = "failed", _("could not move in")

    name = models.CharField(max_length=200, help_text=_("What its file was called."))
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fetch = models.BooleanField(_("fetch pictures from the former site"), default=False)
    as_articles = models.BooleanField(_("pages are about health, as posts are"), default=False)
    comments = models.BooleanField(
        _("bring comments in, as closed reports"),
        default=False,
        help_text=_("For the desk alone, without who wrote them; they wait until their page has an edition."),
    )
    dry_run = models.BooleanField(_("only say what would come in"), default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    is_stopping = models.BooleanField(default=False)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    doing = models.CharField(max_length=50, blank=True)
    told = models.JSONField(default=list, help_text=_("The summary, line by line, or why it could not move in."))
    sent_at = models.DateTimeField(auto_now_add=True)
    heard_of_at = models.DateTimeField(default=timezone.now, help_text=_("When its worker last said how far it is."))

    class Meta:
        verbose_name = _("export that was sent")
        default_permissions = []
        permissions = [("move_in", _("Can move another site in"))]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Path:
        return settings.MOVING_IN_ROOT / f"{self.pk}.xml"

    @property
    def report(self) -> Path:
        return settings.MOVING_IN_ROOT / f"{self.pk}.csv"

    @property
    def is_at_work(self) -> bool:
        """Whether a worker is to be waited for: one that says nothing for long was killed."""
        waits = self.state in (self.State.WAITING, self.State.RUNNING)
        return waits and timezone.now() - self.heard_of_at < SILENT

    @property
    def can_go_on(self) -> bool:
        """Whether it stopped before its end."""
        return self.state != self.State.DONE and not self.is_at_work and self.file.exists()

    @property
    def percent(self) -> int:
        return min(100 * self.done // self.total, 100) if self.total else 0
