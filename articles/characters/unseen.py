"""Characters that nobody sees, and where they mean something all the same."""

from __future__ import annotations

import re
import unicodedata

from .folding import UNSEEN

#: Nobody sees these either, but they are as wide as a blank.
_WIDE = "\u115f\u1160\u2800\u3164\uffa0"
_RUN = re.compile(f"[{UNSEEN}{_WIDE}]+")
_is_wide = re.compile(f"[{_WIDE}]").search
#: Letters without capitals, their signs, and pictures.
_JOINED = {"Lo", "Lm", "Mn", "Mc", "Me", "So", "Sk"}
_ACCENTS_AND_ORDINALS = re.compile("[\u0300-\u036fªº]")


def without_unseen(text: str) -> str:
    """The text without what nobody sees in it and nothing is lost with.

    Between letters that have capitals, figures and signs such a character only parts what belongs together: a soft
    hyphen that came along from a page, or one that is to hide a number. Beside others it joins or parts letters in
    Persian and Hindi, ends words in Thai, and makes one picture of several.
    """
    return text if text.isascii() else _RUN.sub(_what_stays, text)


def _what_stays(run: re.Match[str]) -> str:
    if _is_joined(run.string[max(0, run.start() - 1) : run.start()]) or _is_joined(
        run.string[run.end() : run.end() + 1]
    ):
        return run[0]
    return " " if _is_wide(run[0]) else ""


def _is_joined(neighbour: str) -> bool:
    return bool(neighbour) and unicodedata.category(neighbour) in _JOINED and not _ACCENTS_AND_ORDINALS.match(neighbour)
