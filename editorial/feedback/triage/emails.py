"""Letters to the desk about reports. A reader's words and address never travel by mail."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from editorial.accounts.models import User
from editorial.letters.kinds import Kind
from editorial.letters.writing import write
from editorial.review.signing.permissions import EDITORS, TRIAGERS

from ..reports.report import Report

#: Safety reports that come within so many seconds of one another make one letter: hundreds would hide the next one.
BURST = 600


@shared_task(name="editorial.feedback.tasks.tell_triagers")
def tell_triagers(report_id: int) -> None:
    """Tell the triagers that a report says more than yes or no."""
    report = Report.objects.select_related("edition").get(pk=report_id)
    is_urgent = report.severity == Report.Severity.SAFETY
    kind = Kind.SAFETY if is_urgent else Kind.REPORTS
    context = {"is_urgent": is_urgent, "section": report.shown_section}
    occasion = f"safety reports {_burst(report)}" if is_urgent else f"report {report.pk}"
    _write(kind, occasion, _members_of(TRIAGERS), "new_report", report, **context)


@shared_task(name="editorial.feedback.tasks.tell_watcher")
def tell_watcher(report_id: int, user_id: int) -> None:
    """Tell somebody that a report that they watch was changed."""
    report = Report.objects.select_related("edition").get(pk=report_id)
    watchers, change = User.objects.filter(pk=user_id, is_active=True), report.changes.last()
    occasion = f"report {report.pk} change {change.pk if change else ''}"
    _write(Kind.REPORTS, occasion, watchers, "changed", report, change=change)


def tell_editors(report: Report) -> None:
    """Tell the editors that nobody has looked at a safety report, or at several of one burst."""
    _write(Kind.SAFETY, f"unseen safety reports {_burst(report)}", _members_of(EDITORS), "unseen", report)


def _burst(report: Report) -> int:
    """The same number for reports of one burst."""
    return int(report.received_at.timestamp()) // BURST


def address_of(report: Report) -> str:
    """Where the desk sees to it."""
    return settings.BASE_URL + _path_of(report)


def _path_of(report: Report) -> str:
    return reverse("wagtailsnippets_feedback_report:edit", args=[report.pk])


def _members_of(group: str) -> QuerySet[User]:
    return User.objects.filter(groups__name=group, is_active=True)


def _write(kind: Kind, occasion: str, people: QuerySet[User], name: str, report: Report, **context: Any) -> None:
    template, link = f"feedback/emails/{name}.txt", _path_of(report)
    write(kind, occasion, people, template, {"report": report, **context}, link=link, about=report.page_id)
