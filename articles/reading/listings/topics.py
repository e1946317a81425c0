"""What a topic lists: in its editor's order, then the newest first; and what stands next to an article there."""

from django.db.models import F
from django.utils.translation import gettext

from ...record.publications import Publication
from .. import paging
from .cards import as_cards
from .counts import articles_by_topic, with_counts
from .shelves import BY_TITLE, NEWEST_FIRST, Asked, shelf

#: So many articles a program is told of at once.
INDEXED = 500


def listed(document):
    """The ids of the pages that stand in a topic's groups, in their order."""
    return [page for group in document.get("groups", []) for page in group["pages"]]


def groups(document):
    """A topic's groups with the cards of those pages that readers get; none that would be empty."""
    found = Publication.objects.readable().filter(page_id__in=listed(document)).for_lists()
    by_page = {publication.page_id: publication for publication in found} if listed(document) else {}
    shown = [
        {
            "id": f"group_{number}",  # no section's anchor has an underscore
            "heading": group["heading"],
            "cards": as_cards([by_page[page] for page in group["pages"] if page in by_page]),
        }
        for number, group in enumerate(document.get("groups", []), start=1)
    ]
    return [group for group in shown if group["cards"]]


def articles_in(page_id):
    """All articles of a topic that readers get."""
    return Publication.objects.readable().of_kind("article").in_topic(page_id)


def lists_of_topic(reading, asked=Asked()):  # noqa: B008  a named tuple does not change
    """Everything that a topic's page lists: its groups, the topics below it, and its other articles."""
    document, path = reading.document, reading.path
    grouped = listed(document)
    below = Publication.objects.below(path).of_kind("topic") if path else Publication.objects.none()
    articles = articles_in(document["page"])
    return {
        "groups": [] if asked.name else groups(document),
        "subtopics": shelf("topics", below.exclude(page_id__in=grouped), BY_TITLE, asked, path, as_cards=topic_cards),
        "articles": shelf("articles", articles.exclude(page_id__in=grouped), NEWEST_FIRST, asked, path),
        "total": articles_by_topic().get(str(document["page"]), 0),
        "goes_on": asked.name,
    }


def index_of_topic(document, path, key=""):
    """The same for programs: headings, each with titles and addresses, and the key of what follows.

    Groups and topics are named at the beginning only.
    """
    grouped, fields = listed(document), {"title": F("edition__title"), "standfirst": F("edition__standfirst")}
    readable = Publication.objects.readable()
    by_page = {row["page_id"]: row for row in readable.filter(page_id__in=grouped).values("page_id", "path", **fields)}
    groups = [
        (group["heading"], [by_page[page] for page in group["pages"] if page in by_page])
        for group in document.get("groups", [])
    ]
    below = readable.below(path).of_kind("topic").exclude(page_id__in=grouped).order_by("edition__title", "pk")
    others = (
        articles_in(document["page"]).exclude(page_id__in=grouped).select_related("edition").defer("edition__document")
    )
    found, more = paging.cut(paging.after(others, key, "published_at", newest_first=True), INDEXED)
    articles = [{"path": row.path, "title": row.edition.title, "standfirst": row.edition.standfirst} for row in found]
    beginning = [] if key else [*groups, (gettext("Topics"), list(below.values("path", **fields)))]
    lists = [*beginning, (gettext("All articles") if groups else gettext("Articles"), articles)]
    return [each for each in lists if each[1]], paging.key_of(found[-1].published_at, found[-1].pk) if more else ""


def all_topics(language, asked, path):
    """Every topic in a language, by title."""
    return shelf(
        "topics",
        Publication.objects.of_kind("topic").in_language(language),
        BY_TITLE,
        asked,
        path,
        per_page=96,
        as_cards=topic_cards,
    )


def topic_cards(publications):
    """Topics as a list shows them."""
    return with_counts(as_cards(publications))


def neighbours(reading):
    """The topic that an article lies in, and the articles before and after it there: in the order of the topic's page.

    None for an article whose topic readers do not get. Each neighbour is a title and an address, or None at an end.
    """
    publication = reading.publication
    if publication is None:
        return None
    above = Publication.objects.readable().of_kind("topic").at(publication.parent_path)
    topic = above.select_related("edition").first()
    if topic is None:
        return None
    order = listed(topic.edition.content)
    articles = Publication.objects.readable().of_kind("article").filter(page_id__in=order)
    links = {row.page_id: _link(row) for row in _titled(articles)} if order else {}
    grouped = [page for page in order if page in links]
    others = articles_in(topic.page_id).exclude(page_id__in=order)
    key = paging.key_of(publication.published_at, publication.pk)
    if publication.page_id in links:
        place = grouped.index(publication.page_id)
        before = links[grouped[place - 1]] if place else None
        following = links[grouped[place + 1]] if place + 1 < len(grouped) else _first(others.newest_first())
    else:
        before = _first(paging.after(others, key, "published_at")) or (links[grouped[-1]] if grouped else None)
        following = _first(paging.after(others, key, "published_at", newest_first=True))
    return {"topic": _link(topic), "previous": before, "next": following}


def _titled(rows):
    return rows.for_lists()


def _first(rows):
    found = _titled(rows).first()
    return found and _link(found)


def _link(publication):
    return {"title": publication.edition.title, "url": publication.path}
