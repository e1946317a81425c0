"""Lists that stand around a page: recent, related, by a person, in a topic; and what the site's frame links to.

Like `reading`, it knows publications, editions and sign-offs only.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from ...record.addresses import home_path
from ...record.publications import Publication
from ...record.sign_offs import SignOff
from ..readings import Reading
from .related import related_to

CARDS = 6


def card(publication):
    """A publication as a listing shows it."""
    content = publication.edition.content
    hero = content.get("hero")
    return {
        "title": publication.edition.title,
        "url": publication.path,
        "standfirst": publication.edition.standfirst or "",
        "image": hero and {key: hero[key] for key in ("src", "srcset", "width", "height", "alt")},
        "reviewed_on": publication.reviewed_at and timezone.localdate(publication.reviewed_at),
    }


def cards(publications, limit=CARDS):
    """The first publications of a QuerySet as cards."""
    return [card(publication) for publication in publications.readable().select_related("edition")[:limit]]


def recent_articles(language, other_than=None, limit=CARDS):
    """The newest articles in a language, without one."""
    found = Publication.objects.of_kind("article").in_language(language).newest_first()
    return cards(found.exclude(page_id=other_than) if other_than else found, limit)


def related_articles(page_id, language=settings.LANGUAGE_CODE, limit=CARDS):
    """The articles that are most like this one, in its language."""
    return cards(related_to(page_id).in_language(language), limit)


def reviewed_by(person_page_id, limit=50):
    """The articles whose current edition carries a sign-off by this person."""
    signed = SignOff.objects.filter(shown__person=person_page_id).values_list("pk", flat=True)
    found = Publication.objects.of_kind("article").filter(edition__sign_off_ids__overlap=list(signed))
    return cards(found.newest_first(), limit)


def policy(kind, language=settings.LANGUAGE_CODE):
    """The current edition of the policy page of one kind, as HTML and address; None when there is none.

    In this language if it is there, else in another, the site's own before all, which is named then.
    """
    rows = Publication.objects.readable().of_kind("policy").filter(edition__policy=kind).select_related("edition")
    found = sorted(rows, key=lambda row: (row.edition.language != language, row.edition.translates_page or 0, row.pk))
    if not found:
        return None
    found = found[0]
    reading = Reading(found.edition.content, edition=found.edition, publication=found)
    html = mark_safe("".join(section["html"] for section in reading.sections))  # noqa: S308  resolved above
    other = reading.language if reading.language != language else ""
    return {"title": reading.title, "html": html, "url": found.path, "other_language": other}


#: The policies that say how an article was made, in the order in which a reader asks.
HOW_MADE = ("editorial", "fact_checking", "medical_review", "corrections", "conflicts", "funding", "ai_use")


def how_made(language=settings.LANGUAGE_CODE):
    """Links to the policies that say how an article came about."""
    rows = Publication.objects.readable().of_kind("policy").in_language(language).filter(edition__policy__in=HOW_MADE)
    links = {
        policy_kind: {"title": title, "url": path}
        for policy_kind, title, path in rows.values_list("edition__policy", "edition__title", "path")
    }
    return {"links": [links[kind] for kind in HOW_MADE if kind in links]}


def home_link():
    """The first step of the way to a list of the site's own."""
    return {"title": gettext("Home"), "url": home_path(get_language())}


def frame_links():
    """What every page's frame links to in its language: the main topics, and the policies; these by kind as well."""
    language = get_language()
    home = home_path(language)
    rows = Publication.objects.readable().of_kind("topic", "policy").in_language(language).order_by("edition__title")
    rows = rows.values_list("edition__kind", "edition__policy", "parent_path", "path", "edition__title")
    topics = [
        {"title": title, "url": path} for kind, _, parent, path, title in rows if (kind, parent) == ("topic", home)
    ]
    policies = [
        {"title": title, "url": path}
        for kind, policy, _, path, title in rows
        if kind == "policy" and policy != "section"
    ]
    corrections = {"title": gettext("Corrections"), "url": reverse("corrections")}
    by_kind = {policy: path for kind, policy, _, path, _title in rows if kind == "policy"}
    return {"navigation": topics, "footer_links": [*policies, corrections], "policies": by_kind}
