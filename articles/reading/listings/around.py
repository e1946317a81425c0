"""What stands around an article: what is like it, what is new, and what comes before and after it in its topic."""

from django.db.models import IntegerField, Value

from ...record.publications import Publication
from .. import paging
from .cards import CARDS, as_cards
from .related import related_to
from .topics import articles_in, listed


def around(reading):
    """{related, recent, neighbours} of an article: five lists, fetched with one question.

    What is beside it as related is not among the newest once more.
    """
    page, language, topic = reading.document["page"], reading.language, topic_of(reading)
    articles = Publication.objects.of_kind("article").in_language(language).readable()
    found = _asked_together(
        related=related_to(page).in_language(language).for_lists()[:CARDS],
        recent=_placed(articles.exclude(page_id=page).newest_first())[: 2 * CARDS],
        **(_next_to(reading, topic) if topic else {}),
    )
    related = sorted(found["related"], key=lambda row: row.place)
    beside = {row.page_id for row in related}
    recent = sorted(found["recent"], key=lambda row: (row.published_at, row.pk), reverse=True)
    return {
        "related": as_cards(related),
        "recent": as_cards([row for row in recent if row.page_id not in beside][:CARDS]),
        "neighbours": topic and _neighbours(reading.publication, topic, found),
    }


def neighbours(reading):
    """The topic that an article lies in, and the articles before and after it there: in the order of the topic's page.

    None for an article whose topic readers do not get. Each neighbour is a title and an address, or None at an end.
    """
    topic = topic_of(reading)
    return topic and _neighbours(reading.publication, topic, _asked_together(**_next_to(reading, topic)))


def topic_of(reading):
    """The publication of the topic that an article lies in; None where readers do not get it."""
    above = reading.publication and reading.addresses.at(reading.publication.parent_path)
    return above if above and above.edition.kind == "topic" else None


def _next_to(reading, topic):
    """What may stand next to an article in its topic: what its editor grouped, and of the others those around it."""
    publication, order = reading.publication, _order(topic)
    others = articles_in(topic.page_id).exclude(page_id__in=order)
    asked = {"grouped": Publication.objects.readable().of_kind("article").filter(page_id__in=order)} if order else {}
    if publication.page_id in order:
        asked["first"] = others.newest_first()[:1]
    else:
        key = paging.key_of(publication.published_at, publication.pk)
        asked["newer"] = paging.after(others, key, "published_at")[:1]
        asked["older"] = paging.after(others, key, "published_at", newest_first=True)[:1]
    return {name: _placed(rows) for name, rows in asked.items()}


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
    return listed({"groups": topic.groups or []})


def _placed(rows):
    """Rows that stand in no order but their own, with the columns of those that do."""
    return rows.for_lists().annotate(place=Value(0, IntegerField()))


def _asked_together(**lists):
    """{name: the rows of each list}, with one question. In which order they come is not said."""
    marked = [rows.annotate(of=Value(number, IntegerField())) for number, rows in enumerate(lists.values())]
    found = marked[0].union(*marked[1:], all=True) if len(marked) > 1 else marked[0]
    rows = list(found)
    return {name: [row for row in rows if row.of == number] for number, name in enumerate(lists)}


def _link(publication):
    return {"title": publication.edition.title, "url": publication.path}
