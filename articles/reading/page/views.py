"""The reader's views. Each finds a publication or an edition and shows it; none touches a draft."""

import re
from functools import partial
from itertools import groupby
from operator import itemgetter

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...extensions import may_see_picture, page_parts
from ...record.published.addresses import absolute
from ...record.published.publications import Publication
from ...record.published.status import PublicationStatus
from ...record.signed.pictures import SHARED_WIDTH, EditionImage, SiteImage, scaled_workshop_image, shared_url
from ...stores.databases import for_the_desk
from .. import structured_data
from ..addresses.decisions import decided
from ..caching import kept_pictures, rendered
from ..caching.headers import WHILE_SHOWN
from ..caching.last_copies import note
from ..caching.unchanged_pages import Unmoved
from ..caching.versions import by_version
from ..listings import a_to_z as a_to_z_index
from ..listings import cards
from ..listings.neighbours import around
from ..listings.pages_below import pages_below
from ..listings.people import everybody, lists_of_person
from ..listings.shelves import Asked
from ..listings.topics import lists_of_topic
from ..notices import away_notice, edition_notice
from ..paging import UnknownKeyError
from . import told_editions
from .citing import cited
from .first_screen import FirstScreen
from .open_editions import gone, publication_at, requires_open_edition
from .reader_page import ReaderPage
from .readings import Reading


@require_safe
def page(request, path):
    """What readers get at an address: the current edition, or why there is none any more.

    One query decides; the text itself is loaded only for a page that the cache does not have.
    """
    try:
        return as_decided(request, path)
    except DecidedAnewError:
        return as_decided(request, path)


class DecidedAnewError(Exception):
    """While a page was being made, its edition or status became another."""


def as_decided(request, path):
    decision = decided(f"/{path}")
    if decision is None:
        raise Http404
    if not decision.is_readable:
        publication = publication_at(path)
        status = 200 if publication.status == PublicationStatus.RETRACTED else 410
        return gone(request, publication, away_notice(publication), status=status)
    asked = asked_list(request, decision.kind)
    render = partial(current, request, decision, asked)
    return rendered.answer(request, decision, render, asked, note, Unmoved(decision))


def asked_list(request, kind):
    """Which list of a page of some kind its address goes on with, and after what: the beginning of the page if none."""
    found = [Asked(name, request.GET[name]) for name in LISTS.get(kind, ()) if request.GET.get(name)]
    return found[0] if found else Asked()


def current(request, decision, asked):
    """The page of the current edition, with what higher layers add to it; or the next page of one of its lists.

    It is of what was decided, and of nothing that came since: another edition, or a notice, is decided anew.
    """
    publication = told_editions.as_decided(decision)
    if publication is None:
        raise DecidedAnewError
    edition, version = publication.edition, decision.reader_version
    reading = Reading(edition.content, edition=edition, publication=publication, version=version)
    robots = "noindex" if decision.is_unindexed or asked.name else ""
    with translation.override(reading.language):
        parts = page_parts.given(reading)
    try:
        return show(request, reading, asked, parts=parts, robots=robots)
    except UnknownKeyError as error:
        raise Http404 from error


@requires_open_edition
@by_version
def edition(request, publication, found):
    """One edition of a page, current or older, at an address that stays."""
    version = request.reader_version
    reading = Reading(found.content, edition=found, publication=publication, version=version)
    return show(request, reading, edition_notice=edition_notice(found, publication), robots="noindex")


