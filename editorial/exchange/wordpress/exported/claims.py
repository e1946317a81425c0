"""What a text says of itself: that somebody reviewed it. Readers are told of reviews by those who sign."""

from __future__ import annotations

import re

_OF_WHAT_KIND = r"(?:(?:last|medical(?:ly)?|clinical(?:ly)?|scientific(?:ally)?|expert)[\s-]+)*"
#: How a line begins by which a site said that somebody looked at a text, or when. It is a claim, and no signature of
#: ours.
_MAY_CLAIM = re.compile(
    rf"\W*{_OF_WHAT_KIND}"
    r"(?:(?:reviewed|fact[\s-]?checked|verified|approved|checked)(?:\s+(?:and\s+\w+\s+)?by\b|\s+on\b|\s*:)|"
    r"reviewer\s*:|(?:(?<=[a-z][\s-])(?:review|editor)|fact[\s-]?check(?:er)?)\s*:|(?:review|fact[\s-]?check)\s+by\b|"
    r"(?<=last[\s-])review(?:ed)?\b|(?<=ly[\s-])reviewed\b)",
    re.IGNORECASE,
)
#: Agencies approve medicines, and physicians check patients: what was reviewed is the text.
_CLAIMS = re.compile(
    rf"\W*{_OF_WHAT_KIND}(?:reviewed|reviewer|(?<=[a-z][\s-])review|review(?=\s+by\b)|fact[\s-]?check(?:ed|er)?)\b"
    r"(?:\s+and\s+(?:updated|edited)\b)?(?:\s+(?:by|on)\b)?",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"(?<!\w)(?:(?:on|in)\s+)?(?:(?:{_DAY}\s+)?{_MONTH}\s+(?:{_DAY},?\s+)?(?:19|20)\d\d|"
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}|(?:19|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
#: A word, or what a full stop shortens. After any other a sentence ends, and no name goes on.
_WORD_OF_NAME = re.compile(r"(?:\w{1,2}\.)+|(?:Prof|Mrs)\.|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SMALL = {"and", "&", "de", "da", "di", "dos", "la", "el", "al", "bin", "van", "von", "der", "den"}
LONGEST_CLAIM = 300
#: The same anywhere in running text, where it is not taken out: no text says it to readers unless it is so.
_SAYS_REVIEWED = re.compile(
    r"\b(?:medically|clinically|scientifically|professionally|expert)[\s-]+(?:peer[\s-]+)?(?:reviewed|(?:fact[\s-]?)?checked)\b|"
    r"\b(?:reviewed|(?:fact[\s-]?)?checked|approved)\s+by\s+(?:dr|prof|professor|our)\b|"
    r"\bthis\s+(?:article|page|post|text|content|guide|information)\s+(?:was|is|has\s+been)\s+(?:\w+\s+)?"
    r"(?:reviewed|verified|approved|(?:fact[\s-]?)?checked)\b",
    re.IGNORECASE,
)


def may_claim(line: str) -> bool:
    """Whether a line begins as one that says that somebody looked at the text; it may go on with a dose."""
    return bool(_MAY_CLAIM.match(line)) or is_claim(line)


def is_claim(words: str) -> bool:
    """Whether words say nothing but that somebody reviewed the text, or when: a name and a date, and no sentence."""
    if len(words) > LONGEST_CLAIM or not (claims := _CLAIMS.match(words)):
        return False
    rest = _DATE.sub(" ", words[claims.end() :]).strip(" .:")
    return all(map(_is_of_name, re.split(r"[\s,;:|()–—]+", rest)))


def _is_of_name(word: str) -> bool:
    return word in ("", "-", *_SMALL) or (word[0].isupper() and bool(_WORD_OF_NAME.fullmatch(word)))


def says_reviewed(words: str) -> str:
    """Where a text says of itself that somebody reviewed it; empty where it does not."""
    found = _SAYS_REVIEWED.search(words)
    return " ".join(words[max(found.start() - 40, 0) : found.end() + 60].split()) if found else ""
