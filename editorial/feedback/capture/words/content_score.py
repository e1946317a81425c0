"""Whether a text looks like advertising. It only lowers a report's place in the queue: a person decides."""

import re

from .redaction.kinds import digits

_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]{1,60}\.(?:com|net|ru|cn|info|biz|xyz|top)\b", re.IGNORECASE)
_SALES_TALK = re.compile(
    r"\b(?:casino|viagra|cialis|crypto\w{0,20}|bitcoin|loans?|jackpot|lottery|prize|winner|you(?:['’]ve|\shave)\swon|"
    r"free\sentry|click\shere|backlinks?|seo|ringtones?|cash|claim|awarded|discount|cheap|buy\snow|order\snow|"
    r"subscribe|whatsapp|telegram|guaranteed?|call\snow|earn|invest\w{0,10})\b",
    re.IGNORECASE,
)
_STUTTER = re.compile(r"([^\s.\-_*])\1{5}")
_MONEY = re.compile(r"[£$€]\s?\d|\d\s?[£$€]")

SUSPICIOUS = 2


def looks_like_advertising(text):
    return score(text) >= SUSPICIOUS


def score(text):
    """How many signs of advertising or of mere noise a text has."""
    letters = [character for character in text if character.isalpha()]
    shouted = sum(character.isupper() for character in letters)
    return (
        min(len(_LINK.findall(text)), 2)
        + min(len({talk.lower() for talk in _SALES_TALK.findall(text)}), 3)
        + bool(len(letters) > 20 and shouted > 0.6 * len(letters))
        + bool(_STUTTER.search(text))
        + bool(_MONEY.search(text))
        + 2 * bool(text.strip() and len(letters) < 2 and not digits(text))
    )
