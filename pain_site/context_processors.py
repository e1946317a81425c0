"""What every page's frame needs; asked of the database only by a template that shows it."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from articles.reading.listings.cards import frame_links
from articles.record.addresses import home_path
from articles.record.publications import reader_version


def frame(request):
    links = SimpleLazyObject(lambda: frame_links(version=version_for(request)))
    return {
        "site_name": settings.SITE_NAME,
        "home_url": home_path(get_language()),
        "a_to_z_url": reverse("a_to_z"),
        "site_search_url": reverse("search"),  # Wagtail's admin gives `search_url` another meaning
        "navigation": SimpleLazyObject(lambda: links["navigation"]),
        "topic_links": SimpleLazyObject(lambda: links["topic_links"]),
        "footer_links": SimpleLazyObject(lambda: links["footer_links"]),
        "feed_url": reverse("corrections_feed"),
    }


def version_for(request):
    """The version of what readers get, asked for once in a request."""
    return getattr(request, "reader_version", None) or reader_version()
