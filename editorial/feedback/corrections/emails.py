"""Emails about corrections, made or not: to the article's people, and one to each reader who asked to be told."""

import logging

from celery import shared_task
from django.db import transaction
from django.urls import reverse

from articles.reading.addresses.page_addresses import comparison_url
from articles.reading.site_settings import this_site
from articles.record.published.addresses import absolute
from articles.record.published.publications import Publication
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.writing import write
from editorial.review.signing.permissions import editors

from ..reports.report import Report
from .correction import Correction

logger = logging.getLogger(__name__)


def tell_of_correction(correction_id):
    """Ask the page's owner, or the editors if they cannot, to put something right.

    What readers wrote is not in it, because emails are not private.
    """
    correction = Correction.objects.with_counts().select_related("page__owner", "opened_by").get(pk=correction_id)
    page, writer = correction.page, correction.writer
    people = [writer] if writer else editors()
    context = {"correction": correction, "title": page.get_admin_display_title()}
    template, link = "feedback/emails/correction_opened.txt", reverse("corrections:correction", args=[correction.pk])
    write(Kind.CHANGES, f"correction {correction.pk}", people, template, context, link=link, about=page)


@shared_task(name="editorial.feedback.tasks.answer_readers", time_limit=240)
def answer_readers():
    """Write to each reader who left an address what their report led to, and forget the address; how many."""
    pks = Report.objects.to_answer().order_by("pk").values_list("pk", flat=True)
    return sum(map(answer_or_leave, list(pks)))


def answer_or_leave(report_id):
    """One report that cannot be answered keeps no other reader waiting."""
    try:
        return answer_reader(report_id)
    except Exception:
        logger.exception("report %s could not be answered", report_id)
        return 0


@transaction.atomic
def answer_reader(report_id):
    """One letter, once: the address goes with it, and a report that another worker answers is left to that one."""
    report = Report.objects.to_answer().select_for_update(of=["self"], skip_locked=True).filter(pk=report_id).first()
    if report is None:
        return 0
    address = report.email
    report.email, report.email_expires_at = "", None
    report.save(update_fields=["email", "email_expires_at"])
    name = "report_answered" if report.put_right_by else "report_left"
    said, template = what_was_done(report), f"feedback/emails/{name}.txt"
    # In the language of what they read.
    options = {"link": said["article_url"], "language": report.edition.language or ""}
    write(Kind.READERS, f"report {report.pk} answered", [address], template, said, **options)
    return 1


def what_was_done(report):
    """What the email to a reader says: of the article, and of the edition that answers their report if one does."""
    edition = report.put_right_by
    publication = Publication.objects.readable().filter(page=report.page_id).first()
    path = publication.path if publication else ""
    can_compare = path and edition and edition.page_id == report.page_id and report.edition.is_open
    return {
        "report": report,
        "is_closed": (report.duplicate_of or report).state == Report.State.CLOSED,
        "edition": edition,
        "site_name": this_site().name,
        "article_url": path and absolute(path),
        "changes_url": _changes_url(path, report.edition, edition) if can_compare else "",
    }


def _changes_url(path, seen, edition):
    return absolute(comparison_url(path, seen.number, edition.number))