@require_safe
@by_version
def a_to_z(request, letter=None):
    """All articles and topics by their titles: on one page while there are few, else a page for each letter."""
    in_use = a_to_z_index.letters_in_use()
    if letter and letter not in in_use:
        raise Http404
    number = page_number(request)
    found, more = a_to_z_index.entries(letter, number if letter else 1)
    title = _("Articles and topics: %s") % letter.upper() if letter else _("Articles and topics from A to Z")
    links, above = cards.frame_links(version=request.reader_version), [cards.home_link()]
    page = structured_data.ListPage(request.path, title, above)
    context = {
        **cards.in_frame(links),
        "page_title": title,
        "meta_description": title,
        "structured_data": structured_data.script_text(page, links["policies"]),
        "canonical_url": absolute(request.path) if number == 1 else "",
        "breadcrumb": above,
        "letters": [
            {
                "name": name.upper(),
                "url": reverse("a_to_z_letter", args=[name]) if letter or more else f"#titles-{name}",
                "is_current": name == letter,
            }
            for name in in_use
        ],
        "groups": [{"letter": name, "entries": list(group)} for name, group in groupby(found, itemgetter("letter"))],
        "topics": links["topic_links"],
        "previous_url": f"?page={number - 1}" if letter and number > 1 else "",
        "next_url": f"?page={number + 1}" if letter and more else "",
    }
    return render(request, "articles/a_to_z.html", context)


def page_number(request):
    """The number of the page of a list that is asked for, from 1, or Http404."""
    asked = request.GET.get("page", "1")
    if not re.fullmatch("[1-9][0-9]{0,3}", asked):
        raise Http404
    return int(asked)


@require_safe
def image(request, sha256, width):
    """A picture of an edition that readers can get; the desk also gets those that only drafts show."""
    if Publication.objects.readable().unexpired_editions().showing(sha256).exists():
        return _picture(request, f"{sha256}-{width}", lambda: kept_pictures.bytes_of(sha256, width), "image/webp")
    with for_the_desk():
        return picture_of_draft(request, sha256, width)


@require_safe
def shared_image(request, sha256):
    """The same as JPEG, for what is shown where somebody shares a page; made once a day at most."""
    if not Publication.objects.readable().unexpired_editions().showing(sha256).exists():
        raise Http404
    return _picture(request, f"{sha256}-jpeg", lambda: _as_jpeg(sha256), "image/jpeg")


def _as_jpeg(sha256):
    content = rendered.recall(f"jpeg-{sha256}")
    if content is None:
        content = EditionImage.objects.get(pk=sha256).as_jpeg()
        rendered.keep(f"jpeg-{sha256}", content)
    return content


def _picture(request, name, content, content_type):
    """A picture that readers get now; a cache that asks whether it is still so is not sent it again."""
    etag = f'"{name}"'
    try:
        answer = get_conditional_response(request, etag=etag) or HttpResponse(content(), content_type=content_type)
    except (EditionImage.DoesNotExist, FileNotFoundError) as error:
        raise Http404 from error
    if answer.status_code in (200, 304):
        answer["Cache-Control"], answer["ETag"] = WHILE_SHOWN, etag
    return answer


