"""What a record takes along from the log: the newest checkpoint, and the way from each link to its root."""

from __future__ import annotations

import base64
import logging
from typing import Any

from .checkpoints import Checkpoint
from .folder import Folder
from .merkle import Tree
from .notes import BadNoteError, Note

logger = logging.getLogger(__name__)


class SignedTree:
    """The log at its newest head. Without a head, or when its files cannot be read, it proves nothing."""

    def __init__(self, folder: Folder | None = None) -> None:
        self.folder = folder or Folder()
        self.note, self.checkpoint = self._head()
        self.tree = Tree(self.checkpoint.size if self.checkpoint else 0, self.folder.read_tile)

    def _head(self) -> tuple[str | None, Checkpoint | None]:
        try:
            note = self.folder.note_for_readers()
            return note, Checkpoint.from_text(Note.read(note).text) if note else None
        except BadNoteError:
            logger.exception("the head of the log cannot be read")
            return None, None

    def inclusion(self, sequence: int) -> dict[str, Any] | None:
        """Where a link stands in the tree, and the hashes beside its way to the root; None before it is in the log."""
        if sequence > self.tree.size:
            return None
        try:
            proof = self.tree.inclusion_proof(sequence - 1)
        except (OSError, BadNoteError):
            logger.exception("the tiles of the log cannot be read")
            return None
        return {"index": sequence - 1, "proof": [base64.b64encode(hash).decode() for hash in proof]}
