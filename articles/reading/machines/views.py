"""Addresses for machines: robots.txt, llms.txt, each page's Markdown twin; and a page for those who program them."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...log.folder import Folder
from ...record.published.addresses import absolute, home_path
from ...record.published.publications import Publication
from ..addresses.page_addresses import record_page_url
from ..caching.versions import by_version
from ..listings import cards
from ..listings.topics import index_of_topic
from ..page.open_editions import requires_open_edition
from ..page.readings import Reading
from ..paging import UnknownKeyError
from ..site_settings import this_site
from ..structured_data import ListPage, script_text
from .access import noted
from .markdown import index, line, markdown

MARKDOWN = "text/markdown; charset=utf-8"


@require_safe
def robots(request):
    """Everything that readers get may be read by machines; the desk's addresses are nobody's."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *(f"Disallow: {home_path(code)}feedback/" for code in dict(settings.LANGUAGES)),
        f"Sitemap: {absolute(reverse('sitemap_index'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def for_programs(request):
    """What programs get here, for the people who write them, with addresses that are there."""
    above = [cards.home_link()]
    page = ListPage(request.path, _("For programs and researchers"), above, kind="for_programs")
    links = cards.frame_links()
    context = {
        "page_title": page.title,
        "meta_description": _("Feeds, Markdown, an API and signed records of everything that readers get here."),
        "canonical_url": absolute(request.path),
        "structured_data": script_text(page, links["policies"]),
        "breadcrumb": above,
        **cards.in_frame(links),
        "examples": examples(),
        "has_log": Folder().note_for_readers() is not None,
    }
    return render(request, "articles/for_programs.html", context)


def examples():
    """Addresses of the newest article and topic."""
    found = Publication.objects.readable().select_related("edition").defer("edition__document").newest_first()
    article, topic = found.of_kind("article").first(), found.of_kind("topic").first()
    of_article = article and {
        "article": article.path,
        "api_page": reverse("api:page", args=[article.page_id]),
        "record": record_page_url(article.path, article.edition.number),
    }
    return {**(of_article or {}), **({"topic": topic.path} if topic else {})}


@require_safe
def llms(request):
    """What this site is and where its texts are, for language models (https://llmstxt.org)."""
    topics = Publication.objects.readable().of_kind("topic").order_by("path")
    home = Publication.objects.readable().at("/").select_related("edition").first()
    found = topics.values_list("edition__title", "path", "edition__standfirst")
    context = {
        "standfirst": line(home and home.edition.standfirst or ""),
        "topics": [(line(title), path, line(standfirst or "")) for title, path, standfirst in found],
        "policies": [(line(policy["title"]), policy["url"]) for policy in cards.frame_links()["footer_links"]],
        "base_url": settings.BASE_URL,
        "site_name": line(this_site().name),
        "checkpoint": Folder().note_for_readers(),
    }
    return render(request, "articles/llms.txt", context, content_type=MARKDOWN)


@requires_open_edition
@noted
@by_version
def page_as_markdown(request, publication):
    """The current edition as Markdown."""
    reading = Reading(publication.edition.content, edition=publication.edition, publication=publication)
    lists = index_of(request, reading) if reading.kind == "topic" else ()
    canonical = f'<{absolute(publication.path)}>; rel="canonical"'
    return HttpResponse(markdown(reading, lists), content_type=MARKDOWN, headers={"Link": canonical})


def index_of(request, topic):
    """What a topic lists, from where the address says; Http404 for a place that was never told."""
    try:
        with translation.override(topic.language):
            lists, following = index_of_topic(topic.document, topic.path, request.GET.get("articles", ""))
    except UnknownKeyError as error:
        raise Http404 from error
    return index(lists, f"{request.path}?articles={following}" if following else "")
