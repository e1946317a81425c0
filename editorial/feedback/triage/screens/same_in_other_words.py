"""From a report's screen somebody says, by one press, that another one says the same."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.characters.whole_numbers import whole_number
from editorial.accounts.requests import DeskRequest

from ...reports.permissions import may_triage
from ...reports.report import Report
from ..same_in_other_words import NotTheSameError, perhaps_the_same, say_the_same


def what_may_be_the_same(report: Report) -> dict[str, Any]:
    """What is offered on the screen of a report that waits for the desk."""
    return {"candidates": perhaps_the_same(report) if report.is_open else []}


@require_POST
def say(request: DeskRequest, pk: int) -> HttpResponse:
    if not may_triage(request.user):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    number = whole_number(request.POST.get("other"))
    report, other = get_object_or_404(Report, pk=pk), get_object_or_404(Report, pk=number)
    try:
        first = say_the_same(report, other, by=request.user)
        both = _("One decision now answers both: report %d represents them.")
        told = both if first.is_open else _("Answered as %d.")
        messages.success(request, told % first.pk)
    except NotTheSameError as error:
        messages.error(request, str(error))
    return redirect("wagtailsnippets_feedback_report:edit", report.pk)
