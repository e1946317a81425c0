"""Receipt codes: the reader's key to their own report.

The code is made before anything is stored, and only its hash is kept: whoever reads the database cannot answer for a
reader, and a report that is written twice is noticed.
"""

from __future__ import annotations

import hashlib
import secrets

from django.core import signing

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: they are misread or spell words
LENGTH = 12
MISREAD_LETTERS = "ILO"
MISREAD = str.maketrans(MISREAD_LETTERS, "110", "- \t")

_link_signer = signing.Signer(salt="feedback.receipt", sep=".")
_kept_signer = signing.Signer(salt="feedback.kept", sep=".")
_edition_signer = signing.Signer(salt="feedback.edition")


def new_receipt() -> str:
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in secrets.token_bytes(LENGTH))  # 32 letters: all as likely


def shown_receipt(receipt: str) -> str:
    """In groups of four, as people read codes aloud."""
    return "-".join(receipt[start : start + 4] for start in range(0, LENGTH, 4))


def typed_receipt(text: str) -> str:
    """The code that somebody typed, as we wrote it."""
    return text.upper().translate(MISREAD)


def receipt_hash(receipt: str) -> str:
    """What is stored of a code, however it was typed."""
    return hashlib.sha256(typed_receipt(receipt).encode(errors="replace")).hexdigest()


def link_part(receipt: str) -> str:
    """The part of an address that leads to the report with this receipt."""
    return _link_signer.sign(receipt)


def receipt_in_link(part: str) -> str | None:
    """The receipt in an address; None when we did not make the address."""
    try:
        return _link_signer.unsign(part)
    except signing.BadSignature:
        return None


def kept_link_part(receipt: str, severity: int) -> str:
    """The part of an address that thanks for a report on disk: all that the page says must be in it."""
    return _kept_signer.sign(f"{receipt}{severity:d}")


def kept_in_link(part: str) -> tuple[str, int] | None:
    """(receipt, how severe it is); None when we did not make the address."""
    try:
        kept = _kept_signer.unsign(part)
    except signing.BadSignature:
        return None
    return kept[:-1], int(kept[-1])


def edition_token(edition_id: int) -> str:
    """Shows that the form was made by us for this edition. The same for all readers, so that pages can be cached."""
    return _edition_signer.sign(str(edition_id))


def edition_in_token(token: str) -> int | None:
    """The id of the edition that the token was made for; None when we did not make it."""
    try:
        return int(_edition_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
