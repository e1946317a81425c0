"""From a report to the edition that puts it right, and back to the reader who sent it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from articles.stores.queue import after_commit

from ..reports.permissions import may_see_correction, may_triage
from ..reports.report import Report
from ..triage.decisions import Decision, change, triage
from . import emails
from .correction import AskedFor, CorrectedReport, Correction

OPEN, DROP = "feedback.open_correction", "feedback.drop_correction"


class CorrectionRefusedError(Exception):
    """These reports cannot become a correction, or this one is over; the message says why."""


def correctable():
    """Reports that say something, that the desk has not finished with and that no open correction is for."""
    return Report.objects.open().with_details().exclude(attached_to__correction__state=Correction.State.OPEN)


@transaction.atomic
def open_correction(reports, *, by, note=""):
    """Ask an article's people to put right what these reports are about; the correction."""
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    pks = [report.pk for report in reports]
    reports = list(Report.objects.select_for_update(of=["self"]).filter(pk__in=pks).order_by("pk"))
    if why_not := why_not_together(reports):
        raise CorrectionRefusedError(why_not)
    correction = Correction.objects.create(page_id=reports[0].page_id, opened_by=by, note=note.strip())
    for report in reports:
        triage(report, Decision(state=Report.State.ACCEPTED), by=by)
        CorrectedReport.objects.create(correction=correction, report=report)
    log(
        correction.page, OPEN, user=by, data={"correction": correction.pk, "reports": [report.pk for report in reports]}
    )
    emails.tell_of_correction(correction.pk)
    return correction


def why_not_together(reports):
    """Why these reports cannot become one correction, in a sentence; empty when they can."""
    if not reports:
        return _("Choose at least one report.")
    if len({report.page_id for report in reports}) > 1:
        return _("Choose reports of one article only.")
    if any(report.resolved_by_id for report in reports):
        return _("One of these reports was answered by an edition already.")
    if CorrectedReport.objects.in_open_corrections().filter(report__in=reports).exists():
        return _("One of these reports belongs to an open correction already.")
    return ""


@transaction.atomic
def choose_resolved(correction, *, by, reports, shown=None):
    """Say which of a correction's reports its next edition answers.

    `shown` are the numbers of those that were chosen when somebody began: what they left as it was is not chosen again.
    """
    correction = _locked(correction)
    if not may_see_correction(by, correction):
        raise PermissionDenied(_("You may not edit this article."))
    chosen = {report.pk for report in reports}
    changed = None if shown is None else chosen ^ set(shown)
    for attached in correction.attached.all():
        if changed is not None and attached.report_id not in changed:
            continue
        attached.is_resolved = attached.report_id in chosen
        attached.save(update_fields=["is_resolved"])


@transaction.atomic
def drop_correction(correction, *, by):
    """Correct nothing after all. The reports wait for the desk's decision again."""
    if not may_triage(by):
        raise PermissionDenied(_("You may not triage readers’ reports."))
    correction = _locked(correction)
    correction.state = Correction.State.DROPPED
    correction.save(update_fields=["state"])
    for report in correction.reports.filter(state=Report.State.ACCEPTED):
        triage(report, Decision(state=Report.State.NEW), by=by)
    log(correction.page, DROP, user=by, data={"correction": correction.pk})


def _locked(correction):
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if not correction.is_open:
        raise CorrectionRefusedError(_("This correction is over: nothing in it can be changed."))
    return correction


@transaction.atomic
def publish_corrections(edition):
    """Tie the reports that a new edition answers to it, and close them; how many there were.

    A report that the desk has decided about otherwise in the meantime stays as it is.
    """
    corrections = Correction.objects.open().filter(page=edition.page_id).select_for_update()
    answered = sum(_publish(correction, edition) for correction in corrections if correction.is_in(edition))
    if answered:
        after_commit(emails.answer_readers)
    return answered


def _publish(correction, edition):
    to_correct = correction.attached.to_correct()
    accepted = Report.objects.filter(pk__in=to_correct.values("report"))
    chosen = Report.objects.filter(pk__in=to_correct.filter(is_resolved=True).values("report"))
    answered = [_resolve(report, edition) for report in chosen.with_people().select_for_update(of=["self"])]
    if answered and not accepted.exists():
        correction.state, correction.edition = Correction.State.PUBLISHED, edition
        correction.save(update_fields=["state", "edition"])
    return len(answered)


def _resolve(report, edition):
    """Closed by nobody of the desk, but by the edition: whoever gave the last signature need not be a triager.

    So is whatever says the same and is grouped under it.
    """
    same = Report.objects.open().filter(Q(pk=report.pk) | Q(grouped_under=report)).values_list("pk", flat=True)
    answered = Report.objects.filter(pk__in=list(same))
    answered.update(resolved_by=edition)
    if answered.from_readers().exists():
        AskedFor.objects.get_or_create(edition=edition)
    change([report], Decision(state=Report.State.CLOSED), by=None)
    return report
