"""A small relevance set of our own: what a reader should find first, whatever the bound on a search."""

import json
from pathlib import Path

import pytest

from articles.reading.search.finding import BOUNDS, Bounds
from tests.factories.drafts import body, section
from tests.factories.pages import published_article
from tests.search.searching import titles

pytestmark = pytest.mark.django_db

SET = json.loads(Path(__file__).with_name("relevance.json").read_text(encoding="utf-8"))
WITHOUT_BOUND = Bounds(*[10_000] * 5)
#: As tight for twenty pages as the real one is for thousands: a step that finds pages looks at four of them.
TIGHT = Bounds(beginning=2, titles=4, looked_at=4, enough=2, ranked=6)


@pytest.fixture
def library(no_shared_article):
    for page in SET["pages"]:
        sections = [section(heading, f"{text}[1]") for heading, text in page["sections"]]
        parts = {name: page[name] for name in ("standfirst", "key_points")}
        published_article(page["title"], sections=body(*sections), **parts)


def test_what_readers_look_for_comes_first_and_the_bound_does_not_change_it(library):
    missed, moved = [], []

    for query, first in ((item["query"], item["first"]) for item in SET["queries"]):
        found, without_bound, tight = (titles(query, bounds=bounds) for bounds in (BOUNDS, WITHOUT_BOUND, TIGHT))
        if set(found[: len(first)]) != set(first):
            missed.append((query, found[: len(first) + 1]))
        # Where pages lie on disk decides which of equals a tight bound leaves out; one of the right ones stays first.
        if found != without_bound or tight[0] not in first:
            moved.append((query, found[:3], without_bound[:3], tight[:3]))

    assert missed == []
    assert moved == []
