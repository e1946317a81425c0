"""Whose turn it is: who is there, how much they have already, and where the desk lets this be worked out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.pages import TopicPage
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User
from editorial.review.signing.experts import EXPERTS
from editorial.review.signing.rules import signatures_missing

from ..steps import Step
from .assignments import OPEN, Answer, Assignment, CannotBeAskedError, ask

MOST_AT_ONCE = 5
SAID_NO = [Answer.DECLINED, Answer.LAPSED, Answer.LEFT, Answer.HANDED_OVER, Answer.WITHDRAWN]


class Availability(models.Model):
    """What somebody says of their time. Who says nothing is there, and takes a few texts at once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="availability")
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("until and including"), null=True, blank=True)
    most_at_once = models.PositiveSmallIntegerField(
        _("texts at once"), default=MOST_AT_ONCE, help_text=_("The rota asks you for no more than these.")
    )

    class Meta:
        verbose_name = _("availability")
        verbose_name_plural = _("availabilities")
        default_permissions: list[str] = []

    def __str__(self) -> str:
        return str(self.user)

    def clean(self) -> None:
        super().clean()
        if self.away_from and self.away_until and self.away_until < self.away_from:
            raise ValidationError({"away_until": _("This is before the first day.")})
        if self.away_until and not self.away_from:
            raise ValidationError({"away_from": _("Say from which day on.")})


def is_away(today: date, prefix: str = "availability__") -> Q:
    """The condition under which somebody is away; without a last day until they say otherwise."""
    begun = Q(**{f"{prefix}away_from__lte": today})
    return begun & (Q(**{f"{prefix}away_until__gte": today}) | Q(**{f"{prefix}away_until__isnull": True}))


class RotaQuerySet(models.QuerySet["Rota"]):
    """Where somebody is asked without an editor's doing."""

    def for_page(self, page: Page, kind: str) -> Rota | None:
        """The rota of the nearest topic at or above a page, or the one of the whole site."""
        upwards = [page.path[:length] for length in range(page.steplen, len(page.path) + 1, page.steplen)]
        found = self.filter(kind=kind).filter(Q(topic__isnull=True) | Q(topic__path__in=upwards))
        return found.order_by(Length("topic__path").desc(nulls_last=True)).first()


class Rota(models.Model):
    """That texts of a topic are given to whoever's turn it is, when they come to a step of review."""

    topic = models.ForeignKey(
        TopicPage,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("topic"),
        help_text=_("Of this topic and all below it. Leave it empty for the whole site."),
    )
    kind = models.CharField(_("kind of sign-off"), max_length=20, choices=SignOffKind.choices)
    respond_days = models.PositiveSmallIntegerField(_("days to answer"), default=3)
    due_days = models.PositiveSmallIntegerField(_("days to sign"), default=14)

    objects = RotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("rota")
        verbose_name_plural = _("rotas")
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "kind"],
                nulls_distinct=False,
                name="planning_rota_once",
                violation_error_message=_("There is a rota for this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic or _('the whole site')}: {self.get_kind_display()}"

    def clean(self) -> None:
        super().clean()
        if self.respond_days > self.due_days:
            raise ValidationError({"respond_days": _("An answer is wanted before the signature.")})


def by_turn(able: list[int], today: date | None = None) -> models.QuerySet[User]:
    """Those of these people who are there and have room, whoever has least to do and was asked longest ago first.

    No outside experts: an editor invites them.
    """
    today = today or timezone.localdate()
    is_open = Q(assignments__answer__in=OPEN)
    people = User.objects.filter(pk__in=able, is_active=True).exclude(is_away(today))
    people = people.exclude(groups__name=EXPERTS)
    people = people.annotate(load=Count("assignments", filter=is_open), last_asked=Max("assignments__asked_at"))
    room = Q(load__lt=F("availability__most_at_once")) | Q(availability__isnull=True, load__lt=MOST_AT_ONCE)
    return people.filter(room).order_by("load", F("last_asked").asc(nulls_first=True), "pk")


@transaction.atomic
def ask_whose_turn(page: Page, kind: str, able: list[int], *, since: datetime) -> Assignment | None:
    """Ask whoever's turn it is, where there is a rota and nobody is asked yet; the assignment.

    Who declined, or did not answer in time since then, is not asked again.
    """
    rota = Rota.objects.for_page(page, kind)
    if rota is None:
        return None
    Page.objects.select_for_update().only("pk").get(pk=page.pk)  # of two at once the second finds whom the first asked
    if Assignment.objects.open().about(page, kind).exists():
        return None
    said_no = Assignment.objects.about(page, kind).filter(answer__in=SAID_NO, asked_at__gte=since)
    today = timezone.localdate()
    dates = {"respond_by": today + timedelta(rota.respond_days), "due": today + timedelta(rota.due_days)}
    for person in by_turn(able, today).exclude(pk__in=said_no.values("person")):
        try:
            return ask(page, kind, person, by=None, **dates)
        except CannotBeAskedError:
            continue  # what was noted of who is able is older than the text
    return None


def fill(step: Step) -> Assignment | None:
    """The same for a step that goes on, as long as it lacks a signature."""
    if step.ended_at or Rota.objects.for_page(step.page, step.kind) is None:
        return None
    draft = step.look_again()
    if step.kind not in signatures_missing(draft):
        return None
    return ask_whose_turn(step.page, step.kind, step.able, since=step.began_at)
