"""The index that the ark's own search reads: which pages hold a word, in small files by how words begin.

A page that opens from a disk may load scripts and nothing else, so each file is one.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from articles.characters.folding import folded
from articles.reading.search.index import SearchEntry
from articles.record.published.publications import Publication

from .addresses import file_of

WORD = re.compile(r"\w{2,}")
#: A word of a title counts as many of the text.
OF_A_TITLE = 10
#: So many letters say in which file a word is.
BEGINNING = 2


def files() -> Iterator[tuple[str, str]]:
    """(name, content) of each, the names below the ark's folder."""
    pages: list[tuple[str, str, str]] = []
    beginnings: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    entries = (
        SearchEntry.objects.filter(publication__in=Publication.objects.readable())
        .order_by("publication__path")
        .values_list("publication__path", "title", "body", "publication__edition__standfirst")
    )
    for number, (path, title, body, standfirst) in enumerate(entries.iterator(chunk_size=200)):
        pages.append((title, file_of(path), standfirst))
        counted = Counter(WORD.findall(folded(body)))
        for word in WORD.findall(folded(title)):
            counted[word] += OF_A_TITLE
        for word, times in counted.items():
            beginnings[word[:BEGINNING]][word] += [number, times]
    yield "ark/pages.js", f"ark.pages({_as_json(pages)});\n"
    for beginning, words in sorted(beginnings.items()):
        yield f"ark/{name_of(beginning)}.js", f"ark.words({_as_json(beginning)}, {_as_json(words)});\n"


def name_of(beginning: str) -> str:
    """The same as in ark.js: a name that every file system takes."""
    return "words-" + "-".join(f"{ord(letter):x}" for letter in beginning)


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
