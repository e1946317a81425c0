"""Signed notes (https://c2sp.org/signed-note): a text, and lines with which keys signed it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

#: What a key signs: a note, or, after others, that it saw a checkpoint (https://c2sp.org/tlog-cosignature).
SIGNATURE, COSIGNATURE = 1, 4
SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")
KEY_NAME = re.compile(r"[^\s+]+")


class BadKeyError(ValueError):
    """What was given as a key is none."""


class BadNoteError(ValueError):
    """What was given as a signed note is none, or the key that has to have signed it did not."""


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def _parts_of_key(text: str, prefix: str = "") -> tuple[str, str, bytes]:
    """Name, id and the rest of a key as it is written: with its kind before the key itself."""
    if not text.startswith(prefix):
        raise BadKeyError("That is no key of a log.")
    try:
        name, identity, encoded = text.removeprefix(prefix).strip().split("+", 2)
        content = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadKeyError("That is no key of a log: it should look like NAME+ID+KEY.") from error
    if len(content) != 33 or not KEY_NAME.fullmatch(name):
        raise BadKeyError("That is no Ed25519 key of a log.")
    return name, identity, content


@dataclass(frozen=True)
class VerifierKey:
    """Whose signatures are believed: a name, what the key signs, and the public half of an Ed25519 key."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def read(cls, text: str) -> Self:
        name, identity, content = _parts_of_key(text)
        key = cls(name, content[0], content[1:])
        if key.kind not in (SIGNATURE, COSIGNATURE) or identity != key.id.hex():
            raise BadKeyError("That key is damaged: its parts do not fit each other.")
        return key

    @property
    def id(self) -> bytes:
        return key_id(self.name, self.kind, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def has_signed(self, text: str, signature: bytes) -> bool:
        """Whether this key made a signature line's bytes, which begin with its id, for a text."""
        if self.kind == COSIGNATURE:
            seconds, signature = int.from_bytes(signature[4:12], "big"), signature[8:]
            text = f"cosignature/v1\ntime {seconds}\n{text}"
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature[4:], text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SignerKey:
    """The secret half: only the process that signs heads ever has one."""

    name: str
    seed: bytes

    @classmethod
    def made(cls, name: str) -> Self:
        if not KEY_NAME.fullmatch(name):
            raise BadKeyError("The name of a log is one word without a plus sign, such as www.example.org/log.")
        return cls(name, os.urandom(32))

    @classmethod
    def read(cls, text: str) -> Self:
        name, identity, content = _parts_of_key(text, "PRIVATE+KEY+")
        key = cls(name, content[1:])
        if content[0] != SIGNATURE or identity != key.verifier.id.hex():
            raise BadKeyError("That key is damaged: its parts do not fit each other.")
        return key

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, SIGNATURE, self._key.public_key().public_bytes_raw())

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def secret(self) -> str:
        """The key as it is kept. Not `__str__`, so that no log line ever holds it."""
        encoded = base64.b64encode(bytes([SIGNATURE]) + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.id.hex()}+{encoded}"

    def __repr__(self) -> str:
        return f"<signer key of {self.name}>"

    def sign(self, text: str) -> str:
        """The text as a signed note."""
        signature = base64.b64encode(self.verifier.id + self._key.sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n"


@dataclass(frozen=True)
class Note:
    """A text and the lines below it."""

    text: str
    signatures: tuple[tuple[str, bytes], ...]

    @classmethod
    def read(cls, content: str) -> Self:
        text, blank, lines = content.rpartition("\n\n")
        found = [SIGNATURE_LINE.fullmatch(line) for line in lines.splitlines()]
        if not blank or not found or not all(found) or not content.endswith("\n"):
            raise BadNoteError("That is no signed note.")
        try:
            signatures = tuple((match[1], base64.b64decode(match[2], validate=True)) for match in found if match)
        except binascii.Error as error:
            raise BadNoteError("A signature of that note cannot be read.") from error
        return cls(f"{text}\n", signatures)

    def is_signed_by(self, key: VerifierKey) -> bool:
        """Lines of other keys are passed over; one of this key has to be right."""
        own = [signature for name, signature in self.signatures if (name, signature[:4]) == (key.name, key.id)]
        return bool(own) and all(key.has_signed(self.text, signature) for signature in own)
