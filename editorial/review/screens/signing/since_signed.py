"""What somebody has to read again who signed an earlier text of the same page, and what they have not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from articles.reading.public_record.comparison import changes_between, label_of, outline
from articles.record.document import ReaderDocument, canonical
from articles.record.published.drafts import Draft
from articles.record.signed.risk import RiskTier
from articles.record.signed.sign_offs import SignOff
from editorial.accounts.users import User

#: So much of a hash is shown: enough to see that two are the same.
SHOWN = 12


@dataclass(frozen=True)
class SinceSigned:
    """`unchanged` are (label, beginning of the SHA-256) of the parts that are the same byte for byte.

    `words` are those of the changed parts as they are now, `all_words` those of the whole text.
    """

    signed_at: datetime
    changes: list[dict[str, Any]]
    unchanged: list[tuple[str, str]]
    words: int
    all_words: int


def since_signed(user: User, draft: Draft, kind: str | None) -> SinceSigned | None:
    """What changed since this person last signed the page as this kind; None where all of it has to be read.

    So it is with the first text, and with one whose risk is high.
    """
    if kind is None or draft.document.get("risk_tier", RiskTier.STANDARD) != RiskTier.STANDARD:
        return None
    mine = SignOff.objects.filter(page_id=draft.page.pk, signer=user, kind=kind).exclude(digest=draft.digest)
    last = mine.order_by("-pk").first()
    if last is None:
        return None
    before, after = json.loads(last.document), draft.document
    old, new = parts(before), parts(after)
    same = {key for key, (_label, text) in new.items() if old.get(key, ("", ""))[1] == text}
    words = {key: len((text or "").split()) for key, (_label, text) in outline(after).items()}
    return SinceSigned(
        signed_at=last.signed_at,
        changes=changes_between(before, after),
        unchanged=[
            (label, sha256(text.encode()).hexdigest()[:SHOWN]) for key, (label, text) in new.items() if key in same
        ],
        words=sum(number for key, number in words.items() if key not in same),
        all_words=sum(words.values()),
    )


def parts(document: ReaderDocument) -> dict[str, tuple[str, str]]:
    """The same parts as an outline has, each with its label and its JSON: what was signed of it, byte for byte."""
    names = [key for key in outline(document) if key in document]
    found = {key: (str(label_of(key)), canonical(document[key])) for key in names}
    for section in document.get("sections", []):
        found[f"section {section['id']}"] = (section["heading"], canonical(section))
    return found
