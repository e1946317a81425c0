"""Checkpoints (https://c2sp.org/tlog-checkpoint): how many links the log has, and the root of its tree, signed."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Self

from .merkle import HASH_BYTES
from .notes import BadNoteError, Note, VerifierKey


@dataclass(frozen=True)
class Checkpoint:
    """What a head of the log says. `extensions` are lines that tools of others pass over."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, text: str) -> Self:
        lines = text.splitlines()
        try:
            origin, size, root = lines[:3]
            checkpoint = cls(origin, int(size), base64.b64decode(root, validate=True), tuple(lines[3:]))
        except (ValueError, binascii.Error) as error:
            raise BadNoteError("That is no checkpoint of a log.") from error
        if checkpoint.text != text or len(checkpoint.root) != HASH_BYTES or checkpoint.size < 0:
            raise BadNoteError("That is no checkpoint of a log.")
        return checkpoint

    @classmethod
    def read(cls, note: str, key: VerifierKey, *, also_by: VerifierKey | None = None) -> Self:
        """The checkpoint in a note that the log's key signed, and a witness's, if one is named."""
        signed = Note.read(note)
        for signer in filter(None, (key, also_by)):
            if not signed.is_signed_by(signer):
                raise BadNoteError(f"That checkpoint was not signed by {signer}.")
        checkpoint = cls.from_text(signed.text)
        if checkpoint.origin != key.name:
            raise BadNoteError(f"That checkpoint is of another log: {checkpoint.origin}.")
        return checkpoint

    @property
    def text(self) -> str:
        return "\n".join([self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions, ""])

    def __str__(self) -> str:
        return f"{self.size} links, root {base64.b64encode(self.root).decode()}"
