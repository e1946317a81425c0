"""Titles that are suggested while somebody types."""

import re
from pathlib import Path

from django.db.models.functions import Length

from ...characters.folding import folded
from ...stores.databases import reading
from . import finding, languages, query_parsing, spelling
from .index import statement
from .vocabulary import SearchWord

SUGGEST = (Path(__file__).parent / "suggest.sql").read_text(encoding="utf-8")
MOST = 8
#: With one letter nearly every title would do.
FEWEST_CHARACTERS = 2
#: A last word of fewer letters could become any other.
FEWEST_LETTERS = 3
#: Of how many titles the shortest are taken.
LOOKED_AT = 200

_WORD = re.compile(r"[^\W_]+")


def suggested(text):
    """Titles that begin with the text, or have its words or words like them, with their addresses; at most `MOST`."""
    line = query_parsing.unquoted(query_parsing.cleaned(text))
    words = _WORD.findall(folded(line))[: query_parsing.MOST_WORDS]
    if len(line) < FEWEST_CHARACTERS or not words:
        return []
    with reading().cursor() as cursor:
        values = {"typed": line, "words": words, "size": MOST, "looked_at": LOOKED_AT}
        values["tolerant"] = not spelling.written_by_people(words[:1]) or len(words) > 1  # “diet” is no misspelt “disc”
        cursor.execute(statement(SUGGEST, among=languages.in_own()), values)
        titled = [{"title": title, "url": path, "kind": kind} for title, path, kind in cursor.fetchall()]
    return titled or found_for(words)


def found_for(words):
    """The titles of what a search for these words would find first, where no title has them.

    So everyday words, brands and what stands only in a text lead somewhere: “slipped disk”, “ibup”.
    """
    found = finding.search(" ".join(completed(words)))
    return [{"title": page["name"], "url": page["url"], "kind": page["kind"]} for page in found.results[:MOST]]


def completed(words):
    """The words, the last of them as the commonest word that begins so; without it where it has barely begun."""
    *before, last = words
    if len(last) < FEWEST_LETTERS:
        return before
    word = SearchWord.objects.using(reading().alias).filter(word__startswith=last).exclude(stem="")
    commonest = word.order_by("-documents", Length("word"), "word").values_list("word", flat=True).first()
    return [*before, commonest or last]
