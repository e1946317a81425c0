"""Lists that stand around a page: recent, related, by a person, in a topic; and what the site's frame links to.

Like `reading`, it knows publications, editions and sign-offs only.
"""

from functools import lru_cache

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, IntegerField, Q, TextField, Value, Window
from django.db.models.functions import Cast, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from ...record.published.addresses import home_path
from ...record.published.publications import LISTED, LISTED_OF_EDITION, Publication
from ...record.statements import AmongThem, Slot
from ..addresses.publication_lists import Compiled
from ..translations import told
from .counts import with_counts
from .related import related_to

CARDS = 6


def card(publication):
    """A publication as a listing shows it. Its picture is decoration there: the title beside it says what it is."""
    picture = publication.edition.hero or publication.edition.photo
    return {
        "page": publication.page_id,
        "title": publication.edition.title,
        "url": publication.path,
        "standfirst": publication.edition.standfirst or "",
        "lang": told(publication.edition.language),
        "image": picture and {**{key: picture[key] for key in ("src", "srcset", "width", "height")}, "alt": ""},
        "is_unreviewed": publication.edition.is_legacy,
        "reviewed_on": publication.reviewed_at and timezone.localdate(publication.reviewed_at),
    }


def as_cards(publications):
    """Publications as one list shows them: with the days of their reviews only where those differ."""
    shown = [card(publication) for publication in publications]
    if len(shown) > 1 and len({card["reviewed_on"] for card in shown}) == 1:
        shown = [{**card, "reviewed_on": None} for card in shown]
    return shown


def cards(publications):
    """The first publications of a QuerySet as cards."""
    return as_cards(publications.readable().for_lists()[:CARDS])


def lists_of_home(language, chosen, known, version=None):
    """The chosen topics, in that order, the newest articles in a language, and whether readers get unreviewed texts.

    Of topics that are `known`, by page, nothing is asked.
    """
    found = _of_home().asked(topics=[page for page in chosen if page not in known])
    rows = {**known, **{row.page_id: row for row in found["topics"]}}
    return {
        "topics": with_counts(as_cards([rows[page] for page in chosen if page in rows]), version),
        "recent": as_cards(recent_articles(language, version)[:CARDS]),
        "has_unreviewed": bool(found["unreviewed"]),
    }


@lru_cache(maxsize=1)
def _of_home():
    readable = Publication.objects.readable()
    topics = readable.filter(AmongThem(F("page_id"), Slot("topics", ArrayField(IntegerField()))))
    return Compiled({"topics": topics, "unreviewed": readable.moved_in()[:1]})


def recent_articles(language, version=None):
    """The newest articles in a language: more than a list shows, since some may stand beside it already."""
    return [row for row in around_all(language, version)["newest"] if not row.is_past_its_end]


def related_articles(page_id, language=settings.LANGUAGE_CODE):
    """The articles that are most like this one, in its language."""
    return cards(related_to(page_id).in_language(language))


#: The policies that say how an article was made, in the order in which a reader asks.
HOW_MADE = ("editorial", "fact_checking", "medical_review", "corrections", "conflicts", "funding", "ai_use")


def about_articles(links, language):
    """What every article links to, out of `frame_links`: the disclaimer, or None, and how articles come about.

    The disclaimer is in this language if it is there, else in the site's own.
    """
    own = links["policy_by_kind"]
    disclaimer = own.get("disclaimer")
    if disclaimer is None and language != settings.LANGUAGE_CODE:
        rows = Publication.objects.readable().of_kind("policy").filter(edition__policy="disclaimer").order_by("pk")
        path = rows.in_language(settings.LANGUAGE_CODE).values_list("path", flat=True).first()
        disclaimer = path and {"url": path}
    return disclaimer, {"links": [own[kind] for kind in HOW_MADE if kind in own]}


#: So many topics stand in the navigation where nobody has chosen any.
UNCHOSEN = 6
#: Policy pages that gather others, and are named in the navigation.
GATHERING = ("section", "people")


def home_link():
    """The first step of the way to a list of the site's own."""
    return {"title": gettext("Home"), "url": home_path(get_language())}


def frame_links(language=None, version=None):
    """What every page's frame links to, in one query: chosen topics, how we work, our people, and the policies.

    In the language that is active unless told. The policies by kind as well. However many topics there are, the
    navigation has few, and “All topics”. Whoever knows the `version` of what readers get is given what was worked out
    for it before, and does not change that.
    """
    work_out = _frame_links if version else _frame_links.__wrapped__
    return work_out(language or get_language(), get_language(), version)


