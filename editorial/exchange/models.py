"""What came in from other systems, so that bringing the same in again changes nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.legacy import LegacyBatch
from articles.record.pictures import SiteImage

#: A worker says every second how far it is, and every few minutes in the longest item. One that does not was killed.
SILENT = timedelta(minutes=5)


class MovedInThing(models.Model):
    """A post, page, person, topic or picture of another site, and what it became here.

    It is written in the transaction that makes the page, so it is there exactly when the page is. It says nothing about
    what may be published: what came in is a draft like any other.
    """

    class Kind(models.TextChoices):
        """What it was there."""

        ITEM = "item", _("post or page")
        TERM = "term", _("category or tag")
        AUTHOR = "author", _("author")
        PICTURE = "picture", _("picture")

    class Stage(models.TextChoices):
        """How far it has come."""

        PLACED = "placed", _("has a page, and no text yet")
        CAME_IN = "came_in", _("came in")

    site = models.CharField(max_length=200, help_text=_("The host and path of the former site."))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=500, help_text=_("Its number there, its slug, or a picture's address."))
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.CAME_IN)
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ForeignKey(SiteImage, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64, blank=True, help_text=_("Of what the former site said when it came in."))
    revision = models.BigIntegerField(null=True, help_text=_("The draft that it became; a later one is a person's."))
    facts = models.JSONField(
        default=dict, help_text=_("Dates, status and claims there, and what still needs a hand here.")
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("thing that was moved in")
        verbose_name_plural = _("things that were moved in")
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="exchange_movedinthing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class MovingIn(models.Model):
    """One run over one file: how far it came, so that an interrupted one can go on there."""

    file_digest = models.CharField(max_length=64)
    options = models.CharField(max_length=100, blank=True)
    done = models.PositiveBigIntegerField(default=0, help_text=_("How many items of the file are done."))
    begun_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("run of moving in")
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.file_digest[:12]}: {self.done}"


class LegacyRunQuerySet(models.QuerySet["LegacyRun"]):
    """Batches of imported texts."""

    def with_words(self) -> Self:
        """Each with `words`: how many people have decided about it."""
        return self.annotate(words=Count("batch__decisions", distinct=True))

    def undecided(self) -> Self:
        return self.filter(pk__in=self.model.objects.with_words().filter(words__lt=2), turned_down_at=None)

    def decided(self) -> Self:
        return self.with_words().filter(words__gt=1, turned_down_at=None)


class LegacyRun(models.Model):
    """What is not evidence about a batch of imported texts: what stayed out of it, and how far its publishing is."""

    batch = models.OneToOneField(LegacyBatch, primary_key=True, on_delete=models.CASCADE, related_name="run")
    left_out = models.JSONField(
        default=list, help_text=_("What came in with it and needs a hand first: page, title, and why.")
    )
    turned_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    turned_down_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    refused = models.JSONField(default=dict, help_text=_("Why a text did not go out, by the number of its page."))

    objects = LegacyRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of a batch of imported texts")
        default_permissions = []

    def __str__(self) -> str:
        return str(self.batch)


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
