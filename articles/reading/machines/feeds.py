"""What feed readers get."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, get_tag_uri
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from ...characters.cleaning import cleaned
from ...extensions import topic_links
from ...log.folder import Folder
from ...record.published.addresses import absolute
from ...record.published.publications import Publication
from ..notices import in_short
from ..public_record.corrections import corrections
from ..site_settings import this_site

ENTRIES = 50
#: The namespace of the element that holds it.
CHECKPOINT = "https://c2sp.org/tlog-checkpoint"


class FitForXml:
    """A feed that every reader of XML takes: some characters that an edition may hold are not allowed in it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*map(_cleaned, args), **{name: _cleaned(value) for name, value in kwargs.items()})

    def add_item(self, *args, **kwargs):
        super().add_item(*map(_cleaned, args), **{name: _cleaned(value) for name, value in kwargs.items()})


def _cleaned(value):
    return cleaned(str(value)) if isinstance(value, str | Promise) else value


class WithHeadOfLog(FitForXml):
    """A feed that begins with the newest signed head of the log: whoever keeps the feed keeps it."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if note := Folder().note_for_readers():
            handler.addQuickElement("log:checkpoint", note)


class Atom(WithHeadOfLog, Atom1Feed):
    """Atom."""

    def root_attributes(self):
        return {**super().root_attributes(), "xmlns:log": CHECKPOINT}

    def item_attributes(self, item):
        return {**super().item_attributes(item), "xml:lang": item["language"]}


class Rss(WithHeadOfLog, Rss201rev2Feed):
    """RSS."""

    def rss_attributes(self):
        return {**super().rss_attributes(), "xmlns:log": CHECKPOINT}


class LinkedFeed(Feed):
    """A feed that says, in a header, who tells of what is new in it."""

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        if found := ", ".join(topic_links.given(request).values()):
            response["Link"] = found
        return response

    def item_extra_kwargs(self, item):
        return {"language": self.item_language(item) or settings.LANGUAGE_CODE}


class CorrectionsFeed(LinkedFeed):
    """The newest corrections and retractions."""

    feed_type = Atom
    subtitle = _("What we got wrong and put right, and what we have retracted.")

    def author_name(self):
        return this_site().name

    def title(self):
        return _("%s: corrections") % this_site().name

    def link(self):
        return absolute(reverse("corrections"))

    def feed_url(self):
        return absolute(reverse("corrections_feed"))

    def items(self):
        return corrections(limit=ENTRIES)

    def item_language(self, item):
        return item["language"]

    def item_title(self, item):
        return f"{item['label']}: {item['title']}"

    def item_description(self, item):
        return escape(f"{item['note']} {item['since']}".strip())

    def item_link(self, item):
        return absolute(item["url"])

    def item_guid(self, item):
        """Stays the same when the page moves."""
        return get_tag_uri(absolute(f"{reverse('corrections')}{item['sequence']}"), item["at"])

    def item_pubdate(self, item):
        return item["at"]

    item_updateddate = item_pubdate


class NewestAtom(LinkedFeed):
    """The newest articles, and those that changed in more than a typing error."""

    feed_type = Atom
    subtitle = _("What is new, and what has changed.")

    def title(self):
        return this_site().name

    def author_name(self):
        return this_site().name

    def link(self):
        return absolute("/")

    def feed_url(self):
        return absolute(reverse("feed"))

    def items(self):
        return newest(Publication.objects.of_kind("article"))

    def item_language(self, item):
        return item.edition.language

    def item_title(self, item):
        return item.edition.title

    def item_description(self, item):
        standfirst, mark = escape(item.edition.standfirst or ""), escape(in_short(item))
        return f"{mark}. {standfirst}".strip() if mark else standfirst

    def item_link(self, item):
        return absolute(item.path)

    def item_guid(self, item):
        return get_tag_uri(absolute(f"/pages/{item.page_id}"), item.first_published_at)

    def item_pubdate(self, item):
        """None of a text that was moved in: when it first came out is not known here."""
        return item.first_published_at

    def item_updateddate(self, item):
        return item.modified_at


class NewestRss(NewestAtom):
    """The same as RSS."""

    feed_type = Rss
    item_guid_is_permalink = False  # it is a name, and RSS takes it for an address unless told
    description = NewestAtom.subtitle

    def feed_url(self):
        return absolute(reverse("feed_rss"))


class TopicAtom(NewestAtom):
    """The newest articles of one topic."""

    def get_object(self, request, publication):
        """What is published at the address, if it is a topic: no other page has articles below it."""
        if publication.edition.kind != "topic":
            raise Http404
        return publication

    def title(self, topic):
        return f"{topic.edition.title}: {this_site().name}"

    def link(self, topic):
        return absolute(topic.path)

    def feed_url(self, topic):
        return absolute(reverse("topic_feed", args=[topic.path.removeprefix("/")]))

    def feed_guid(self, topic):
        """Stays the same when the topic moves, as the name of a feed has to (RFC 4287, 4.2.6)."""
        return get_tag_uri(absolute(f"/pages/{topic.page_id}/feed"), topic.first_published_at)

    def items(self, topic):
        return newest(Publication.objects.of_kind("article").in_topic(topic.page_id))


def newest(rows):
    """The first entries of a feed of publications."""
    return rows.readable().select_related("edition").defer("edition__document").newest_first()[:ENTRIES]
