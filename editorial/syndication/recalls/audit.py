"""Whether the list of recalls is what the record says: part of the audit of the record, each night and by hand.

Its own hashes are computed anew, and what the record says of each page is gone through once more: a correction,
withdrawal or retraction for which no recall was told is found, and so is a recall of which the record knows nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from typing import NamedTuple

from django.utils import timezone

from articles.log.checkpoints import Checkpoint
from articles.log.folder import Folder
from articles.log.notes import BadKeyError, BadNoteError, Note
from articles.record.evidence import NOTHING_BEFORE
from articles.record.published.editions import Edition
from articles.record.published.status_changes import StatusChange

from .recall import Recall
from .signing import NAME
from .taking_in import Link, after_of, kind_of

#: A link that is younger may not have been taken in yet, where no worker runs just now.
TIME_TO_TAKE_IN = timedelta(hours=1)


class Told(NamedTuple):
    """What a recall, or a link of the record, says became of an edition."""

    sequence: int
    kind: str
    page: int
    before: int
    after: int | None


def recall_findings() -> Iterator[list[str]]:
    """The findings of each recall and each link, then of the head that was signed last."""
    yield from _hash_findings()
    yield from _record_findings()
    yield _head_findings(Folder())


def _hash_findings() -> Iterator[list[str]]:
    number, previous = 0, NOTHING_BEFORE
    recalls = Recall.objects.order_by("number").select_related("before", "after")
    for recall in recalls.defer("before__document", "after__document").iterator(chunk_size=500):
        number += 1
        text = f"{recall.previous_hash}\n{recall.text}"
        findings = []
        if (recall.number, recall.previous_hash) != (number, previous):
            findings.append(f"Recall {recall.number} does not follow on the one before it: entries are missing.")
        if hashlib.sha256(text.encode()).hexdigest() != recall.hash:
            findings.append(f"Recall {recall.number} is not what its hash was made of.")
        if not _says_what_it_is(recall):
            findings.append(f"Recall {recall.number} tells programs something else than its row says.")
        number, previous = recall.number, recall.hash
        yield findings


def _says_what_it_is(recall: Recall) -> bool:
    try:
        said = recall.said
        editions = [(one["number"], one["digest"]) if one else None for one in (said["before"], said["after"])]
        facts = (said["kind"], said["urgency"], said["page"], said["record"]["sequence"])
    except (ValueError, KeyError, TypeError):
        return False
    rows = [(one.number, one.digest) if one else None for one in (recall.before, recall.after)]
    return editions == rows and facts == (recall.kind, recall.urgency, recall.page_id, recall.record_sequence)


def _record_findings() -> Iterator[list[str]]:
    """Both in the order of the record: what it says was to be told, and what was."""
    columns = ("record_sequence", "kind", "page_id", "before_id", "after_id")
    rows = Recall.objects.order_by("record_sequence").values_list("number", *columns).iterator(chunk_size=500)
    row = next(rows, None)
    late = timezone.now() - TIME_TO_TAKE_IN
    for due, at in _due():
        while row and row[1] < due.sequence:
            yield [f"Recall {row[0]} names link {row[1]} of the record, which says nothing of the kind."]
            row = next(rows, None)
        if row and row[1] == due.sequence:
            number, *told = row
            same = Told(*told) == due
            yield [] if same else [f"Recall {number} says something else than link {due.sequence} of the record."]
            row = next(rows, None)
        else:
            is_missing = row is not None or at < late
            yield [f"No recall tells what link {due.sequence} says of page {due.page}."] if is_missing else []
    while row:
        yield [f"Recall {row[0]} names link {row[1]} of the record, which says nothing of the kind."]
        row = next(rows, None)


def _due() -> Iterator[tuple[Told, datetime]]:
    """What has to be told by the record, link by link, and since when."""
    each: list[Iterator[Link]] = [
        Edition.objects.order_by("sequence").defer("document").iterator(chunk_size=500),
        StatusChange.objects.order_by("sequence").iterator(chunk_size=500),
    ]
    shown: dict[int, int] = {}
    for link in merge(*each, key=lambda link: link.sequence):
        before = shown.get(link.page_id)
        shown[link.page_id] = link.pk if isinstance(link, Edition) else link.edition_id
        if before is not None:
            at = link.created_at if isinstance(link, Edition) else link.decided_at
            yield Told(link.sequence, kind_of(link, before).value, link.page_id, before, after_of(link)), at


def _head_findings(folder: Folder) -> list[str]:
    """Whether the list still has the entry that was signed last, with the same hash."""
    try:
        key, note = folder.key, folder.note(NAME)
        signed = note and Note.read(note)
        if not signed:
            return []
        if key and not signed.is_signed_by(key):
            return ["The head of the list of recalls is not signed with the key of the log."]
        head = Checkpoint.from_text(signed.text)
    except (BadKeyError, BadNoteError, OSError) as error:
        return [f"The head of the list of recalls cannot be read: {error}"]
    stands = Recall.objects.filter(number=head.size).values_list("hash", flat=True).first()
    if stands is None or bytes.fromhex(stands) != head.root:
        return [f"The list of recalls has not the entry {head.size} that was signed: it was rewritten, or cut off."]
    return []
