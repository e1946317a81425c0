"""What came in from other systems, so that bringing the same in again changes nothing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.signed.pictures import SiteImage


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
