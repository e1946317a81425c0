"""Where things go: categories and tags become topics, authors people, each a draft that is made once."""

from __future__ import annotations

from urllib.parse import unquote

from django.db import transaction
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from articles.pages import HomePage, PersonPage, PolicyPage, TopicPage
from articles.pages.editioned import is_reserved
from articles.record.published.addresses import MovedInAddress
from articles.record.published.legacy import ImportedText
from editorial.accounts.users import User

from ..moved_in import MovedInThing
from .exported.content import in_one_line
from .exported.contents import Contents
from .exported.export import Term
from .exported.hands import Hands
from .exported.stream import RefusedExportError

MOST_NESTED = 20
LONGEST_SLUG = 80


class Places:
    """The pages below which what comes in will lie."""

    def __init__(self, contents: Contents, site: str, by: User) -> None:
        self.contents = contents
        self.site = site
        self.by = by
        self.terms = {(term.taxonomy, term.slug): term for term in contents.site.terms}
        self.made: dict[tuple[str, str], Page] = {}
        root = WagtailSite.objects.filter(is_default_site=True).select_related("root_page").first()
        home = root.root_page.specific if root else None
        if not isinstance(home, HomePage):
            raise RefusedExportError(_("The site has no home page yet. Make one first: everything comes in below it."))
        self.home = home
        if contents.folder:
            lead_from([contents.folder], home, site)

    # --- topics ---

    def topic(self, taxonomy: str, slug: str, below: tuple[str, ...] = ()) -> TopicPage:
        """The topic that a category or tag is here, below the one that its parent is.

        `below` are those that wait for it, of which it is a parent.
        """
        if page := self._known("term", f"{taxonomy}:{slug}", TopicPage):
            return page
        term = self.terms.get((taxonomy, slug)) or Term(
            taxonomy, slug, self.contents.topics.get((taxonomy, slug), slug)
        )
        above: Page = self.home
        below = (*below, slug)
        has_parent = term.parent and (taxonomy, term.parent) in self.terms and term.parent not in below
        if has_parent and len(below) <= MOST_NESTED:
            above = self.topic(taxonomy, term.parent, below)
        title = _title(term.name or slug)
        same = taxonomy == "post_tag" and TopicPage.objects.child_of(above).filter(title__iexact=title).first()
        page = TopicPage(title=title, slug=slug_below(above, slug, title))
        words = {"category": "category", "post_tag": "tag"}.get(taxonomy, taxonomy)
        addresses = [
            f"{self.contents.folder}/{words}/{unquote(slug)}",
            *([f"/?cat={term.number}"] if taxonomy == "category" else [f"/?tag={slug}"]),
        ]
        if term.parent:
            addresses.append(f"{self.contents.folder}/{words}/{unquote(term.parent)}/{unquote(slug)}")
        return self._made("term", f"{taxonomy}:{slug}", above, same or page, addresses)

    def topic_of_none(self) -> TopicPage:
        """Where articles lie that are in no category."""
        return self.topic("category", "uncategorized")

    # --- people ---

    def person(self, login: str, name: str = "") -> PersonPage:
        """The person that an author is here: a name, and nothing about what they may sign."""
        login = login.strip().lower()
        if page := self._known("author", login, PersonPage):
            return page
        author = self.contents.site.authors.get(login)
        page = PersonPage(title=_title(author.name if author else name or login))
        above = self.people()
        page.slug = slug_below(above, login, page.title)
        return self._made("author", login, above, page, [f"{self.contents.folder}/author/{login}"])

    def people(self) -> PolicyPage:
        """The page that gathers people."""
        found = PolicyPage.objects.filter(policy_kind=PolicyPage.PolicyKind.PEOPLE).first()
        if found is None:
            page = PolicyPage(title=_("Our people"), slug=slug_below(self.home, "people", ""), policy_kind="people")
            found = self._made("term", "people", self.home, page, [])
        return found

    # --- making each once ---

    def _known(self, kind: str, key: str, model: type[Page]) -> Page | None:
        if (kind, key) not in self.made:
            row = MovedInThing.objects.filter(site=self.site, kind=kind, key=key[:500]).first()
            page = row and row.page_id and model.objects.filter(pk=row.page_id).first()
            if not page:
                return None
            self.made[kind, key] = page
        return self.made[kind, key]

    @transaction.atomic
    def _made(self, kind: str, key: str, above: Page, page: Page, addresses: list[str]) -> Page:
        if page.pk is None:
            add_draft(above, page, by=self.by)
            page.save_revision(user=self.by)
            ImportedText.objects.note(page, site=self.site)
        MovedInThing.objects.update_or_create(site=self.site, kind=kind, key=key[:500], defaults={"page": page})
        lead_from(addresses, page, self.site)
        self.made[kind, key] = page
        return page


def add_draft(above: Page, page: Page, *, by: User) -> None:
    """A page that no reader gets, below another."""
    page.live, page.owner, page.locale = False, by, above.locale
    above = Page.objects.get(pk=above.pk)  # how many children it has by now
    above.add_child(instance=page)


def lead_from(addresses: list[str], page: Page, site: str) -> None:
    """Readers who ask for these get the page. One with a NUL nobody can ask for, and PostgreSQL keeps none."""
    rows = [
        MovedInAddress(site=site, address=address.lower()[:500], page_id=page.pk)
        for address in addresses
        if "\x00" not in address
    ]
    MovedInAddress.objects.bulk_create(rows, ignore_conflicts=True)


def slug_below(above: Page, wanted: str, title: str) -> str:
    """The slug that something had, or one like it where another page below the same one has it."""
    slug = slugify(unquote(wanted), allow_unicode=True) or slugify(title, allow_unicode=True) or "page"
    slug, number = slug[:LONGEST_SLUG], 1
    taken = slug
    while is_reserved(taken) or Page.objects.child_of(above).filter(slug=taken).exists():
        number += 1
        taken = f"{slug}-{number}"
    return taken


def _title(name: str) -> str:
    """A name as readers saw it: WordPress keeps it as HTML."""
    return Truncator(in_one_line(name, Hands()) or name).chars(255)
