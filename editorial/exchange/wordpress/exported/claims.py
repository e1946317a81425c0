"""What a text says of itself: that somebody reviewed it. Readers are told of reviews by those who sign."""

from __future__ import annotations

import re

#: A line by which a site said that somebody looked at a text, or when. It is a claim, and no signature of ours.
_REVIEWED = re.compile(
    r"\W*(?:(?:last\s+)?(?:medical(?:ly)?|clinical(?:ly)?|scientific(?:ally)?|expert)?[\s-]*"
    r"(?:reviewed|fact[\s-]?checked|verified|approved|checked)(?:\s+(?:and\s+\w+\s+)?by\b|\s+on\b|\s*:)|"
    r"(?:medical|clinical|expert)\s+(?:review(?:er)?|editor)(?:ed)?\s*(?:by\b|:)|last\s+(?:medical(?:ly)?\s+)?review(?:ed)?\b|"
    r"reviewed\s+by\b|fact[\s-]?check(?:ed)?\s+by\b)",
    re.IGNORECASE,
)
LONGEST_CLAIM = 300
#: The same anywhere in running text, where it is not taken out: no text says it to readers unless it is so.
_SAYS_REVIEWED = re.compile(
    r"\b(?:medically|clinically|scientifically|professionally|expert)[\s-]+(?:peer[\s-]+)?(?:reviewed|(?:fact[\s-]?)?checked)\b|"
    r"\b(?:reviewed|(?:fact[\s-]?)?checked|approved)\s+by\s+(?:dr|prof|professor|our)\b|"
    r"\bthis\s+(?:article|page|post|text|content|guide|information)\s+(?:was|is|has\s+been)\s+(?:\w+\s+)?"
    r"(?:reviewed|verified|approved|(?:fact[\s-]?)?checked)\b",
    re.IGNORECASE,
)


def is_claim(words: str) -> bool:
    """Whether a line says nothing but that somebody looked at the text, or when."""
    return bool(words) and len(words) <= LONGEST_CLAIM and bool(_REVIEWED.match(words))


def says_reviewed(words: str) -> str:
    """Where a text says of itself that somebody reviewed it; empty where it does not."""
    found = _SAYS_REVIEWED.search(words)
    return " ".join(words[max(found.start() - 40, 0) : found.end() + 60].split()) if found else ""
