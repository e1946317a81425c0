"""What people write who are in no danger, word by word: of these no word is a misspelt one (`../common.txt`)."""

from __future__ import annotations

import re
from collections import Counter

from ..packs import compared
from .phrases import ALL_TEXTS, HERE

COMMON = HERE.parent / "common.txt"
#: From so many times on nobody mistyped it. No shorter word is made another one by a letter.
LEAST, SHORTEST = 3, 4
_WORD = re.compile(r"[^\W\d_]+")


def common() -> str:
    """The file: a word a line, as texts are compared."""
    found = Counter[str]()
    for name in ALL_TEXTS[False]:
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("# "):
                found.update(_WORD.findall(compared(line)))
    return "".join(f"{word}\n" for word in sorted(found) if found[word] >= LEAST and len(word) >= SHORTEST)
