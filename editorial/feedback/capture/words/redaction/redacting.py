"""Takes out of what a reader wrote what could identify somebody. It runs before anything is stored.

Doses, years and PubMed numbers are why people write to us: what stays (`kept`) is hidden while the rest is looked
through, so that digits are taken for a number of somebody's only when they are written like one, and pass its check
digit where it has one. Every pattern is bounded: the time that it takes grows with the text and no faster.
"""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import normalize

from articles.characters.unseen import without_unseen

from .kept import without_kept, without_sources
from .kinds import Kind, plain
from .numbers import IBAN, NUMBERS, NUMBERS_IN_GROUPS
from .online import EMAIL, HANDLE, LINK, MAC, MACHINE, NAMED_MACHINE, PROFILE, SPELT_EMAIL
from .people import BIRTH_DATE, NAME
from .places import ADDRESS, COORDINATES, NAMED_HOUSE, POSTCODE
from .telephones import SAID, TELEPHONES

#: Birthdays and what a link holds are looked for in the whole text: a day or a source is what otherwise stays.
IN_ALL = [LINK, PROFILE, EMAIL, SPELT_EMAIL, BIRTH_DATE, IBAN]
#: A number that somebody calls theirs, or that its check digit tells, may look like figures in a row: 4242 4242.
IN_THE_REST = [
    *NUMBERS_IN_GROUPS,
    HANDLE,
    MAC,
    MACHINE,
    NAMED_MACHINE,
    ADDRESS,
    NAMED_HOUSE,
    COORDINATES,
    TELEPHONES,
    SAID,
    POSTCODE,
    NAME,
]


#: Figures in a row that are drawn as keys: 0️⃣7️⃣7️⃣. One alone may stay: pain of 7️⃣.
_KEYS = re.compile("(?:[0-9]\ufe0f?\u20e3[ .-]?){3,}")
_FRAME = re.compile("\ufe0f?\u20e3")
#: What is left in the place of what was taken out.
_MARKS = {kind.mark for kinds in (IN_ALL, NUMBERS, IN_THE_REST) for kind in kinds}
_MARK = re.compile("|".join(map(re.escape, sorted(_MARKS))))


def parts_of(text: str) -> list[tuple[str, bool]]:
    """A redacted text in parts, each with whether it is a mark."""
    parts, last = [], 0
    for match in _MARK.finditer(text):
        parts += [(text[last : match.start()], False), (match[0], True)]
        last = match.end()
    return [part for part in [*parts, (text[last:], False)] if part[0]]


def shortened(text: str, length: int) -> str:
    """As much of a redacted text as has room, with no mark cut in two: marks can make a text longer than it was."""
    kept, room = [], length
    for part, is_mark in parts_of(text) if len(text) > length else [(text, False)]:
        if len(part) > room:
            kept.append("" if is_mark else part[:room])
            break
        kept.append(part)
        room -= len(part)
    return "".join(kept)


def redact(text: str) -> str:
    """The text with what identifies people replaced by what it was."""
    return redact_and_count(text)[0]


def redact_and_count(text: str) -> tuple[str, dict[str, int]]:
    """The redacted text, and how much of each kind was taken out: never what."""
    if not text:
        return "", {}
    text = normalize("NFC", text)  # patterns know letters with their accents
    counts: Counter[str] = Counter()
    before = None
    while text != before:  # what stands beside a number that has gone can be seen for what it is only now
        before = text = without_unseen(_KEYS.sub(_without_frames, text))
        for kinds, seen_of in ((IN_ALL, plain), (NUMBERS, without_sources), (IN_THE_REST, without_kept)):
            seen = seen_of(text)
            for kind in kinds:
                if kind.needs(seen):
                    redacted = _without(kind, text, seen, counts)
                    if redacted != text:
                        text, seen = redacted, seen_of(redacted)
    return text, dict(counts)


def _without_frames(keys: re.Match[str]) -> str:
    return _FRAME.sub("", keys[0])


def _without(kind: Kind, text: str, seen: str, counts: Counter[str]) -> str:
    parts, last = [], 0
    for start, end in sorted(kind.spans(seen)):
        if start >= last:
            parts += [text[last:start], kind.mark]
            counts[kind.name] += 1
        last = max(last, end)
    return "".join([*parts, text[last:]])
