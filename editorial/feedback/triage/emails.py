"""Letters to the desk about reports. A reader's words and address never travel by mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from articles.references.integrity.status import GONE
from articles.references.library.references import Reference
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.writing import People, write
from editorial.review.signing.permissions import EDITORS, TRIAGERS

from ..reports.history import ReportChange
from ..reports.permissions import may_triage
from ..reports.report import Report

#: Safety reports that come within so many seconds of one another make one letter: hundreds would hide the next one.
BURST = 600


def tell_triagers(report: Report) -> None:
    """Tell the triagers that a report says more than yes or no."""
    is_urgent = _is_urgent(report)
    kind = Kind.SAFETY if is_urgent else Kind.REPORTS
    context = {"is_urgent": is_urgent, "section": report.shown_section, "is_raised": bool(_raised_to(report))}
    _write(kind, _occasion_of_arrival(report), _members_of(TRIAGERS), "new_report", report, **context)


def tell_watchers(changes: Sequence[ReportChange], but: User | None) -> None:
    """Tell those who watch reports all that was changed in them, each in one letter, but for who did it."""
    of_report = defaultdict(list)
    for change in changes:
        of_report[change.report].append(change.in_words)
    watching = Report.watchers.through.objects.filter(report__in=list(of_report)).exclude(user=but)
    watched = defaultdict(set)
    for number, watcher in watching.values_list("report", "user"):
        watched[watcher].add(number)
    for user in User.objects.filter(pk__in=watched, is_active=True):
        if may_triage(user):
            theirs = [(report, said) for report, said in of_report.items() if report.pk in watched[user.pk]]
            _tell_watcher(user, theirs, f"reports changed {changes[-1].pk}")


def _tell_watcher(user: User, theirs: Sequence[tuple[Report, list[str]]], occasion: str) -> None:
    report, said = theirs[0]
    others = [(other, " ".join(words), address_of(other)) for other, words in theirs[1:]]
    _write(Kind.REPORTS, occasion, [user], "changed", report, said=said, others=others, total=len(theirs))


def tell_of_source(reference: Reference, reports: Sequence[Report]) -> None:
    """Tell the triagers, in one letter, of a work that is doubted now and of all articles that cite it."""
    context = {"reference": reference, "reports": [(report, address_of(report)) for report in reports]}
    occasion = f"source {reference.pk} {reference.status} {reference.status_on or ''}"
    kind = Kind.SAFETY if reference.status in GONE else Kind.SOURCES
    template, link = "feedback/emails/source_doubted.txt", reverse("wagtailsnippets_feedback_report:list")
    write(kind, occasion, _members_of(TRIAGERS), template, context, link=link)


def tell_editors(reports: Sequence[Report]) -> None:
    """Tell the editors, in one letter, of the safety reports of one burst that nobody has looked at."""
    others = [(report, address_of(report)) for report in reports[1:]]
    occasion = f"{_unseen_of_burst(reports[0])} {reports[-1].pk}"
    _write(Kind.SAFETY, occasion, _members_of(EDITORS), "unseen", reports[0], others=others)


def letters_about(report: Report) -> QuerySet[Letter]:
    """Those that told the desk of a report: by itself, with its burst, or with the source that it is about."""
    alone = Q(occasion__in=[_arrival_of(report), _mending_of(report)])
    # It may have become more or less urgent since.
    was_urgent = _is_urgent(report) or report.changes.filter(field="severity").exists()
    told = alone
    if report.is_from_watch:
        sources = report.edition.citations.values_list("reference", flat=True)
        of_sources = [Q(occasion__startswith=f"source {source} ") for source in sources]
        told = reduce(or_, of_sources, told) & Q(written_at__range=_soon_after(report.received_at))
    elif _raised_to(report) == str(Report.Severity.SAFETY) or was_urgent and not Letter.objects.filter(alone).exists():
        told |= Q(occasion=_arrivals_of_burst(report))
    if report.escalated_at:
        soon = Q(written_at__range=_soon_after(report.escalated_at))
        told |= Q(occasion__startswith=f"{_unseen_of_burst(report)} ") & soon
    return Letter.objects.filter(told)


def _soon_after(moment: datetime) -> tuple[datetime, datetime]:
    """When a letter is written that tells of what happened at a moment."""
    return moment - timedelta(seconds=1), moment + timedelta(seconds=BURST)


def _occasion_of_arrival(report: Report) -> str:
    if _is_urgent(report):
        return _arrivals_of_burst(report)
    return _mending_of(report) if _raised_to(report) else _arrival_of(report)


def _raised_to(report: Report) -> str:
    """How severe its reader made it when they mended it, of which the desk is told once more; empty if they did not."""
    if not report.mended_at:
        return ""
    return report.changes.filter(field="severity", by=None).values_list("new", flat=True).last() or ""


def _arrival_of(report: Report) -> str:
    return f"report {report.pk}"


def _mending_of(report: Report) -> str:
    return f"{_arrival_of(report)} mended"


def _arrivals_of_burst(report: Report) -> str:
    return f"safety reports {burst_of(report)}"


def _unseen_of_burst(report: Report) -> str:
    return f"unseen safety reports {report.origin} {burst_of(report)}"


def _is_urgent(report: Report) -> bool:
    """One of many may be the one that matters: it makes a letter unless another of its burst did."""
    return report.severity == Report.Severity.SAFETY or report.is_one_of_many


def burst_of(report: Report) -> int:
    """The same number for all that came within the same seconds."""
    return int(report.received_at.timestamp()) // BURST


def address_of(report: Report) -> str:
    """Where the desk sees to it."""
    return settings.BASE_URL + _path_of(report)


def _path_of(report: Report) -> str:
    return reverse("wagtailsnippets_feedback_report:edit", args=[report.pk])


def _members_of(group: str) -> QuerySet[User]:
    return User.objects.filter(groups__name=group, is_active=True)


def _write(kind: Kind, occasion: str, people: People, name: str, report: Report, **context: Any) -> None:
    template, link = f"feedback/emails/{name}.txt", _path_of(report)
    write(kind, occasion, people, template, {"report": report, **context}, link=link, about=report.page_id)
