"""Text without characters that nobody sees. What a control character stands for stays: a line's end, a space, a dash.

Nothing here joins what stood apart: “5\\x0010 mg” must not become 510 mg. And nothing here changes how a text looks
that has no such characters in it: ligatures, superscripts, quotation marks stay. `folding.py` is for comparing.
"""

from __future__ import annotations

import re
from typing import Any

#: As vertical tab and form feed, which slides and old documents are full of. Each stands for the end of a line.
_LINE_ENDS = "\x0b\x0c\u2028\u2029"
#: What programs of Windows wrote where Unicode has control characters; browsers read `&#150;` in the same way.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or " " for code in range(0x80, 0xA0)}
_STANDS_FOR = str.maketrans(
    {**dict.fromkeys([*range(0x20), 0x7F], " "), **_WINDOWS, **dict.fromkeys(_LINE_ENDS, "\n")}
    | {character: character for character in "\t\n\r"}
)
#: Soft hyphen, zero-width characters, directions that override what is read, notes on notes, fillers, tags, and what is
#: no character at all.
_UNSEEN = (
    "\u00ad\u034f\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffc"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
)
#: Scripts in which joiners decide how a word is written, from Arabic to Khmer.
_JOINING = "\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\ua9ff\U00010a00-\U00010aff\U00011000-\U00011fff"
_EMOJI = "\u20e3\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_NEVER = re.compile(f"[{_UNSEEN}]")
_MISPLACED = re.compile(
    f"(?<![{_JOINING}{_EMOJI}])[\u200c\u200d]|(?<=[{_EMOJI}])(?:\u200c|\u200d(?![{_EMOJI}]))"
    # The tags of a flag, such as that of Wales, follow a black flag.
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
#: Marks of a direction, which are of use only where something is written from right to left.
_MARKS = re.compile("[\u061c\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: What is not written in so much as one of these is clean: nearly every text.
_SUSPECT = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200c-\u200f\u2028\u2029\U000e0020-\U000e007f{_UNSEEN}]"
)


def cleaned(text: str) -> str:
    """Text as it is kept: what stands for the end of a line is one, and what nobody sees is gone."""
    if not _SUSPECT.search(text):
        return text
    text = _MISPLACED.sub("", _NEVER.sub("", text.translate(_STANDS_FOR)))
    return text if _RIGHT_TO_LEFT.search(text) else _MARKS.sub("", text)


def cleaned_line(text: str) -> str:
    """The same in one line: for titles, headings, names, and the head of a letter."""
    lines = re.split(r"[\r\n]", cleaned(text))
    return " ".join(filter(None, map(str.strip, lines)))


def cleaned_throughout(value: Any) -> Any:
    """What is read out of JSON, with each text in it cleaned."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, dict):
        return {key: cleaned_throughout(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned_throughout(item) for item in value]
    return value
