"""The reader's search: a plain form and its results, and suggestions for whoever types with a script."""

from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ...characters.whole_numbers import whole_number
from ...extensions import search_parts
from ...record.published.addresses import absolute
from ..listings.cards import home_link
from ..site_settings import learn, this_site
from . import finding, query_parsing, zero_results
from .suggestions import suggested

#: What somebody searched for is kept by their own browser only, and for a minute.
CACHE = "private, max-age=60"
LARGEST_PAGE_ID = 2**31 - 1


class SearchResponse(HttpResponse):
    """A page of results. A search without any is counted when the reader has been answered, never before."""

    without_results = ""

    def close(self):
        if self.without_results:
            zero_results.count(self.without_results)
        super().close()


@dataclass(frozen=True)
class Question:
    """What the address asks for. Nonsense is read as if it had been left out."""

    text: str
    words: str
    topic: int | None
    page: int
    exactly: bool

    @classmethod
    def of(cls, parameters):
        text = parameters.get("q", "")
        return cls(
            text=text,
            words=query_parsing.cleaned(text),
            topic=_number(parameters.get("topic"), LARGEST_PAGE_ID),
            page=_number(parameters.get("page"), finding.MOST_PAGES) or 1,
            exactly="exactly" in parameters,
        )


@require_safe
def search(request):
    """What was found for `q`; without words, the form and the ways into the site."""
    asked = Question.of(request.GET)
    found = finding.search(asked.words, topic=asked.topic, page=asked.page, exactly=asked.exactly)
    asked = replace(asked, page=min(asked.page, found.last_page))
    if found.version:
        request.reader_version = learn(found.version)  # the frame of the page need not ask for it
    parts = search_parts.given(asked.text)
    response = SearchResponse(render_to_string("articles/search.html", context(asked, found, parts), request))
    response["Cache-Control"] = CACHE
    is_ones_own = any(parts.values())  # danger, or what tells who somebody is
    if asked.words and found.is_partial and asked.page == 1 and not found.topic and not is_ones_own:
        response.without_results = asked.text
    return response


@require_safe
def suggestions(request):
    """Titles for what is being typed, as JSON."""
    response = JsonResponse({"suggestions": suggested(request.GET.get("q", ""))})
    response["Cache-Control"] = CACHE
    return response


@require_safe
def opensearch(request):
    """How a browser searches this site from its own box (OpenSearch 1.1)."""
    given = {
        "site_name": this_site().name[:16],  # the longest that the format allows
        "search_url": absolute(reverse("search")),
        "icon_url": absolute("/favicon.ico"),
    }
    return HttpResponse(
        render_to_string("articles/opensearch.xml", given), content_type="application/opensearchdescription+xml"
    )


def context(asked, found, parts):
    """What the template shows."""
    address = partial(address_of, reverse("search"))  # where that is takes as long to find out as all the rest
    return {
        "page_title": _("Search: %s") % asked.words if asked.words else _("Search"),
        "robots": "noindex",
        "breadcrumb": [home_link()],
        "query": asked.words,
        "parts": parts,
        "found": found,
        "has_no_words": bool(asked.text.strip()) and not asked.words,
        "is_shortened": query_parsing.is_shortened(asked.text),
        "first_place": finding.PAGE_SIZE * (asked.page - 1) + 1,
        "topics": [
            {**topic, "url": address(found.words, topic=topic["page"])}
            for topic in found.topics
            if topic["page"] != found.topic
        ],
        "everywhere_url": found.topic and address(found.words),
        "exactly_url": found.instead_of and address(found.instead_of, exactly=1),
        "suggestion_url": found.suggestion and address(found.suggestion),
        "first_url": address(found.words, topic=found.topic),
        "previous_url": asked.page > 1 and address(found.words, topic=found.topic, page=asked.page - 1),
        "next_url": found.total > finding.PAGE_SIZE * asked.page
        and address(found.words, topic=found.topic, page=asked.page + 1),
    }


def address_of(form, words, **parameters):
    """Where a search is whose form is there, with those of the parameters that say something."""
    given = {name: value for name, value in parameters.items() if value}
    return f"{form}?{urlencode({'q': words, **given})}"


def _number(text, largest):
    """A number from an address, from 1 to the largest; None for anything else."""
    return min(whole_number(text) or 0, largest) or None
