"""What feed readers get."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from .corrections import corrections

ENTRIES = 50


class CorrectionsFeed(Feed):
    """The newest corrections and retractions."""

    feed_type = Atom1Feed
    subtitle = _("What we got wrong and put right, and what we have retracted.")
    author_name = settings.SITE_NAME

    def title(self):
        return _("%s: corrections") % settings.SITE_NAME

    def link(self):
        return absolute(reverse("corrections"))

    def feed_url(self):
        return absolute(reverse("corrections_feed"))

    def items(self):
        return corrections(limit=ENTRIES)

    def item_title(self, item):
        return f"{item['label']}: {item['title']}"

    def item_description(self, item):
        return escape(item["note"])

    def item_link(self, item):
        return absolute(item["url"])

    def item_guid(self, item):
        """Stays the same when the page moves."""
        return get_tag_uri(absolute(f"{reverse('corrections')}{item['position']}"), item["at"])

    def item_pubdate(self, item):
        return item["at"]

    item_updateddate = item_pubdate


def absolute(path):
    return f"{settings.BASE_URL}{path}"
