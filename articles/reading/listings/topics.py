"""What a topic lists: in its editor's order, then the newest first."""

from functools import partial

from django.db.models import F, JSONField, Q
from django.utils.translation import gettext

from ...record.published.publications import Publication
from ...record.statements import AmongThem, Slot
from .. import paging
from .cards import as_cards
from .counts import articles_by_topic, with_counts
from .shelves import BY_TITLE, NEWEST_FIRST, Asked, Shelf, listed, shelf

#: So many articles a program is told of at once.
INDEXED = 500


def in_groups(document):
    """The ids of the pages that stand in a topic's groups, in their order."""
    return [page for group in document.get("groups", []) for page in group["pages"]]


def groups(document, by_page):
    """A topic's groups with the cards of those pages that readers get, out of `by_page`; none that would be empty."""
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
    grouped, counted = in_groups(document), partial(topic_cards, version=reading.version)
    below = listed(_below_beside, path=path, grouped=grouped)
    articles = listed(ungrouped_articles, topics=[document["page"]], grouped=grouped)
    return {
        "groups": [] if asked.name else groups(document, reading.addresses.rows),
        "subtopics": shelf("topics", below, BY_TITLE, asked, path, as_cards=counted) if path else Shelf("topics", []),
        "articles": shelf("articles", articles, NEWEST_FIRST, asked, path),
        "total": articles_by_topic(reading.version).get(str(document["page"]), 0),
        "goes_on": asked.name,
    }


def _below_beside():
    """The topics below an address that stand in none of its groups."""
    return Publication.objects.below(Slot("path")).of_kind("topic").filter(~Q(AmongThem(F("page_id"), Slot("grouped"))))


def ungrouped_articles():
    """The articles of a topic, whose page stands in the slot `topics`, that are not in its groups (`grouped`)."""
    articles = Publication.objects.of_kind("article").in_topics(Slot("topics", JSONField()))
    return articles.filter(~Q(AmongThem(F("page_id"), Slot("grouped"))))


def index_of_topic(document, path, key=""):
    """The same for programs: headings, each with titles and addresses, and the key of what follows.

    Groups and topics are named at the beginning only.
    """
    grouped, fields = in_groups(document), {"title": F("edition__title"), "standfirst": F("edition__standfirst")}
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


def all_topics(language, asked, path, version):
    """Every topic in a language, by title, for a version of what readers get."""
    return shelf(
        "topics",
        listed(_in_language, language),
        BY_TITLE,
        asked,
        path,
        per_page=96,
        as_cards=partial(topic_cards, version=version),
    )


def _in_language(language):
    return Publication.objects.of_kind("topic").in_language(language)


def topic_cards(publications, version):
    """Topics as a list shows them."""
    return with_counts(as_cards(publications), version)
