"""Posts and pages become drafts: first a page in its place, so that others can link to it, then its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape
from typing import Any

from django.db import transaction
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from articles.characters.whole_numbers import whole_number
from articles.pages import ArticlePage, Byline, PolicyPage, ReferenceItem
from articles.record.published.legacy import ImportedText
from articles.references.library.typed import lacking
from editorial.accounts.users import User

from ..documents.body import Body
from ..documents.bringing_in import body_of
from ..documents.parts import Picture
from ..moved_in import MovedInThing
from .exported import meta
from .exported.blocks import WORD
from .exported.content import Content, content_of, in_one_line
from .exported.contents import Contents, Entry
from .exported.export import Item
from .exported.hands import Hands
from .pictures import NotTakenError, Pictures
from .places import MOST_NESTED, Places, add_draft, lead_from, slug_below

#: As many characters as the fields of a page hold.
MOST_OF_TITLE, MOST_OF_STANDFIRST, MOST_BESIDE_PICTURE = 255, 400, 250
_LINK = re.compile(r'<a href="([^"]*)">')
#: What plugins put in place of words only when a page is shown.
_PLACEHOLDER = re.compile(r"%%?\w+%%?")
STATUSES = {
    "draft": gettext_lazy("It was a draft there."),
    "pending": gettext_lazy("It waited for a review there."),
    "future": gettext_lazy("It was scheduled there, and not public yet."),
    "private": gettext_lazy("It was private there: decide whether readers may get it at all."),
}
#: Whose terms become topics or people, or only say how a post looks.
TAXONOMIES = ("category", "post_tag", "author", "post_format")
#: Plugins have statuses of their own. Only this one says that everybody could read it.
PUBLIC = "publish"


class Drafts:
    """Makes and renews the drafts of one site."""

    def __init__(
        self, contents: Contents, site: str, places: Places, pictures: Pictures, *, by: User, as_articles: bool
    ):
        self.contents = contents
        self.site = site
        self.places = places
        self.pictures = pictures
        self.by = by
        self.as_articles = as_articles
        rows = MovedInThing.objects.filter(site=site, kind="item")
        self.pages: dict[str, int] = dict(rows.exclude(page=None).values_list("key", "page_id"))
        self.deleted = set(rows.filter(page=None).values_list("key", flat=True))
        self.lacking: list[str] = []

    # --- a place ---

    def place(self, entry: Entry, below: tuple[str, ...] = ()) -> int:
        """The id of an item's page, which is made without a text if it is not there; that of a parent's before it.

        `below` are the items that wait for it, of which it is a parent.
        """
        if entry.key not in self.pages:
            is_article = entry.kind == "post" or self.as_articles
            above = self.places.topic("category", entry.topic) if entry.topic else self.places.topic_of_none()
            if not is_article:
                above = self._above(entry, (*below, entry.key))
            title = Truncator(in_one_line(entry.title, Hands()) or entry.slug or _("Untitled")).chars(MOST_OF_TITLE)
            page = (ArticlePage if is_article else PolicyPage)(title=title)
            page.slug = slug_below(above, entry.slug, title)
            with transaction.atomic():
                add_draft(above, page, by=self.by)
                MovedInThing.objects.create(
                    site=self.site, kind="item", key=entry.key, page=page, stage=MovedInThing.Stage.PLACED
                )
                lead_from(entry.addresses, page, self.site)
            self.pages[entry.key] = page.pk
        return self.pages[entry.key]

    def _above(self, entry: Entry, below: tuple[str, ...]) -> Page:
        """The page of a page's parent; the home page for one at the top, and where parents go in a circle."""
        parent = self.contents.by_number(entry.parent)
        if parent is None or parent.kind != "page" or not parent.is_text or len(below) > MOST_NESTED:
            return self.places.home
        if parent.key in below or parent.key in self.deleted:
            return self.places.home
        return Page.objects.get(pk=self.place(parent, below))

    # --- a text ---

    @transaction.atomic
    def write(self, row: MovedInThing, item: Item) -> list[str]:
        """The item's text as the page's draft; sentences about what needs a hand. Nobody signs anything by it."""
        page = Page.objects.get(pk=row.page_id).specific
        if row.stage != MovedInThing.Stage.PLACED:
            page = page.get_latest_revision_as_object()
        content, self.lacking = content_of(item, self.contents), []
        hands = content.hands
        title = in_one_line(item.title, hands) or page.title
        page.title = hands.fitting(title, MOST_OF_TITLE, _("The title is too long, and was shortened: %s"))
        self._describe(page, item, hands)
        page.body = self._sections(content, hands)
        if isinstance(page, ArticlePage):
            self._credit(page, item, hands)
            self._show(page, item, hands)
            page.references = [ReferenceItem(text=text, sort_order=n) for n, text in enumerate(content.references)]
        else:
            hands.append(_("It came in as a policy page, which no medical reviewer signs: is it about health?"))
            if item.meta.get(meta.MAIN_PICTURE):
                hands.append(_("Its main picture stayed out: policy pages have none."))
        self._tell_of_terms(page, item, hands)
        if item.status != PUBLIC:
            hands.withhold(_not_public(item.status))
        if item.password:
            hands.withhold(_("It had a password there: decide whether readers may get it at all."))
        revision = page.save_revision(user=self.by)
        ImportedText.objects.note(page, site=self.site, source_digest=item.digest)
        row.stage, row.digest, row.revision = MovedInThing.Stage.CAME_IN, item.digest, revision.pk
        row.facts = {
            **known_by(item),
            "status": item.status,
            "changed": item.changed and item.changed.isoformat(),
            "claims": content.claims,
            "hands": hands,
            "withheld": hands.withheld,
            "views": views_of(item),
            "comments": len(item.comments),
            "lacking": self.lacking,
        }
        row.save()
        return [*hands, *content.told]

    def count_reads(self, row: MovedInThing, item: Item) -> None:
        """How often it was read there by now, of a text that has not changed since."""
        if (views := views_of(item)) != row.facts.get("views"):
            row.facts["views"] = views
            row.save(update_fields=["facts", "changed_at"])

    def _describe(self, page: Any, item: Item, hands: Hands) -> None:
        described = _of_plugin(item, meta.DESCRIPTIONS, hands)
        titled = _of_plugin(item, meta.SEO_TITLES, hands)
        page.seo_title = hands.fitting(
            titled, MOST_OF_TITLE, _("The title for search engines is too long, and was shortened: %s")
        )
        page.search_description = described
        page.standfirst = hands.fitting(
            in_one_line(item.excerpt, hands) or described,
            MOST_OF_STANDFIRST,
            _("The excerpt is too long for a standfirst, and was shortened: %s"),
        )

    def _sections(self, content: Content, hands: Hands) -> list[Any]:
        document = content.document
        whole = [text for text in document.references.values() if not lacking(text)]
        is_list = bool(document.references) and len(whole) == len(document.references)
        if document.references and not is_list:
            hands.append(_("Its list of references stayed text: not every line of it reads as a reference."))
        kept = {}
        for part in document.parts:
            if isinstance(part, Picture) and part.src and part.src not in kept:
                found = self.contents.picture_at(part.src)
                if found and not part.alt:
                    part.alt = found.alt
                if (image := self._picture(part.src, part.alt or (found.title if found else ""), hands)) is not None:
                    kept[part.src] = image
        body: Body = body_of(document, by=self.by, references=is_list, pictures=False, kept=kept)
        if is_list and body.cited:
            words = _("%d references of its list became works of the library; compare them.")
            hands.append(words % len(body.cited))
        content.told += body.changed
        return list(throughout(body.sections, self._link))

    def _picture(self, address: str, title: str, hands: Hands) -> int | None:
        try:
            return self.pictures.kept(address, title)
        except NotTakenError as refused:
            self.lacking.append(address[:500])
            shown = address if not address.startswith("data:") else "data:"
            hands.withhold(_("Picture %(address)s: %(why)s") % {"address": shown[:200], "why": refused})
            return None

    def _link(self, html: str) -> str:
        """HTML whose links to what came in are links to our pages, wherever these will be."""

        def one(match: re.Match[str]) -> str:
            entry = self.contents.at(unescape(match[1]))
            if entry is not None and entry.kind == "attachment":
                entry = self.contents.by_number(entry.parent)
            page = self.pages.get(entry.key) if entry else None
            return format_html('<a linktype="page" id="{}">', page) if page else match[0]

        return _LINK.sub(one, html) if "<a href" in html else html

    def _credit(self, page: ArticlePage, item: Item, hands: Hands) -> None:
        authors = {term.slug.removeprefix("cap-"): term.name for term in item.terms if term.taxonomy == "author"}
        if not authors and item.author:
            authors = {item.author: item.author}
        people = dict.fromkeys(self.places.person(login, name) for login, name in authors.items())
        page.bylines = [Byline(person=person, sort_order=place) for place, person in enumerate(people)]
        if not people:
            hands.append(_("It has no author."))
        topics = {
            self.places.topic(term.taxonomy, term.slug).pk
            for term in item.terms
            if term.taxonomy in ("category", "post_tag")
        }
        page.topics = sorted(topics - {page.get_parent().pk})

    def _tell_of_terms(self, page: Any, item: Item, hands: Hands) -> None:
        come_in = TAXONOMIES if isinstance(page, ArticlePage) else ()
        left = [f"{term.taxonomy}: {term.name}" for term in item.terms if term.taxonomy not in come_in]
        if left:
            hands.append(_("Terms that became no topic stayed out: %s") % "; ".join(left))

    def _show(self, page: ArticlePage, item: Item, hands: Hands) -> None:
        number = item.meta.get(meta.MAIN_PICTURE, "")
        found = self.contents.by_number(whole_number(number) or 0)
        if number and (found is None or not found.file):
            hands.withhold(_("Its main picture is not in the file."))
        elif found:
            page.hero_image_id = self._picture(found.file, found.alt or found.title, hands)
            page.hero_alt = hands.fitting(
                found.alt,
                MOST_BESIDE_PICTURE,
                _("The description of the main picture is too long, and was shortened: %s"),
            )
            page.hero_caption = hands.fitting(
                in_one_line(found.caption, hands),
                MOST_BESIDE_PICTURE,
                _("The caption of the main picture is too long, and was shortened: %s"),
            )


