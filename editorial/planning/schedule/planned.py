"""What is to go out and has not, wherever that was planned; and what is late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.writing import write
from editorial.review.publishing.status import why_not_carried_out
from editorial.review.publishing.status_proposals import StatusProposal
from editorial.review.signing.permissions import editors
from editorial.review.signing.rules import unmet_before_publishing

from .bundles import Bundle, BundleState

#: More than so many late things are told of by their number.
MOST = 20


class Late(NamedTuple):
    """Something that ought to have happened: what, when, why it has not, and where to see to it."""

    occasion: str
    title: str
    due: datetime
    why: str
    link: str
    page_id: int | None = None


def to_be_published() -> QuerySet[Page]:
    """The pages whose newest draft waits for a time, with `goes_out_at`, soonest first.

    Not those of which an edition has come since: their writers go on with a draft that still names the time.
    """
    time = NullIf(KeyTextTransform("publish_after", "latest_revision__content"), Value(""))
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__content__has_key="publish_after")
    drafts = drafts.annotate(goes_out_at=Cast(time, DateTimeField())).filter(goes_out_at__isnull=False)
    came_out = Edition.objects.filter(page=OuterRef("pk"), created_at__gte=OuterRef("goes_out_at"))
    return drafts.filter(~Exists(came_out)).order_by("goes_out_at", "pk")


def latest() -> datetime:
    """What was due before this is late."""
    return timezone.now() - timedelta(minutes=settings.SCHEDULE_LATE_MINUTES)


def late() -> list[Late]:
    """What has not happened although it was due so many minutes ago, the most overdue first."""
    found = [*_late_pages(), *_late_bundles(), *_late_take_downs()]
    return sorted(found, key=lambda one: one.due)


def how_many_late() -> int:
    """The same as a number, without reading a text."""
    return (
        to_be_published().filter(goes_out_at__lte=latest()).count()
        + Bundle.objects.filter(state=BundleState.WAITING, goes_out_at__lte=latest()).count()
        + StatusProposal.objects.planned().filter(takes_effect_at__lte=latest()).count()
    )


def _late_pages() -> Iterator[Late]:
    for page in to_be_published().filter(goes_out_at__lte=latest())[:MOST]:
        why = " ".join(unmet_before_publishing(Draft.of(page)))
        link, occasion = reverse("review:page", args=[page.pk]), f"late page {page.pk} {page.goes_out_at.isoformat()}"
        yield Late(occasion, page.draft_title, page.goes_out_at, why, link, page.pk)


def _late_bundles() -> Iterator[Late]:
    for bundle in Bundle.objects.filter(state=BundleState.WAITING, goes_out_at__lte=latest())[:MOST]:
        why = " ".join(item.refusal for item in bundle.in_order() if item.refusal)
        # Whoever is told of what kept it knows that it is late.
        was_tried = bundle.tried_at is not None and bundle.tried_at >= bundle.goes_out_at
        occasion = bundle.refused if was_tried else f"late bundle {bundle.pk} {bundle.goes_out_at.isoformat()}"
        yield Late(occasion, bundle.title, bundle.goes_out_at, why, reverse("planning:bundle", args=[bundle.pk]))


def _late_take_downs() -> Iterator[Late]:
    planned = StatusProposal.objects.planned().filter(takes_effect_at__lte=latest())
    for proposal in planned.select_related("page", "proposed_by", "decided_by")[:MOST]:
        title, page_id = proposal.page.draft_title, proposal.page_id
        due, link = proposal.takes_effect_at, reverse("review:status", args=[page_id])
        why = why_not_carried_out(proposal)
        yield Late(f"late take-down {proposal.pk}", title, due, why, link, page_id)


def tell_of_what_is_late() -> int:
    """Tell the editors of each once; of how many."""
    found = [one for one in late() if not Letter.objects.were_written(one.occasion)]
    for one in found:
        context = {"late": one, "why": one.why or _("Nothing that this site knows of keeps it: look at the workers.")}
        people, template = editors(), "planning/emails/late.txt"
        write(Kind.DECISIONS, one.occasion, people, template, context, link=one.link, about=one.page_id)
    return len(found)
