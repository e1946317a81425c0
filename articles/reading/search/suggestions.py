"""Titles that are suggested while somebody types."""

import re
from pathlib import Path

from ...characters.folding import folded
from ...databases import reading
from . import query_parsing
from .index import statement

SUGGEST = (Path(__file__).parent / "suggest.sql").read_text(encoding="utf-8")
MOST = 8
#: With one letter nearly every title would do.
FEWEST_CHARACTERS = 2
#: Of how many titles the shortest are taken.
LOOKED_AT = 200

_WORD = re.compile(r"[^\W_]+")


def suggested(text):
    """Titles that begin with the text, or have its words or words like them, with their addresses; at most `MOST`."""
    line = query_parsing.unquoted(query_parsing.cleaned(text))
    words = _WORD.findall(folded(line))
    if len(line) < FEWEST_CHARACTERS or not words:
        return []
    with reading().cursor() as cursor:
        values = {"typed": line, "words": words, "size": MOST, "looked_at": LOOKED_AT}
        cursor.execute(statement(SUGGEST), values)
        return [{"title": title, "url": path, "kind": kind} for title, path, kind in cursor.fetchall()]
