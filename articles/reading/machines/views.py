"""Plain-text addresses for machines: robots.txt, llms.txt and each page's Markdown twin."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ...log.folder import Folder
from ...record.addresses import absolute, home_path
from ...record.publications import Publication
from ..listings import cards
from ..open_editions import requires_open_edition
from ..readings import Reading
from .markdown import markdown

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
def llms(request):
    """What this site is and where its texts are, for language models (https://llmstxt.org)."""
    topics = Publication.objects.readable().of_kind("topic").order_by("path")
    context = {
        "home": Publication.objects.readable().at("/").select_related("edition").first(),
        "topics": topics.values("path", "edition__title", "edition__standfirst"),
        "policies": cards.frame_links()["footer_links"],
        "base_url": settings.BASE_URL,
        "site_name": settings.SITE_NAME,
        "checkpoint": Folder().newest_note(),
    }
    return render(request, "articles/llms.txt", context, content_type=MARKDOWN)


@requires_open_edition
def page_as_markdown(request, publication):
    """The current edition as Markdown."""
    reading = Reading(publication.edition.content, edition=publication.edition, publication=publication)
    canonical = f'<{absolute(publication.path)}>; rel="canonical"'
    return HttpResponse(markdown(reading), content_type=MARKDOWN, headers={"Link": canonical})
