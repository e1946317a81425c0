"""How a report comes in. What readers wrote is redacted here, before anything is stored."""

import json
from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.record.published.editions import Edition
from articles.references.integrity.status import GONE, Status
from articles.stores.databases import reading, writing
from articles.stores.queue import after_commit

from ...reports.clock import first_times
from ...reports.passages import find_passage, section_of
from ...reports.receipts import new_receipt, receipt_hash
from ...reports.report import COMMENT_LIMIT, ONE_OF_MANY, Report
from ...triage.tasks import follow_up
from ..words.content_score import looks_like_advertising
from ..words.danger.recognition import Danger
from ..words.redaction.redacting import redact_and_count, shortened
from ..words.safety import signs_in
from .insertion import insert_report

NORMAL = Report.Severity.NORMAL


class CannotBeStoredError(Exception):
    """A report on disk is about nothing that we know."""


def store(edition, *, receipt, helpful=None, is_honeypot_hit=False, **details):
    """Store what a reader sent about the edition that they saw: one statement; the report's key.

    `is_honeypot_hit`: it filled in what only robots see. It is stored as spam, not dropped: browsers fill in traps
    too. What somebody in danger may have written is never spam.
    """
    place = find_passage(edition, details.get("passage", ""), details.get("section", ""))
    stored = _judged(edition, written(details, place=place), place, is_honeypot_hit)
    return _create(edition, receipt_hash(receipt), helpful=helpful, **stored)


def receive(edition, **sent):
    """The same; the report."""
    return Report.objects.select_related("edition").get(pk=store(edition, **sent))


def receive_kept(line):
    """Store a report that was kept on disk while the database was away; False when it is there already."""
    key, details, is_honeypot_hit = line["key"], line.get("details") or written({}), line.get("is_honeypot_hit", False)
    if not line.get("adds") and Report.objects.filter(receipt_hash=key).exists():
        return False
    with transaction.atomic():
        known = Report.objects.filter(receipt_hash=key).select_related("edition").first()
        edition = known.edition if known else Edition.objects.filter(pk=line.get("edition")).first()
        if edition is None:
            raise CannotBeStoredError
        anchor = details.get("section", "")
        section = anchor if section_of(edition, anchor) else ""
        place = find_passage(edition, details.get("passage", ""), section)
        stored = _judged(edition, details, place, is_honeypot_hit)
        if known and not line.get("adds"):
            return False
        if known and _fill_in(known, stored):
            return True
        if known:  # it has details: what is said besides is another report, which gets the same key each time
            said = {name: stored.get(name, "") for name in ("reason", "passage", "comment", "email")}
            key = receipt_hash(f"{key} {json.dumps(said)}")
            if holds(known, **said) or Report.objects.filter(receipt_hash=key).exists():
                return False
        received_at = datetime.fromisoformat(line["received_at"])
        if line.get("again"):
            stored["state"] = Report.State.DUPLICATE
        _create(edition, key, helpful=line.get("helpful"), received_at=received_at, **stored)
        return True


def receive_from_watch(citation):
    """A report that nobody sent: a work that an edition cites is gone, which cannot wait, doubted or corrected."""
    reference = citation.reference
    since = f" ({date_format(reference.status_on, 'j F Y')})" if reference.status_on else ""
    told = {"number": citation.number, "status": reference.get_status_display(), "since": since}
    sentence = _("Reference %(number)d: %(status)s%(since)s. See whether what rests on it still stands.") % told
    severity = {Status.CORRECTED: NORMAL, **dict.fromkeys(GONE, Report.Severity.SAFETY)}
    return receive(
        citation.edition,
        receipt=new_receipt(),
        origin=Report.Origin.WATCH,
        reason=Report.Reason.QUESTIONABLE,
        severity=severity.get(Status(reference.status), Report.Severity.HIGH),
        comment=f"{sentence} {reference.text}"[:COMMENT_LIMIT],
    )


def add_details(report, *, is_honeypot_hit=False, **details):
    """Store what a reader adds to their yes or no; False when the report has details already, which stay."""
    place = find_passage(report.edition, details.get("passage", ""), details.get("section", ""))
    return _fill_in(report, _judged(report.edition, written(details, place=place), place, is_honeypot_hit))


def holds(report, **said):
    """Whether a report says all that a reader sent (reason, passage, comment, email): they sent it twice."""
    kept = {name: [text] for name, text in said.items() if text}
    for name in kept.keys() & {"passage", "comment"}:
        kept[name].append(_redacted(name, said[name])[0])
    return all(getattr(report, name) in as_kept for name, as_kept in kept.items())


def mend(report, *, comment, passage):
    """Put a reader's other words in place of theirs; False when it is too late, or was done before.

    They are redacted and judged as the first were. What was taken out then stays counted.
    """
    place = find_passage(report.edition, passage, report.section)
    details = {"comment": comment, "passage": passage, "is_one_of_many": report.is_one_of_many}
    said = _judged(report.edition, written(details, place=place), place, is_honeypot_hit=False)
    before = report.severity
    said["redacted"] = dict(Counter(report.redacted) + Counter(said["redacted"]))
    words = {name: said[name] for name in ("comment", "passage", "passage_start", "severity") if name in said}
    times = first_times(reason=report.reason, **words)
    mended = _with_receipt("feedback_mend_with_receipt", report, {**said, "due_at": times["due_at"]})
    if mended and said["severity"] < before:
        _tell_the_desk(report.pk, said["severity"])
    return mended


