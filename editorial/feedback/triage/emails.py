"""Emails to the desk about reports. A reader's words and address never travel by mail."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from articles.emails import send_email
from editorial.accounts.models import User
from editorial.review.signing.permissions import EDITORS, TRIAGERS

from ..reports.report import Report


@shared_task(name="editorial.feedback.tasks.tell_triagers")
def tell_triagers(report_id: int) -> int:
    """Tell the triagers that a report says more than yes or no; the number of emails."""
    report = Report.objects.select_related("edition").get(pk=report_id)
    context = {"is_urgent": report.severity == Report.Severity.SAFETY, "section": report.shown_section}
    triagers = get_user_model().objects.filter(groups__name=TRIAGERS, is_active=True)
    return send_each(triagers, "feedback/emails/new_report.txt", report, **context)


@shared_task(name="editorial.feedback.tasks.tell_watcher")
def tell_watcher(report_id: int, user_id: int) -> int:
    """Tell somebody that a report that they watch was changed; the number of emails."""
    report = Report.objects.select_related("edition").get(pk=report_id)
    watchers = get_user_model().objects.filter(pk=user_id, is_active=True)
    return send_each(watchers, "feedback/emails/changed.txt", report, change=report.changes.last())


def tell_editors(report: Report) -> int:
    """Tell the editors that nobody has looked at a safety report; the number of emails."""
    editors = get_user_model().objects.filter(groups__name=EDITORS, is_active=True)
    return send_each(editors, "feedback/emails/unseen.txt", report)


def address_of(report: Report) -> str:
    """Where the desk sees to it."""
    return settings.BASE_URL + reverse("wagtailsnippets_feedback_report:edit", args=[report.pk])


def send_each(people: QuerySet[User], template: str, report: Report, **context: Any) -> int:
    """An email to each, whose first line is the subject; how many there were."""
    context = {"report": report, "report_url": address_of(report), **context}
    return send_email(render_to_string(template, context), people.order_by("pk").values_list("email", flat=True))
