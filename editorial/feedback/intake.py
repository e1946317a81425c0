"""How a report comes in. What readers wrote is redacted here, before anything is stored."""

from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import tasks
from .content_score import looks_like_advertising
from .models import COMMENT_LIMIT, Report
from .passages import find_passage
from .receipts import new_receipt, receipt_hash
from .redaction import redact_and_count
from .safety import SafetyPhrase, kinds_in


@transaction.atomic
def receive(edition, *, receipt, helpful=None, caught=False, again=False, **details):
    """Store what a reader sent about the edition that they saw; the report.

    `caught` is a report that fell into a trap for robots. It is stored as spam, not dropped: browsers fill in traps
    too. What somebody in danger may have written is never spam. `again` is a vote that came a moment ago already.
    """
    stored = _stored(edition, details, caught, again)
    report = Report.objects.create(
        edition=edition,
        page_id=edition.page_id,
        receipt_hash=receipt_hash(receipt),
        helpful=helpful,
        **stored,
    )
    _tell_triagers(report)
    return report


def receive_from_watch(citation):
    """A report that nobody sent: a work that an edition cites was retracted or is doubted; the report."""
    reference = citation.reference
    since = f" ({date_format(reference.status_on, 'j F Y')})" if reference.status_on else ""
    told = {"number": citation.number, "status": reference.get_status_display(), "since": since}
    sentence = _("Reference %(number)d: %(status)s%(since)s. See whether what rests on it still stands.") % told
    return receive(
        citation.edition,
        receipt=new_receipt(),
        origin=Report.Origin.WATCH,
        reason=Report.Reason.QUESTIONABLE,
        comment=f"{sentence} {reference.text}"[:COMMENT_LIMIT],
    )


@transaction.atomic
def add_details(report, *, caught=False, **details):
    """Store what a reader adds to their yes or no; False when the report has details already, which stay."""
    stored = _stored(report.edition, details, caught)
    untouched = Report.objects.filter(pk=report.pk).without_details()
    added = untouched.update(**stored, updated_at=Now())
    if added:
        report.refresh_from_db()
        _tell_triagers(report)
    return bool(added)


def _stored(edition, details, caught, again=False):
    """What the row will hold: the words redacted, and what follows from them."""
    said, quoted = details.get("comment", ""), details.get("passage", "")
    section, passage_start = find_passage(edition, quoted, details.get("section", ""))
    comment, counts = redact_and_count(said)
    passage, more_counts = redact_and_count(quoted)
    # The watch writes titles of works down, which speak of much that is nobody's own.
    is_readers = details.get("origin", Report.Origin.READER) == Report.Origin.READER
    severity = _severity(said) if is_readers else Report.Severity.NORMAL
    again = again or (is_readers and bool(comment) and Report.objects.said_today(edition, comment).exists())
    return {
        **details,
        "section": section,
        "passage": passage,
        "passage_start": passage_start,
        "comment": comment,
        "redacted": dict(Counter(counts) + Counter(more_counts)),
        "email_expires_at": _email_expiry() if details.get("email") else None,
        "severity": severity,
        "state": _first_state(severity, caught, again),
    }


def _email_expiry():
    return timezone.now() + timedelta(days=settings.REPORT_EMAIL_DAYS)


def _severity(said):
    kinds = kinds_in(said)
    if SafetyPhrase.Kind.CRISIS in kinds:
        return Report.Severity.SAFETY
    if SafetyPhrase.Kind.SIDE_EFFECT in kinds:
        return Report.Severity.HIGH
    return Report.Severity.LOW if looks_like_advertising(said) else Report.Severity.NORMAL


def _first_state(severity, caught, again):
    if severity == Report.Severity.SAFETY:
        return Report.State.NEW
    if caught:
        return Report.State.SPAM
    return Report.State.DUPLICATE if again else Report.State.NEW


def _tell_triagers(report):
    """After the commit, and without trying again: a reader's report counts even when no letter can be sent."""

    def send():  # not functools.partial, which has no name for Django to log
        tasks.tell_triagers.apply_async([report.pk], retry=False)

    if report.state == Report.State.NEW and not report.is_mere_praise:
        transaction.on_commit(send, robust=True)