def unmark(report):
    """Make one of many as urgent as it would have been, since its reader's device worked for it; False when it is not
    marked any more, or somebody at the desk has seen it.
    """
    severity = Report.Severity.SAFETY
    times = first_times(reason=report.reason, comment=report.comment, severity=severity, since=report.received_at)
    said = {"severity": severity, "due_at": times["due_at"]}
    unmarked = _with_receipt("feedback_unmark_with_receipt", report, said)
    if unmarked:
        _tell_the_desk(report.pk, severity)
    return unmarked


def written(details, phrases=None, *, place=(None, None)):
    """What a reader wrote as it may be stored, on disk too: redacted, and how urgent it is.

    A passage that stands in the article, at its `place` (section and character), says what all read there, such as a
    number to call. It asks the database for the safety phrases only, unless they are given. `signs` are those of the
    whole form, where somebody looked for them already. One of many of danger from one connection stands behind all
    others in the queue, marked.
    """
    details = {**details}
    signs, is_one_of_many = details.pop("signs", None), details.pop("is_one_of_many", False)
    comment, counts = _redacted("comment", details.get("comment", ""))
    passage, more_counts = details.get("passage", ""), {}
    if place[1] is None:
        passage, more_counts = _redacted("passage", passage)
    # The watch writes titles of works down, which speak of much that is nobody's own.
    is_readers = details.get("origin", Report.Origin.READER) == Report.Origin.READER
    severity = _severity(details.get("comment", ""), phrases, signs) if is_readers else details.get("severity", NORMAL)
    if is_one_of_many:
        severity, details["tags"] = max(severity, Report.Severity.POSSIBLE_SAFETY), [ONE_OF_MANY]
    return {
        **details,
        "passage": passage,
        "comment": comment,
        "redacted": dict(Counter(counts) + Counter(more_counts)),
        "severity": severity,
    }


def _redacted(name, text):
    """A text as it may be stored in the column of that name; what was taken out of it."""
    redacted, counts = redact_and_count(text)
    return shortened(redacted, Report._meta.get_field(name).max_length), counts


def _create(edition, key, **columns):
    about = {"edition_id": edition.pk, "page_id": edition.page_id, "receipt_hash": key}
    follows = _what_follows(columns)
    pk = insert_report(**about, **columns, **follows)
    if follows["awaits_follow_up"]:
        _tell_the_desk(pk, columns["severity"])
    return pk


def _fill_in(report, stored):
    said = {**stored, **_what_follows(stored)}
    added = _with_receipt("feedback_add_with_receipt", report, said)
    if added:
        for name, value in said.items():
            setattr(report, name, value)
        if report.awaits_follow_up:
            _tell_the_desk(report.pk, report.severity)
    return added


def _what_follows(columns):
    """The columns that follow from those that come in: by when it must be done with, and whether the desk is told."""
    asked = ("reason", "comment", "passage", "passage_start", "severity", "state")
    said = {name: columns[name] for name in asked if name in columns}
    times = first_times(**said, since=columns.get("received_at"))
    awaits = said["state"] == Report.State.NEW and times["due_at"] is not None
    return {**times, "awaits_follow_up": awaits}


def _with_receipt(function, report, said):
    """What one of the functions that act for whoever has the receipt code says (sql/*_with_receipt.sql)."""
    with writing().cursor() as cursor:
        values = json.dumps(said, cls=DjangoJSONEncoder)
        cursor.execute(f"SELECT {function}(%s, %s::jsonb)", [report.receipt_hash, values])
        return cursor.fetchone()[0]


def _judged(edition, details, place, is_honeypot_hit):
    """All columns that follow from what was written."""
    section, passage_start = place
    severity = Report.Severity(details["severity"])
    is_one_of_many = ONE_OF_MANY in details.get("tags", ())
    if details.get("passage") and passage_start is None and not is_one_of_many:  # not quoted, then, but said
        severity = min(severity, _severity(details["passage"]))
    return {
        **details,
        "section": section,
        "passage_start": passage_start,
        "severity": severity,
        "email_expires_at": _email_expiry() if details.get("email") else None,
        "state": Report.State.SPAM if is_honeypot_hit and not severity.is_about_danger else Report.State.NEW,
    }


def _email_expiry():
    return timezone.now() + timedelta(days=settings.REPORT_EMAIL_DAYS)


def _severity(said, phrases=None, signs=None):
    danger, is_side_effect = signs or signs_in(said, phrases)
    if danger:
        return Report.Severity.SAFETY if danger is Danger.CERTAIN else Report.Severity.POSSIBLE_SAFETY
    if is_side_effect:
        return Report.Severity.HIGH
    return Report.Severity.LOW if looks_like_advertising(said) else NORMAL


def _tell_the_desk(pk, severity):
    """At once of what cannot wait; the rest the clock finds within a minute, and this too where the queue is away.

    To put each report into the queue took as long as to store it.
    """
    if severity <= Report.Severity.HIGH:
        after_commit(follow_up, pk, using=reading().alias)
