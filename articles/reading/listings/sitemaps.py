"""The sitemap: every page that readers get, with the day of its last real change; none whose review is far too late."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import iri_to_uri

from ...record.published.addresses import absolute, home_path
from ...record.published.overdue import OverdueStep
from ...record.published.publications import Publication
from .cards import topics_url


class SiteSitemap(Sitemap):
    """Addresses below BASE_URL: which site it is, no table says."""

    protocol = urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.BASE_URL).netloc


class PublicationSitemap(SiteSitemap):
    """The publications of some kinds."""

    limit = 10_000

    def __init__(self, *kinds):
        self.kinds = kinds

    def items(self):
        rows = Publication.objects.readable().of_kind(*self.kinds).not_so_late(OverdueStep.NOINDEX).order_by("pk")
        return rows.only("path", "published_at")

    def location(self, publication):
        return iri_to_uri(publication.path)

    def lastmod(self, publication):
        return publication.published_at

    def get_latest_lastmod(self):
        """One question; Django would look at each page of the site."""
        return self.items().aggregate(newest=Max("published_at"))["newest"]


class ListSitemap(SiteSitemap):
    """The lists that the site makes itself, in each language that has a home page."""

    def items(self):
        names = ("topics", "a_to_z", "corrections", "what_readers_told_us", "for_programs")
        return [(code, name) for code in languages_in_use() for name in names]

    def location(self, item):
        code, name = item
        with translation.override(code):
            return topics_url(code) if name == "topics" else reverse(name)


def languages_in_use():
    """The codes of the languages in which readers get a home page; the site's own in any case."""
    homes = {home_path(code): code for code in dict(settings.LANGUAGES) if code != settings.LANGUAGE_CODE}
    found = Publication.objects.readable().filter(path__in=homes).values_list("path", flat=True) if homes else []
    return [settings.LANGUAGE_CODE, *sorted(homes[path] for path in found)]


SITEMAPS = {
    "articles": PublicationSitemap("article"),
    "topics": PublicationSitemap("home", "topic"),
    "people": PublicationSitemap("person"),
    "policies": PublicationSitemap("policy", "term"),
    "lists": ListSitemap(),
}


def index(request):
    """Django's index of the sitemaps, below BASE_URL as all else that they say, whichever host was asked for it."""
    response = views.index(request, SITEMAPS, sitemap_url_name="sitemap")
    for sitemap in response.context_data["sitemaps"]:
        sitemap.location = absolute(urlsplit(sitemap.location)._replace(scheme="", netloc="").geturl())
    return response


def sitemap(request, section):
    """Django's sitemap of one section."""
    return views.sitemap(request, SITEMAPS, section)
