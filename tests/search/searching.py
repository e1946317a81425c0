"""Pages to search for, and the titles that a search finds."""

from django.utils.html import strip_tags

from articles.reading.search import finding, query_parsing
from tests.factories.drafts import body, section
from tests.factories.pages import article
from tests.factories.signing import published


def titles(text, **options):
    """The titles of what a reader finds, best first."""
    return [strip_tags(result["title"]) for result in search(text, **options).results]


def search(text, **options):
    return finding.search(query_parsing.cleaned(text), **options)


def page_about(title, text="Nothing else.", *, heading="How it works", **fields):
    """A published article with one section."""
    return published(draft_about(title, text, heading=heading, **fields))


def draft_about(title, text="Nothing else.", *, heading="How it works", **fields):
    fields = {"standfirst": "In short.", "key_points": ["A point."], **fields}
    return article(title, sections=body(section(heading, f"{text}[1]")), **fields)
