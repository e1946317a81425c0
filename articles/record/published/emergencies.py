"""Publishing in an emergency, before the medical review: off unless the database's owner allows it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..evidence import ChainedModel
from ..triggers import append_only, before_insert
from .status import LONGEST_NOTICE

#: However long the rule allows, an emergency is over after this many hours.
LONGEST_HOURS = 168


class EmergencyRule(models.Model):
    """That emergency editions are allowed, and for how long. No row: they are not.

    The web process's database role cannot write here (`database_roles.py`): only `manage.py emergency_editions`, run as
    the owner, does.
    """

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    most_hours = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_HOURS)],
    )

    class Meta:
        verbose_name = _("rule for emergencies")
        constraints = [
            models.CheckConstraint(condition=models.Q(only=True), name="articles_emergencyrule_only_one"),
            models.CheckConstraint(
                condition=models.Q(most_hours__range=(1, LONGEST_HOURS)), name="articles_emergencyrule_hours"
            ),
        ]

    def __str__(self) -> str:
        return _("Emergency editions for at most %d hours") % self.most_hours


class EmergencyOverrideQuerySet(models.QuerySet["EmergencyOverride"]):
    """Requests to publish in an emergency."""

    def on(self, page: Page, digest: str) -> EmergencyOverride | None:
        """The newest request for exactly this text of this page."""
        return self.filter(page_id=page.pk, digest=digest).order_by("-pk").first()


class EmergencyOverride(ChainedModel):
    """Why one text is to be published before its medical review, and for how many hours.

    Two editors then sign that text; PostgreSQL asks both for valid editorial credentials and independence.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, help_text=_("Readers are told."))
    hours = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = EmergencyOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency override")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_override"),
            before_insert("write_to_chain", "articles_write_to_chain"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="articles_override_has_reason"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("reason"), LONGEST_NOTICE), name="articles_override_reason_short"
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:80]
