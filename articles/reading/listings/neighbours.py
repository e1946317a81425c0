"""What stands around an article: what is like it, what is new, and what comes before and after it in its topic."""

from functools import lru_cache

from django.db.models import F, IntegerField, Value

from ...record.published.overdue import OverdueStep
from ...record.published.publications import Publication
from ...record.statements import AmongThem, Slot
from .. import paging
from ..addresses.publication_lists import Compiled
from .cards import CARDS, as_cards, recent_articles
from .related import related_to
from .topics import in_groups, ungrouped_articles


def around(reading):
    """{related, recent, neighbours} of an article, of which all but the newest are fetched with one question.

    What is beside it as related is not among the newest once more.
    """
    topic = topic_of(reading)
    found = _asked(reading, topic, with_others=True)
    related = sorted(found["related"], key=lambda row: row.place)
    beside = {reading.document["page"], *(row.page_id for row in related)}
    recent = [row for row in recent_articles(reading.language, reading.version) if row.page_id not in beside]
    return {
        "related": as_cards(related),
        "recent": as_cards(recent[:CARDS]),
        "neighbours": topic and _neighbours(reading.publication, topic, found),
    }


def neighbours(reading):
    """The topic that an article lies in, and the articles before and after it there: in the order of the topic's page.

    None for an article whose topic readers do not get. Each neighbour is a title and an address, or None at an end.
    """
    topic = topic_of(reading)
    return topic and _neighbours(reading.publication, topic, _asked(reading, topic, with_others=False))


def topic_of(reading):
    """The publication of the topic that an article lies in; None where readers do not get it."""
    above = reading.publication and reading.addresses.at(reading.publication.parent_path)
    return above if above and above.edition.kind == "topic" else None


def _asked(reading, topic, with_others):
    """What may stand around an article, by the names of the lists."""
    publication, order = reading.publication, _order(topic) if topic else []
    is_grouped = publication.page_id in order if topic else None
    late = OverdueStep.UNRELATED.days
    return _lists(reading.language if with_others else None, is_grouped, late).asked(
        page=reading.document["page"],
        topics=[topic.page_id] if topic else [],
        grouped=order,
        published_at=publication and publication.published_at,
        pk=publication and publication.pk,
    )


@lru_cache(maxsize=64)
def _lists(language, is_grouped, _late):
    """The statement; without what is like the article for no language, without neighbours for None."""
    page, lists = Slot("page"), {}
    if language:
        lists["related"] = related_to(page).in_language(language)[:CARDS]
    if is_grouped is not None:
        lists |= {name: _placed(rows) for name, rows in _next_to(is_grouped).items()}
    return Compiled(lists, {"place": IntegerField()})


def _next_to(is_grouped):
    """What may stand next to an article in its topic: what its editor grouped, and of the others those around it."""
    articles, others = Publication.objects.readable().of_kind("article"), ungrouped_articles().readable()
    grouped = articles.filter(AmongThem(F("page_id"), Slot("grouped")))
    if is_grouped:
        return {"grouped": grouped, "first": others.newest_first()[:1]}
    place = (Slot("published_at"), Slot("pk"), "published_at")
    return {
        "grouped": grouped,
        "newer": paging.beyond(others, *place)[:1],
        "older": paging.beyond(others, *place, newest_first=True)[:1],
    }


def _neighbours(publication, topic, found):
    by_page = {row.page_id: row for row in found.get("grouped", ())}
    grouped = [by_page[page] for page in _order(topic) if page in by_page]
    newer, older, first = ((found.get(name) or [None])[0] for name in ("newer", "older", "first"))
    if publication.page_id in by_page:
        row = by_page[publication.page_id]
        line = [None, *grouped, first]
        place = line.index(row)
        before, following = line[place - 1], line[place + 1]
    else:
        before, following = newer or (grouped[-1] if grouped else None), older
    return {"topic": _link(topic), "previous": before and _link(before), "next": following and _link(following)}


def _order(topic):
    return in_groups({"groups": topic.groups or []})


def _placed(rows):
    """Rows that stand in no order but their own, with the column of those that do."""
    return rows.annotate(place=Value(0, IntegerField()))


def _link(publication):
    return {"title": publication.edition.title, "url": publication.path}
