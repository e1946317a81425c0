"""The reader's views. Each finds a publication or an edition and shows it; none touches a draft."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import listings
from .editions import Edition, Publication
from .images import EditionImage, SiteImage, scaled_workshop_image, stored_path
from .reading import Reading
from .signals import reading_shown

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def page(request, path):
    """What readers get at an address: the current edition, or why there is none any more."""
    publication = get_object_or_404(Publication.objects.at(f"/{path}").select_related("edition", "page"))
    if not publication.is_readable:
        context = {"title": publication.edition.title, "text": publication.notice, "links": []}
        return render(request, "articles/withdrawn.html", {**context, "robots": "noindex"}, status=410)
    reading = Reading(publication.edition.content, edition=publication.edition, publication=publication)
    extras = {
        key: value
        for _receiver, answer in reading_shown.send(Reading, reading=reading)
        for key, value in answer.items()
    }
    return show(request, reading, **extras)


@require_safe
def edition(request, path, number):
    """One edition of a page, current or older, at an address that stays."""
    publication = get_object_or_404(Publication.objects.readable().at(f"/{path}").select_related("edition", "page"))
    number = int(number)
    found = get_object_or_404(Edition.objects.of_page(publication.page), number=number)
    reading = Reading(found.content, edition=found, publication=publication)
    notice = {
        "text": _("This is edition %d. It is the current one.") % number
        if reading.is_current
        else _("This is edition %d. A newer one exists.") % number,
        "url": publication.path,
        "link_text": _("Read the current edition"),
    }
    return show(request, reading, edition_notice=notice, robots="noindex")


@require_safe
def history(request, path):
    """All editions of a page."""
    publication = get_object_or_404(Publication.objects.readable().at(f"/{path}").select_related("edition", "page"))
    reading = Reading(publication.edition.content, edition=publication.edition, publication=publication)
    context = {
        "reading": reading,
        "page_title": reading.title,
        "breadcrumb": [*reading.breadcrumb, _link(reading)],
    }
    return render(request, "articles/history.html", context)


@require_safe
def image(request, sha256, width):
    """A picture that an edition shows; the desk also gets those that only drafts show."""
    if EditionImage.objects.filter(pk=sha256).exists():
        response = FileResponse(stored_path(sha256, width).open("rb"), content_type="image/webp")
        response["Cache-Control"] = FOR_EVER
        return response
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    draft = SiteImage.objects.filter(sha256=sha256).first()
    if draft is None:
        raise Http404
    return HttpResponse(
        scaled_workshop_image(draft, width),
        content_type="image/webp",
        headers={"Cache-Control": "private, no-store"},
    )


def show(request, reading, **extras):
    """A reading in the whole-page template of its kind."""
    context = {
        "reading": reading,
        "page_title": reading.title,
        "meta_description": reading.standfirst,
        "canonical_url": f"{settings.BASE_URL}{reading.path}" if reading.path else "",
        "robots": "",
        "breadcrumb": reading.breadcrumb,
        "standing_notice": reading.standing_notice,
        "edition_notice": None,
        "preview_notice": None,
        **AROUND.get(reading.kind, dict)(reading),
    }
    return render(request, f"articles/{reading.kind}.html", {**context, **extras})


def around_article(reading):
    reading.disclaimer, reading.how_made = listings.policy("disclaimer"), listings.how_made()
    return {
        "recent": listings.recent_articles(other_than=reading.document["page"]),
        "related": listings.related_articles(reading.document),
    }


def around_topic(reading):
    below = Publication.objects.below(reading.path) if reading.path else Publication.objects.none()
    return {
        "subtopics": listings.cards(below.of_kind("topic").order_by("edition__title"), limit=50),
        "articles": listings.cards(
            Publication.objects.of_kind("article").in_topic(reading.document["page"]).newest_first(), limit=50
        ),
    }


def around_person(reading):
    person = reading.document["page"]
    return {
        "wrote": listings.cards(Publication.objects.of_kind("article").written_by(person).newest_first(), limit=50),
        "reviewed": listings.reviewed_by(person),
    }


def around_home(reading):
    topics = Publication.objects.of_kind("topic").below("/").order_by("edition__title")
    return {"topics": listings.cards(topics, limit=12), "recent": listings.recent_articles()}


def around_policy(reading):
    below = Publication.objects.below(reading.path) if reading.path else Publication.objects.none()
    return {"below": listings.cards(below.order_by("edition__title"), limit=100)}


AROUND = {
    "article": around_article,
    "topic": around_topic,
    "person": around_person,
    "home": around_home,
    "policy": around_policy,
}


def _link(reading):
    return {"title": reading.title, "url": reading.path}