@lru_cache(maxsize=32)
def _frame_links(language, _active, version):
    home = home_path(language)
    rows = around_all(language, version)["framing"]
    own = [row for row in rows if row.edition.kind == "policy"]
    by_kind = {row.edition.policy: _link(row) for row in own}
    gathering = [
        row
        for row in own
        if row.edition.policy == "people" or (row.edition.policy in GATHERING and row.parent_path == home)
    ]
    gathering.sort(key=lambda row: GATHERING.index(row.edition.policy))
    policies = [row for row in own if row.edition.policy not in GATHERING]
    topics = _chosen(rows, home)
    all_topics = {"title": gettext("All topics"), "url": topics_url(language)}
    topic_links = [*_links(topics), all_topics] if topics else []
    return {
        "chosen": [row.page_id for row in topics],
        "topic_links": topic_links,
        "navigation": [*topic_links, *_links(gathering)],
        "footer_links": [
            *_links(gathering),
            *_links(policies),
            {"title": gettext("Corrections"), "url": reverse("corrections")},
            {"title": gettext("For programs and researchers"), "url": reverse("for_programs")},
        ],
        "policies": {kind: link["url"] for kind, link in by_kind.items()},
        "policy_by_kind": by_kind,
        "policy_links": [*_links(gathering), *_links(policies)],
        "how_we_work_url": next((row.path for row in gathering if row.edition.policy == "section"), ""),
        "all_topics_url": all_topics["url"],
    }


def around_all(language, version=None):
    """What stands around every page in a language: the pages that its frame may link to (`framing`), by their titles,
    and the `newest` articles. One question, which for a `version` of what readers get is asked once.
    """
    ask = _asked if version else _asked.__wrapped__
    return ask(language, version)


@lru_cache(maxsize=32)
def _asked(language, _version):
    found = _around_all(language).asked()
    found["framing"].sort(key=lambda row: row.place)
    found["newest"].sort(key=lambda row: (row.published_at, row.pk), reverse=True)
    return found


@lru_cache(maxsize=32)
def _around_all(language):
    by_title = Window(RowNumber(), order_by="edition__title")
    newest = Publication.objects.readable().of_kind("article").in_language(language).newest_first()
    return Compiled(
        {
            "framing": _framing(language, home_path(language)).annotate(place=by_title),
            "newest": newest.annotate(place=Value(0, IntegerField()))[: 3 * CARDS],
        },
        {"place": IntegerField()},
        own=(*LISTED, "readable_until"),
        of_edition=(*LISTED_OF_EDITION, "policy", "chosen"),
    )


def _framing(language, home):
    """The pages that a frame may link to.

    What another site had as pages, its shop and its samples too, moved in as policies; the frame waits for a review.
    """
    rows = Publication.objects.readable().of_kind("home", "topic", "policy").in_language(language)
    rows = rows.exclude(edition__kind="policy", edition__legacy__isnull=False)
    return rows.filter(~Q(edition__kind="topic") | _for_navigation(home))


def in_frame(links):
    """What the templates of the frame are given of these links, so that they need not ask for them again."""
    return {name: links[name] for name in ("navigation", "topic_links", "footer_links")}


def topics_url(language=settings.LANGUAGE_CODE):
    """The address of the list of all topics in a language."""
    return reverse("topics", args=[home_path(language).removeprefix("/")])


def _for_navigation(home):
    """Of topics: those that the home page's editor chose, or where nobody chose, the ones right below it."""
    choosing = Publication.objects.readable().at(home).filter(edition__chosen__isnull=False)
    chosen = Func(F("edition__chosen"), function="jsonb_array_elements_text", output_field=TextField())
    pages = choosing.annotate(page_chosen=Cast(chosen, IntegerField())).values("page_chosen")
    return Q(AmongThem(F("page_id"), ArraySubquery(pages))) | Q(~Exists(choosing), parent_path=home)


def _chosen(rows, home):
    """The topics among the rows, in the order in which they were chosen, or else the first by their titles."""
    topics = {row.page_id: row for row in rows if row.edition.kind == "topic"}
    order = next((row.edition.chosen for row in rows if row.path == home), None)
    return [topics[page] for page in order if page in topics] if order else list(topics.values())[:UNCHOSEN]


def _links(rows):
    return [_link(row) for row in rows]


def _link(row):
    return {"title": row.edition.title, "url": row.path}
