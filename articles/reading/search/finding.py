"""Finding pages: one SQL statement, bounded in what it reads however large the site is.

To plan it takes longer than to search a small site, so PostgreSQL plans it once for a connection, without the words. It
then has to know the bounds: of a LIMIT that it does not know it expects a tenth of the site.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from ...stores.databases import planned_once, reading
from .. import translations
from . import languages, query_parsing, spelling
from .index import statement
from .snippets import MARKS, PASSAGE, marked, passage, unmarked

FIND = (Path(__file__).parent / "find.sql").read_text(encoding="utf-8")
#: Takes: work, size, offset.
CITING = """
    SELECT e.title, p.path, e.kind, e.language, count(*) OVER ()
    FROM articles_searchentry e JOIN articles_publication p ON p.id = e.publication_id
    WHERE e.stems @@ quote_literal(%(work)s)::tsquery AND {readable}
    ORDER BY p.published_at DESC, p.id DESC LIMIT %(size)s OFFSET %(offset)s
"""
PAGE_SIZE = 10
TOPICS = 8
#: What kinds of page are called among the results, where most are articles.
KINDS = {"topic": _("Topic"), "term": _("What it means"), "person": _("Person"), "policy": _("How we work")}
#: With fewer results than this, a search for similar words is offered.
FEW = 3


@dataclass(frozen=True)
class Bounds:
    """How many entries one search reads at most. The best are among them: tests/search/test_relevance.py."""

    beginning: int = 30  # titles that begin with what was typed
    titles: int = 3000  # that have all the words, of which the shortest are taken
    looked_at: int = 1000  # by each other step that finds pages
    enough: int = 100  # found by the surer steps, so that no other is begun
    ranked: int = 120  # by their whole text

    @property
    def last_page(self):
        return self.ranked // PAGE_SIZE


BOUNDS = Bounds()
#: Of any list: nobody turns over more.
MOST_PAGES = 10_000


@dataclass
class Found:
    """What a search found, in the words that it was made with."""

    words: str
    topic: int | None = None
    total: int = 0
    results: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    topic_title: str = ""
    misspelt: dict = field(default_factory=dict)
    #: There is no page with all of the words; these have some.
    is_partial: bool = False
    #: What was asked for, when the words of this search are a correction of it.
    instead_of: str = ""
    #: What could be meant, when little was found.
    suggestion: str = ""
    #: The DOI or PMID that was asked for: these are the pages that cite it.
    cites: str = ""
    #: The best of what was found in other languages than the one that the search is in.
    elsewhere: list = field(default_factory=list)
    #: The version of what readers get, among which this was found; empty where nobody looked.
    version: str = ""

    @property
    def is_bounded(self):
        """Whether there may be more pages than were ranked."""
        return not self.cites and self.total >= BOUNDS.ranked

    @property
    def last_page(self):
        """Of a search for words it is the last that is ranked; all pages that cite a work are listed."""
        return MOST_PAGES if self.cites else BOUNDS.last_page


def search(words, *, topic=None, page=1, exactly=False, bounds=BOUNDS):
    """Search in the language that is active; the first page also has what was found in others.

    `exactly` is for a reader who does not want their spelling corrected.
    """
    if not words:
        return Found(words)
    if named := query_parsing.named_work(words):
        found = citing(named, words, page)
        if found.total or not query_parsing.is_bare_number(words):
            return found
    page = max(1, min(page, bounds.last_page))
    found = corrected(words, exactly, topic=topic, page=page, bounds=bounds)
    if topic and not found.topic_title:  # readers get no such topic: as if none had been asked for
        return search(words, page=page, exactly=exactly, bounds=bounds)
    if translations.are_several() and page == 1 and not topic:
        others = find(words, exactly=True, bounds=bounds, among=languages.in_others())
        found.elsewhere = [] if others.is_partial else languages.apart(words, others.results)
    return found


def corrected(words, exactly, **options):
    """Search for cleaned words; when there is nothing and a word is misspelt, for the corrected ones."""
    options["among"] = languages.in_own()
    found = find(words, exactly=exactly, **options)
    better = spelling.corrected(words, found.misspelt)
    if found.total:
        found.suggestion = better or ""
    elif better:
        second = find(better, exactly=True, **options)
        found = replace(second, instead_of=words) if second.total else found
    elif found.misspelt:
        found = find(words, exactly=True, **options)
    return found


def find(words, *, topic=None, page=1, exactly=False, bounds=BOUNDS, among="true"):
    """What the index has for these words: one statement. With misspelt words it does not look for parts of them.

    `among` is a condition on the entries `e` that are looked at.
    """
    alphabetic = [
        word
        for word in query_parsing.letters_only(query_parsing.telling(words))
        if len(word) >= spelling.FEWEST_LETTERS
    ]
    alphabetic = alphabetic[: query_parsing.MOST_WORDS]  # a hyphen makes many of what was counted as one
    values = {
        "words": query_parsing.telling(words),
        "typed": query_parsing.unquoted(words),
        "alphabetic": " ".join(alphabetic),
        "exactly": exactly,
        "offset": PAGE_SIZE * (page - 1),
        "marks": MARKS,
        "passage": f"{PASSAGE},{MARKS}",
    }
    with cursor_for(topic) as cursor:
        cursor.execute(find_statement(topic, bounds, among), values)
        total, is_partial, topics, topic_title, misspelt, results, version = cursor.fetchone()
    return Found(
        words=words,
        topic=topic,
        total=total,
        results=[_result(row) for row in results or []],
        topics=topics or [],
        topic_title=topic_title or "",
        misspelt=misspelt or {},
        is_partial=is_partial,
        version=version or "",
    )


def find_statement(topic, bounds, among):
    """`find.sql` for a topic or for none."""
    among = f"{among} AND e.topics @> ARRAY[{int(topic)}]" if topic else among
    sizes = {"few": FEW, "topics": TOPICS, "size": PAGE_SIZE, **asdict(bounds)}
    return statement(FIND, among=among, topic=f"{int(topic)}" if topic else "NULL::integer", **sizes)


def cursor_for(topic):
    """A search within a topic is a statement of its own, and rare: it is planned anew each time."""
    return reading().cursor() if topic else planned_once()


def citing(work, words, page):
    """The pages that cite a work, by its `doi:` or `pmid:`."""
    with reading().cursor() as cursor:
        cursor.execute(statement(CITING), {"work": work, "size": PAGE_SIZE, "offset": PAGE_SIZE * (page - 1)})
        rows = cursor.fetchall()
    names = ("title", "url", "kind", "language")
    results = [_result({"snippet": "", **dict(zip(names, row[:-1], strict=True))}) for row in rows]
    beyond = page > 1 and not rows  # the end: how many there are, the first page knows
    total = citing(work, words, 1).total if beyond else rows[0][-1] if rows else 0
    return Found(words, total=total, results=results, cites=work)


def _result(row):
    """A result as the template has it. `section` is where its passage stands: {id, heading, url}, or None.

    `lang` is told where it is in another language than the page of results: {code, name, dir}.
    """
    title, snippet, section = row["title"], row["snippet"], row.get("section")
    reviewed = row.get("reviewed")
    return {
        **row,
        "name": unmarked(title),
        "title": marked(title),
        "snippet": passage(snippet),
        "lang": translations.told(row["language"]),
        "kind_label": KINDS.get(row["kind"], ""),
        "section": section and {**section, "url": f"{row['url']}#{section['id']}"},
        "reviewed": reviewed and {**reviewed, "on": localdate(datetime.fromisoformat(reviewed["at"]))},
    }
