"""Lists that stand around a page: recent, related, by a person, in a topic; and what the site's frame links to.

Like `reading`, it knows publications, editions and sign-offs only.
"""

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from .editions import Publication
from .reading import Reading
from .related import related_to
from .sign_offs import SignOff

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


def recent_articles(other_than=None, limit=CARDS):
    """The newest articles, without one."""
    found = Publication.objects.of_kind("article").newest_first()
    return cards(found.exclude(page_id=other_than) if other_than else found, limit)


def related_articles(page_id, limit=CARDS):
    """The articles that are most like this one."""
    return cards(related_to(page_id), limit)


def reviewed_by(person_page_id, limit=50):
    """The articles whose current edition carries a sign-off by this person."""
    signed = SignOff.objects.filter(shown__person=person_page_id).values_list("pk", flat=True)
    found = Publication.objects.of_kind("article").filter(edition__sign_off_ids__overlap=list(signed))
    return cards(found.newest_first(), limit)


def policy(kind):
    """The current edition of the policy page of one kind, as html and address; None when there is none."""
    found = (
        Publication.objects.readable()
        .of_kind("policy")
        .filter(edition__policy=kind)
        .select_related("edition")
        .order_by("pk")
        .first()
    )
    if not found:
        return None
    reading = Reading(found.edition.content, edition=found.edition, publication=found)
    html = mark_safe("".join(section["html"] for section in reading.sections))  # noqa: S308  resolved above
    return {"title": reading.title, "html": html, "url": found.path}


#: The policies that say how an article was made, in the order in which a reader asks.
HOW_MADE = ("editorial", "fact_checking", "medical_review", "corrections", "conflicts", "funding", "ai_use")


def how_made():
    """Links to the policies that say how an article came about."""
    rows = Publication.objects.readable().of_kind("policy").filter(edition__policy__in=HOW_MADE)
    links = {
        policy_kind: {"title": title, "url": path}
        for policy_kind, title, path in rows.values_list("edition__policy", "edition__title", "path")
    }
    return {"links": [links[kind] for kind in HOW_MADE if kind in links]}


def frame_links():
    """What every page's frame links to: the main topics, and the policies; these by kind as well."""
    rows = Publication.objects.readable().of_kind("topic", "policy").order_by("edition__title")
    rows = rows.values_list("edition__kind", "edition__policy", "parent_path", "path", "edition__title")
    topics = [
        {"title": title, "url": path} for kind, _, parent, path, title in rows if (kind, parent) == ("topic", "/")
    ]
    policies = [
        {"title": title, "url": path}
        for kind, policy, _, path, title in rows
        if kind == "policy" and policy != "section"
    ]
    corrections = {"title": gettext("Corrections"), "url": reverse("corrections")}
    by_kind = {policy: path for kind, policy, _, path, _title in rows if kind == "policy"}
    return {"navigation": topics, "footer_links": [*policies, corrections], "policies": by_kind}
