"""From a safety report's screen an editor tells readers at once that the page is under urgent review."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.record.published.publications import Publication
from articles.record.published.status import LONGEST_NOTICE, PublicationStatus
from editorial.accounts.log_in.reauthentication import just_authenticated
from editorial.accounts.requests import DeskRequest
from editorial.accounts.users import User
from editorial.review.publishing.status import hold
from editorial.review.signing.permissions import may_change_status

from ...reports.report import Report


class NoticeForm(forms.Form):
    """What readers are told above the text."""

    notice = forms.CharField(
        label=gettext_lazy("What readers are told"),
        initial=gettext_lazy("We are reviewing this page urgently after a report. Please ask a health professional."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_NOTICE,
    )


def notice_form(report: Report, user: User) -> NoticeForm | None:
    """The form for somebody who may use it on this report; None where there is nothing to put a notice on."""
    is_safety = report.severity == Report.Severity.SAFETY
    if not is_safety or not may_change_status(user):
        return None
    is_published = Publication.objects.filter(page=report.page_id, status=PublicationStatus.PUBLISHED).exists()
    return NoticeForm() if is_published else None


def has_another_notice(report: Report, notice: str) -> bool:
    """Whether readers are told something else above the page, which somebody wrote since this screen was opened."""
    held = Publication.objects.filter(page=report.page_id, status=PublicationStatus.UNDER_REVIEW)
    return held.exclude(notice=notice.strip()).exists()


@require_POST
def put_notice(request: DeskRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report, pk=pk, severity=Report.Severity.SAFETY)
    just_authenticated(request)
    form = NoticeForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Say what readers are told, in at most 200 characters."))
        if has_another_notice(report, form.cleaned_data["notice"]):
            raise ValidationError(_("Readers see another notice by now. Look at what they get before you replace it."))
        reason = _("Report %d is about somebody’s safety.") % report.pk
        hold(report.page, by=request.user, notice=form.cleaned_data["notice"], reason=reason)
        messages.success(request, _("Readers now see the notice above the page."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("wagtailsnippets_feedback_report:edit", report.pk)
