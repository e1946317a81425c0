"""The addresses of pages and of what belongs to their editions, as readers get them."""

import re
from functools import lru_cache

from django.conf import settings
from django.db.models import Case, F, Func, IntegerField, JSONField, Q, When
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ...record.document import texts_of
from ...record.published.publications import Publication
from ...record.statements import AmongThem, Slot
from ...stores.databases import planned_once
from ..translations import are_several, language_of
from .asked_once import once
from .publication_lists import Compiled

PAGE_LINK = re.compile(r'<a (?:linktype="page" id="(\d{1,18})"|id="(\d{1,18})" linktype="page")>')
#: The groups in a topic's edition; of other kinds of page nothing is read.
GROUPS = Case(
    When(edition__kind="topic", then=Func("edition__document", template="%(expressions)s::jsonb -> 'groups'")),
    output_field=JSONField(),
)


@once
def _named(page_ids, paths, language):
    """The publications of these pages and addresses; and those that say the same in a language, unless it is None."""
    if not page_ids and not paths:
        return [], []
    found = _those_named(language).asked(pages=list(page_ids), paths=list(paths))
    return found["named"], found.get("translated", [])


@lru_cache(maxsize=32)
def _those_named(language):
    readable = Publication.objects.readable().with_originals()
    readable = readable.annotate(subjects=F("edition__subjects"), groups=GROUPS)
    named = Q(AmongThem(F("page_id"), Slot("pages"))) | Q(AmongThem(F("path"), Slot("paths")))
    lists = {"named": readable.filter(named)}
    if language:
        lists["translated"] = readable.in_each_language(Slot("pages")).in_language(language)
    also = {"original": IntegerField(), "subjects": JSONField(), "groups": JSONField()}
    return Compiled(lists, also, cursor=planned_once)


class Addresses:
    """Where readers get the pages that one document names, in one query; a page without a publication has none.

    A document names pages as they were when it was signed. Where one of them is published in the document's `language`
    by now, readers are led there. `rows` are the publications by the page that was named, with what lists say of each.
    """

    def __init__(self, page_ids=(), paths=(), language=None):
        self.language = language if are_several() else None
        named, translated = _named(frozenset(page_ids), frozenset(paths), self.language)
        self.rows = {row.page_id: row for row in named} | _by_named(page_ids, named, translated)
        self.by_page = {page: self._link(row) for page, row in self.rows.items()}
        self.subjects = {page: row.subjects for page, row in self.rows.items() if row.subjects}
        self.by_address = {row.path: row for row in named}
        self.by_path = {path: self._link(row) for path, row in self.by_address.items()}

    @classmethod
    def of(cls, document):
        """The same of all that a document names, for its own readers."""
        return cls(linked_page_ids(document), language=language_of(document))

    def _link(self, row):
        """With `hreflang` where it leads into another language."""
        language = row.edition.language or settings.LANGUAGE_CODE
        is_elsewhere = self.language and language != self.language
        return {"title": row.edition.title, "url": row.path, "hreflang": language if is_elsewhere else ""}

    def link(self, page_id):
        """Where a page is, as far as it is anywhere: url and hreflang."""
        found = self.by_page.get(page_id, {})
        return {name: found.get(name, "") for name in ("url", "hreflang")}

    def url(self, page_id):
        return self.link(page_id)["url"]

    def at(self, path):
        """What readers get at an address that was asked for, or None."""
        return self.by_address.get(path)

    def about_person(self, page_id):
        """What a person's own edition says in one sentence, and its photo; nothing without an edition."""
        edition = self.rows[page_id].edition if page_id in self.rows else None
        return {"about": edition.standfirst, "photo": edition.photo} if edition else {"about": "", "photo": None}

    def meaning(self, page_id):
        """A term of the glossary and what it means, as its own edition says it; nothing of other pages."""
        edition = self.rows[page_id].edition if page_id in self.rows else None
        return (edition.title, edition.standfirst) if edition and edition.kind == "term" else ("", "")

    def links(self, page_ids):
        return [self.by_page[page_id] for page_id in page_ids if page_id in self.by_page]

    def breadcrumb(self, path, home="/"):
        """The pages above a path, from the home page of its language down."""
        above = [parent for parent in parent_paths(path) if parent.startswith(home)]
        links = [self.by_path[parent] for parent in above if parent in self.by_path]
        return [{**link, "title": _("Home")} if link["url"] == home else link for link in links]

    def resolve(self, html):
        """HTML with the links to our own pages filled in; a link to what readers cannot get loses its target.

        One to a term of the glossary brings along what it means, as that term's own edition says it.
        """

        def target(match):
            page = int(match[1] or match[2])
            link, (title, means) = self.link(page), self.meaning(page)
            language = f' hreflang="{escape(link["hreflang"])}"' if link["hreflang"] else ""
            told = f' data-meaning="{escape(means)}" data-page="{escape(title)}"' if means else ""
            return f'<a href="{escape(link["url"])}"{language}{told}>' if link["url"] else "<a>"

        return mark_safe(PAGE_LINK.sub(target, html))  # noqa: S308  typesetting cleaned it before it was signed


def _by_named(page_ids, named, translated):
    """What says the same in the document's own language as each page that it names, where anything does."""
    originals = {row.page_id: row.original for row in named}
    by_original = {row.original: row for row in translated}
    found = {page: by_original.get(originals.get(page, page)) for page in page_ids}
    return {page: row for page, row in found.items() if row}


def linked_page_ids(document):
    """The ids of all our own pages that a document names."""
    inline = {int(first or second) for first, second in PAGE_LINK.findall(" ".join(texts_of(document)))}
    people = {byline["person"] for byline in document.get("bylines", [])}
    grouped = {page for group in document.get("groups", []) for page in group["pages"]}
    return inline | people | grouped | set(document.get("topics", [])) | set(document.get("chosen", []))


def parent_paths(path):
    """`/`, `/back-pain/` for `/back-pain/inversion/`."""
    parts = path.strip("/").split("/")
    return ["/" + "".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts))] if path != "/" else []


def edition_url(path, number):
    """The address of one edition of the page that readers get at `path`."""
    return reverse("edition", args=[path.removeprefix("/"), number])


def record_url(path, number):
    """The address of the trust record of one edition."""
    return reverse("trust_record", args=[path.removeprefix("/"), number])


def record_page_url(path, number):
    """The address of the same, for people."""
    return reverse("record_page", args=[path.removeprefix("/"), number])


def hand_out_url(path, number):
    """The address of one edition to print and take along."""
    return reverse("hand_out", args=[path.removeprefix("/"), number])


def history_url(path):
    """The address of the history of a page."""
    return reverse("history", args=[path.removeprefix("/")])


def comparison_url(path, before, after):
    """The address of what changed between two editions, given by their numbers."""
    return reverse("comparison", args=[path.removeprefix("/"), before, after])
