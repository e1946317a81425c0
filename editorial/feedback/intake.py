"""How a report comes in. What readers wrote is redacted here, before anything is stored."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import tasks
from .models import COMMENT_LIMIT, Report
from .receipts import new_receipt, receipt_hash
from .redaction import redact_and_count
from .safety import SafetyPhrase, kinds_in


@transaction.atomic
def receive(edition, *, receipt, helpful=None, caught=False, **details):
    """Store what a reader sent about the edition that they saw; the report.

    `caught` is a report that fell into a trap for robots. It is stored as spam, not dropped: browsers fill in traps
    too. What somebody in danger may have written is never spam.
    """
    stored = _stored(details, caught)
    report = Report.objects.create(
        edition=edition,
        page_id=edition.page_id,
        receipt_hash=receipt_hash(receipt),
        helpful=helpful,
        **stored,
    )
    _tell_triagers(report.pk, report.state == Report.State.SPAM or not report.has_details)
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
    stored = _stored(details, caught)
    untouched = Report.objects.filter(pk=report.pk).without_details()
    added = untouched.update(**stored, updated_at=Now())
    if added:
        _tell_triagers(report.pk, stored["state"] == Report.State.SPAM)
    return bool(added)


def _stored(details, caught):
    """What the row will hold: the words redacted, and what follows from them."""
    said = details.get("comment", "")
    comment, counts = redact_and_count(said)
    # The watch writes titles of works down, which speak of much that is nobody's own.
    is_readers = details.get("origin", Report.Origin.READER) == Report.Origin.READER
    severity = _severity(said) if is_readers else Report.Severity.NORMAL
    is_spam = caught and severity != Report.Severity.SAFETY
    state = Report.State.SPAM if is_spam else Report.State.NEW
    return {**details, "comment": comment, "redacted": counts, "severity": severity, "state": state}


def _severity(said):
    kinds = kinds_in(said)
    if SafetyPhrase.Kind.CRISIS in kinds:
        return Report.Severity.SAFETY
    return Report.Severity.HIGH if SafetyPhrase.Kind.SIDE_EFFECT in kinds else Report.Severity.NORMAL


def _tell_triagers(report_id, silent):
    """After the commit, and without trying again: a reader's report counts even when no letter can be sent."""

    def send():  # not functools.partial, which has no name for Django to log
        tasks.tell_triagers.apply_async([report_id], retry=False)

    if not silent:
        transaction.on_commit(send, robust=True)
