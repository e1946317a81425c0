"""What every page's frame needs; asked of the database only by a template that shows it."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from articles.reading.listings.cards import frame_links
from articles.reading.site_settings import learn, this_site
from articles.record.published.addresses import home_path
from articles.record.published.publications import reader_version

#: As high as the logo that the site came with.
LOGO_HEIGHT = 40


def frame(request):
    links = SimpleLazyObject(lambda: frame_links(version=version_for(request)))
    site = this_site()
    return {
        "site_name": site.name,
        **logo_of(site),
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
    return getattr(request, "reader_version", None) or learn(reader_version())


def logo_of(site):
    """The site's own logo beside its name, and how wide it is there; nothing where it has none."""
    if not site.logo:
        return {}
    width, height = site.logo_size
    return {"logo_url": reverse("logo", args=[site.logo_digest]), "logo_width": round(width * LOGO_HEIGHT / height)}
