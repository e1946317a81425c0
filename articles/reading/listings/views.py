"""Lists of the whole site that have addresses of their own."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...record.published.addresses import absolute, home_path
from ...record.published.publications import Publication
from ..addresses.page_addresses import Addresses
from ..caching.versions import by_version
from ..paging import UnknownKeyError
from ..structured_data import ListPage, script_text
from .cards import frame_links, in_frame
from .shelves import Asked
from .topics import all_topics


@require_safe
@by_version
def topics(request, home):
    """All topics in the language of a home page, by their titles."""
    language = language_at(f"/{home}")
    asked = Asked("topics", request.GET.get("topics", ""))
    with translation.override(language):
        try:
            found = all_topics(language, asked, request.path, request.reader_version)
        except UnknownKeyError as error:
            raise Http404 from error
        links = frame_links(language, request.reader_version)
        above = Addresses(paths=[f"/{home}"]).breadcrumb(request.path, f"/{home}")
        page = ListPage(request.path, _("All topics"), above, language=language)
        context = {
            "page_title": page.title,
            "meta_description": _("Every topic of this site, by title."),
            "canonical_url": "" if asked.key else absolute(request.path),
            "robots": "noindex" if asked.key else "",
            "structured_data": script_text(page, links["policies"]),
            "breadcrumb": above,
            "topics": found,
            "first_url": request.path if asked.key else "",
            **in_frame(links),
            "home_url": f"/{home}",
        }
        return render(request, "articles/topics.html", context)


def language_at(home):
    """The language whose home page has this address, or Http404 where readers get nothing in it but the site's own.

    The home page itself may have been taken away: what is open in its language is listed all the same.
    """
    if home == "/":
        return settings.LANGUAGE_CODE
    language = home.strip("/")
    if home_path(language) != home or not Publication.objects.readable().in_language(language).exists():
        raise Http404
    return language
