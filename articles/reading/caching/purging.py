"""Which addresses show something of a page, and must leave the caches in front of the site when it changes.

Caches keep nothing longer than a minute as it is (`headers.py`), and the lists of newest articles beside every other
article follow by that. What is named here is gone sooner.
"""

from itertools import chain, combinations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.frontend_cache.utils import get_backends

from ...record.published.addresses import absolute, home_path
from ...record.published.publications import Publication
from ...record.signed.sign_offs import SignOff
from ..addresses.page_addresses import (
    comparison_url,
    edition_url,
    hand_out_url,
    history_url,
    linked_page_ids,
    record_page_url,
    record_url,
)
from ..listings.cards import topics_url
from ..listings.related import RelatedArticles
from ..listings.sitemaps import SITEMAPS

#: A page with more editions than this has the comparisons of its newest ones purged.
COMPARED = 12


def purge(addresses):
    """Ask every cache in front of the site to forget these addresses."""
    urls = [absolute(address) for address in addresses]
    for backend in get_backends().values():
        backend.purge_batch(urls)


def is_purging():
    """Whether there is a cache to ask."""
    return bool(get_backends())


def addresses_of(page_id):
    """Every address that shows something of a published page: its own, and the lists that it stands in."""
    publication = Publication.objects.select_related("edition").get(page_id=page_id)
    numbers = list(publication.editions.order_by("number").values_list("number", flat=True))
    return [
        *own_addresses(publication.path, numbers),
        *api_addresses(page_id, numbers),
        *site_addresses(),
        *addresses_of_neighbours(publication),
        *addresses_of_translations(publication),
    ]


def own_addresses(path, numbers):
    """What stands at and below the address of a page whose editions have these numbers."""
    return [
        path,
        reverse("markdown", args=[path.removeprefix("/")]),
        history_url(path),
        *(edition_url(path, number) for number in numbers),
        *(record_url(path, number) for number in numbers),
        *(hand_out_url(path, number) for number in numbers),
        *(record_page_url(path, number) for number in numbers),
        *(comparison_url(path, *pair) for pair in combinations(numbers[-COMPARED:], 2)),
    ]


def api_addresses(page_id, numbers):
    return [
        reverse("api:page", args=[page_id]),
        reverse("api:editions", args=[page_id]),
        *(reverse("api:edition", args=[page_id, number]) for number in numbers),
        reverse("api:withdrawals"),
    ]


def site_addresses():
    """The lists of the whole site."""
    names = ("corrections_feed", "feed", "feed_rss", "llms", "sitemap_index")
    sections = [reverse("sitemap", args=[section]) for section in SITEMAPS]
    return [*map(reverse, names), *sections, *chain.from_iterable(map(lists_in, dict(settings.LANGUAGES)))]


def lists_in(language):
    """The home page and the lists in one language."""
    with translation.override(language):
        names = ("corrections", "a_to_z", "for_programs")
        return [home_path(language), topics_url(language), *map(reverse, names)]


def addresses_of_neighbours(publication):
    """The pages that list it: its topics with their feeds, its people, the page above, the articles it is like.

    Topics and people in each language: in which of them it is listed depends on its own.
    """
    newest = list(publication.editions.order_by("-number")[:2])
    named = set().union(*(linked_page_ids(edition.content) for edition in newest))
    signed = SignOff.objects.filter(pk__in=[pk for edition in newest for pk in edition.sign_off_ids])
    named |= {sign_off.shown["person"] for sign_off in signed.only("shown")}
    listing = RelatedArticles.objects.filter(pages__contains=[publication.page_id])
    neighbours = Publication.objects.in_each_language(named) | Publication.objects.filter(related__in=listing)
    paths = {publication.parent_path or "/", *neighbours.values_list("path", flat=True)} - {publication.path}
    topics = neighbours.filter(edition__kind="topic").values_list("path", flat=True)
    return [*sorted(paths), *(reverse("topic_feed", args=[path.removeprefix("/")]) for path in topics)]


def addresses_of_translations(publication):
    """What is the same page in other languages: each leads to the others, and tells what became of its original."""
    same = Publication.objects.in_each_language([publication.page_id]).exclude(pk=publication.pk)
    paths = same.values_list("path", flat=True)
    return chain.from_iterable(own_addresses(path, []) for path in paths)