def _of_plugin(item: Item, names: Iterable[str], hands: Hands) -> str:
    """What a plugin has for search engines; nothing where it puts it together when the page is shown."""
    said = next((item.meta[name] for name in names if item.meta.get(name)), "")
    if not _PLACEHOLDER.search(said):
        return in_one_line(said, hands)
    if WORD.search(_PLACEHOLDER.sub("", said)):
        hands.append(_("Words for search engines with placeholders of a plugin stayed out: %s") % said)
    return ""


def _not_public(status: str) -> str:
    """Why readers of the former site may never have had a text."""
    said = STATUSES.get(status)
    return str(said) if said else _("It was not public there, as far as its status says: “%s”.") % status


def views_of(item: Item) -> int:
    """How often it was read there, as one of the plugins that count has it; 0 where none does."""
    return max(whole_number(item.meta.get(name)) or 0 for name in meta.VIEWS)


def known_by(item: Item) -> dict[str, str]:
    """What tells an item from one of another site that has the same number."""
    written = item.written.isoformat() if item.written else ""
    return {"title": item.title, "slug": item.slug, "written": written}


def throughout(value: Any, change: Callable[[str], str]) -> Any:
    """A value in which every text is changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: throughout(inner, change) for name, inner in value.items()}
    return [throughout(inner, change) for inner in value] if isinstance(value, list) else value