def picture_of_draft(request, sha256, width):
    """A picture of the workshop, for somebody who is logged in there and may see it."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    if not all(may_see_picture.given(request.user, sha256).values()):
        raise Http404
    draft = SiteImage.objects.filter(sha256=sha256).first()
    if draft is None:
        raise Http404
    return HttpResponse(
        scaled_workshop_image(draft, int(width)),
        content_type="image/webp",
        headers={"Cache-Control": "private, no-store"},
    )


def show(request, reading, asked=Asked(), **given):  # noqa: B008  a named tuple does not change
    """A reading in the whole-page template of its kind, with everything around it in its language.

    `asked` says which of its lists goes on. `given` are fields of ReaderPage that the reading does not say.
    """
    with translation.override(reading.language):
        links = cards.frame_links(reading.language, reading.version)
        others = [{**link, "href": absolute(link["url"])} for link in reading.in_other_languages if reading.is_current]
        page = ReaderPage(
            reading=reading,
            page_title=reading.title,
            meta_description=reading.standfirst,
            canonical_url=absolute(reading.path) if reading.path and not asked.name else "",
            breadcrumb=reading.breadcrumb,
            record_url=reading.record_url,
            open_graph=open_graph(reading),
            other_languages=others,
            alternates=[{"code": reading.language, "href": absolute(reading.path)}, *others] if others else [],
            structured_data=for_machines(reading, links),
            for_programs=for_programs(reading),
            status_notice=reading.status_notice,
            emergency_notice=reading.emergency_notice,
            legacy_notice=reading.legacy_notice,
            overdue_notice=reading.overdue_notice,
            outdated_notice=reading.outdated_notice,
            around={**AROUND[reading.kind](reading, asked, links), **frame(links)},
            **given,
        )
        return render(request, f"articles/{reading.kind}.html", page.context)


def for_machines(reading, links):
    """What search engines are told of a current edition; nothing of older ones and of drafts."""
    return structured_data.script_text(reading, links["policies"]) if reading.is_current else ""


def for_programs(reading):
    """Where programs get a current edition: as Markdown, as JSON, and a topic's newest articles as a feed."""
    if not (reading.is_current and reading.path):
        return []
    below = reading.path.removeprefix("/")
    links = [
        {"type": "text/markdown", "url": reverse("markdown", args=[below]), "title": _("This page as Markdown")},
        {
            "type": "application/json",
            "url": reverse("api:page", args=[reading.document["page"]]),
            "title": _("This page as JSON"),
        },
    ]
    feed = {"type": "application/atom+xml", "title": _("New articles: %s") % reading.title}
    return [*links, {**feed, "url": reverse("topic_feed", args=[below])}] if reading.kind == "topic" else links


def frame(links):
    """The links of the frame, which were asked for already."""
    return cards.in_frame(links)


def open_graph(reading):
    """What is shown of a page where somebody shares it (https://ogp.me)."""
    return {
        "type": {"article": "article", "person": "profile"}.get(reading.kind, "website"),
        "image": shared_picture(reading.hero or reading.document.get("photo")),
        "published": reading.published_on if reading.kind == "article" else None,
        "modified": reading.last_modified,
    }


def shared_picture(picture):
    """The page's own picture, or else the site's, as programs take it that know no WebP."""
    if not picture:
        return {"url": absolute(static("pain_site/img/shared.png")), "alt": "", "width": 1200, "height": 630}
    width = min(picture["width"], SHARED_WIDTH)
    height = round(picture["height"] * width / picture["width"])
    return {"url": absolute(shared_url(picture["sha256"])), "alt": picture["alt"], "width": width, "height": height}


def around_article(reading, asked, links):
    reading.disclaimer, reading.how_made = cards.about_articles(links, reading.language)
    return {"first_screen": FirstScreen(reading), "cite": cited(reading), **around(reading)}


def around_topic(reading, asked, links):
    return lists_of_topic(reading, asked)


def around_person(reading, asked, links):
    return lists_of_person(reading, asked)


def around_home(reading, asked, links):
    return {
        **cards.lists_of_home(reading.language, links["chosen"], reading.addresses.rows, reading.version),
        "all_topics_url": links["all_topics_url"],
        "how_we_work_url": links["how_we_work_url"],
    }


def around_policy(reading, asked, links):
    kind, path = reading.document["policy"], reading.path
    is_of_people = kind == "people"
    return {
        "below": pages_below(path, asked, but_people=is_of_people),
        "people": everybody(reading.language, asked, path) if is_of_people else None,
        "goes_on": asked.name,
        "policy_links": [{**link, "is_current": link["url"] == path} for link in links["policy_links"]],
        "corrections_url": reverse("corrections") if kind == "corrections" else "",
    }


def around_term(reading, asked, links):
    return {"glossary": reading.breadcrumb[-1] if reading.breadcrumb else None}


AROUND = {
    "article": around_article,
    "topic": around_topic,
    "person": around_person,
    "home": around_home,
    "policy": around_policy,
    "term": around_term,
}
#: The lists of each kind of page that can be longer than a page.
LISTS = {"topic": ("topics", "articles"), "person": ("wrote", "signed"), "policy": ("pages", "people")}
