"""What is due in a month: signatures, publications, bundles, pages to be taken away, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.review.publishing.status_proposals import StatusProposal

from ..review_due.due import pages_to_review
from ..steps import Step
from .bundles import Bundle, BundleState
from .planned import to_be_published

#: Of each sort of thing in a month; whoever plans more looks at its own list.
MOST = 300


class Entry(NamedTuple):
    """One thing that is due: on which day, at what time if at any, what, of which page, and where to see to it."""

    day: date
    at: datetime | None
    what: str
    title: str
    link: str


class Month:
    """A month of the calendar, in the zone of whoever looks."""

    def __init__(self, first: date):
        self.first = first
        self.next = (first + timedelta(days=31)).replace(day=1)
        self.before = (first - timedelta(days=1)).replace(day=1)

    @classmethod
    def of(cls, said: str) -> Month:
        """The month that somebody asked for, such as “2026-12”; this one where they said none that there is."""
        try:
            first = datetime.strptime(said, "%Y-%m").date()
        except ValueError:
            first = timezone.localdate()
        return cls(min(max(first, date(2000, 1, 1)), date(2999, 12, 1)).replace(day=1))

    def between(self, field: str) -> Q:
        """That a moment lies in it."""
        start, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in (self.first, self.next))
        return Q(**{f"{field}__gte": start, f"{field}__lt": end})

    def entries(self) -> list[Entry]:
        """All that is due in it, in the order of time; what has a day only comes before what has a time."""
        found = [*self._signatures(), *self._publications(), *self._bundles(), *self._take_downs(), *self._reviews()]
        return sorted(found, key=lambda entry: (entry.day, entry.at is not None, entry.at or 0, entry.title))

    def _signatures(self) -> Iterator[Entry]:
        due = Step.objects.open().filter(due__gte=self.first, due__lt=self.next).select_related("page")
        for step in due[:MOST]:
            what = _("To be signed: %s") % step.get_kind_display().lower()
            yield Entry(step.due, None, what, step.page.draft_title, reverse("planning:page", args=[step.page_id]))

    def _publications(self) -> Iterator[Entry]:
        for page in to_be_published().filter(self.between("goes_out_at"))[:MOST]:
            link = reverse("review:page", args=[page.pk])
            yield _timed(page.goes_out_at, _("Goes out, if signed"), page.draft_title, link)

    def _bundles(self) -> Iterator[Entry]:
        waiting = Bundle.objects.filter(self.between("goes_out_at"), state=BundleState.WAITING)
        for bundle in waiting.order_by("goes_out_at")[:MOST]:
            link = reverse("planning:bundle", args=[bundle.pk])
            yield _timed(bundle.goes_out_at, _("A bundle goes out"), bundle.title, link)

    def _take_downs(self) -> Iterator[Entry]:
        planned = StatusProposal.objects.planned().filter(self.between("takes_effect_at")).select_related("page")
        for proposal in planned[:MOST]:
            what = _("Taken away: %s") % proposal.get_status_display().lower()
            link = reverse("review:status", args=[proposal.page_id])
            yield _timed(proposal.takes_effect_at, what, proposal.page.draft_title, link)

    def _reviews(self) -> Iterator[Entry]:
        due = pages_to_review().filter(self.between("due")).select_related("edition").defer("edition__document")
        for publication in due[:MOST]:
            link, day = reverse("planning:review", args=[publication.page_id]), timezone.localdate(publication.due)
            yield Entry(day, None, _("Review due"), publication.edition.title, link)


def _timed(at: datetime, what: str, title: str, link: str) -> Entry:
    return Entry(timezone.localdate(at), at, what, title, link)
