"""Readers ask the same in words of their own. The site finds what may be alike; a person says that it is the same.

Then one decision answers everybody who asked: an open report waits together with the other one, and one that was
answered already gives its answer.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Expression, FloatField, Func, Q, TextField, Value
from django.utils.translation import gettext as _

from editorial.accounts.users import User

from ..reports.permissions import may_triage
from ..reports.report import Report, ReportQuerySet
from ..reports.searching import SEARCH_CONFIG, folded_by_database
from .decisions import Decision, MayNotTriageError, NoDuplicateError, change

#: How alike the stems of two comments must be to be offered, from 0 to 1. Too much is offered rather than too little.
PERHAPS = 0.3
#: So many are offered,
OFFERED = 5
#: of so many of the article that wait, the most urgent, and of those that were finished with, the newest.
LOOKED_THROUGH = 500
#: What gives its answer to others that say the same.
ANSWERED = Q(resolved_by__isnull=False, duplicate_of=None) | Q(state=Report.State.NO_CHANGE)


class NotTheSameError(Exception):
    """The two reports cannot be said to be the same; the message says why."""


def stems(text: str | Expression) -> Func:
    """The stems of the words in the order of the alphabet, without words like “how” and “is”."""
    found = Func(
        Func(Value(SEARCH_CONFIG), template="%(expressions)s::regconfig"),
        folded_by_database(text),
        function="to_tsvector",
        output_field=SearchVectorField(),
    )
    each = Func(found, function="tsvector_to_array")
    return Func(each, Value(" "), function="array_to_string", output_field=TextField())


def perhaps_the_same(report: Report) -> ReportQuerySet:
    """What waits, or was answered, about the same article and may say the same in other words; the most alike first."""
    if not report.comment:
        return Report.objects.none()
    first = report.grouped_under_id or report.pk
    others = Report.objects.filter(page=report.page_id).exclude(comment="").exclude(pk__in=[report.pk, first])
    near = others.filter(Q(urgency__gt=0) | ANSWERED).most_urgent_first()[:LOOKED_THROUGH]
    alike = Func(stems("comment"), stems(Value(report.comment)), function="similarity", output_field=FloatField())
    found = Report.objects.filter(pk__in=near.values("pk")).annotate(alike=alike).filter(alike__gte=PERHAPS)
    return found.with_edition().order_by("-alike", "pk")[:OFFERED]


@transaction.atomic
def say_the_same(report: Report, other: Report, *, by: User) -> Report:
    """From now on one decision is for both, and for all that are grouped under either; their representative.

    That is the more urgent, or else the earlier. Where the other was answered already, its answer is this one's too.
    """
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    report, other = _locked_representatives(report, other)
    if report.pk == other.pk:
        raise NotTheSameError(_("These reports are seen to together already."))
    if report.page_id != other.page_id:
        raise NotTheSameError(_("These reports are about two articles."))
    if not report.is_open:
        raise NotTheSameError(_("The desk has finished with this report. Open it again first."))
    if not other.is_open:
        if not Report.objects.filter(ANSWERED, pk=other.pk).exists():
            raise NotTheSameError(_("Somebody put that report aside in the meantime. Look at it again."))
        _decide([report], Decision(duplicate_of=other), by)
        return other
    first, later = sorted([report, other], key=lambda one: (one.severity, one.pk))
    members = later.members.open().with_people().select_for_update(of=["self"])
    together = Decision(grouped_under=first, state=first.state, assignee=first.assignee)
    _decide([later, *members], together, by)
    return first


def _decide(reports: Iterable[Report], decision: Decision, by: User) -> None:
    """As anywhere; what keeps it from being decided is told in its own words."""
    try:
        change(reports, decision, by=by)
    except (NoDuplicateError, MayNotTriageError) as error:
        raise NotTheSameError(str(error)) from error


def _locked_representatives(report: Report, other: Report) -> tuple[Report, Report]:
    """The representatives of the two in the queue, locked one after the other in the order of their numbers."""
    found = Report.objects.filter(pk__in=[report.pk, other.pk]).values_list("pk", "grouped_under_id")
    representative_of = {pk: above or pk for pk, above in found}
    representatives = Report.objects.with_people().filter(pk__in=representative_of.values()).order_by("pk")
    by_number = {one.pk: one for one in representatives.select_for_update(of=["self"])}
    if any(one.grouped_under_id for one in by_number.values()):
        raise NotTheSameError(_("Somebody else changed these reports in the meantime. Look at them again."))
    return by_number[representative_of[report.pk]], by_number[representative_of[other.pk]]
