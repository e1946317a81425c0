"""The head of the list of recalls, signed by the process that signs the heads of the log, with the same key.

It names the list as its origin, so that neither can be taken for the other. The hour in it tells whoever checks it how
new it is: a list that is held back is not the newest.
"""

from __future__ import annotations

import base64
from datetime import datetime, timedelta

from django.utils import timezone

from articles.log.checkpoints import Checkpoint
from articles.log.folder import Folder
from articles.log.notes import Note, SignerKey
from articles.log.signing import LogRefusalError

from .recall import Recall

NAME = "recalls"
#: A head is signed anew after so long, though nothing was added.
GOOD_FOR = timedelta(hours=1)
SIGNED = "signed "


def sign_list(key: SignerKey, folder: Folder | None = None) -> Checkpoint | None:
    """Sign how many recalls there are, and the hash of the newest; None where that was signed within the hour."""
    folder = folder or Folder()
    with folder.locked():
        newest, now = Recall.objects.order_by("-number").first(), timezone.now()
        if newest is None:
            return None
        if last := _signed_last(folder, key):
            _refuse_unless_continued(last)
            if last.size == newest.number and now - _moment(last) < GOOD_FOR:
                return None
        lines = (f"{SIGNED}{now.isoformat(timespec='seconds')}",)
        head = Checkpoint(f"{key.name}/{NAME}", newest.number, bytes.fromhex(newest.hash), lines)
        folder.keep_note(NAME, key.sign(head.text))
        return head


def signed_head(folder: Folder | None = None) -> str | None:
    """The newest signed head, as programs get it."""
    return (folder or Folder()).note(NAME)


def _signed_last(folder: Folder, key: SignerKey) -> Checkpoint | None:
    note = folder.note(NAME)
    signed = note and Note.read(note)
    return Checkpoint.from_text(signed.text) if signed and signed.is_signed_by(key.verifier) else None


def _refuse_unless_continued(last: Checkpoint) -> None:
    """A list that lost entries, or has others, is not signed."""
    stands = Recall.objects.filter(number=last.size).values_list("hash", flat=True).first()
    if stands is None or bytes.fromhex(stands) != last.root:
        signed = base64.b64encode(last.root).decode()
        raise LogRefusalError(f"The list of recalls has not the entry {last.size} that was signed, with hash {signed}.")


def _moment(head: Checkpoint) -> datetime:
    line = next(line for line in head.extensions if line.startswith(SIGNED))
    return datetime.fromisoformat(line.removeprefix(SIGNED))
