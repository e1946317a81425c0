"""Addresses: at which one a page is published, how it moves, and which ones it had before.

Every address that a page ever had stands in the record. PostgreSQL works them out (`articles/sql/address_of.sql`) from
the tree of pages, the address above and the slug in the edition that readers get.
"""

from __future__ import annotations

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Now, Substr
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page

from editorial.accounts.users import User

from ...signals import address_left
from ..evidence import ChainedModel
from ..refusals import Refusal
from ..triggers import after_insert, append_only, before_insert
from .editions import Edition
from .publications import Publication


class MainLanguage(models.Model):
    """The language of the site's own pages, whose home is “/”. Migrations write it from the settings."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    code = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("main language")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="articles_mainlanguage_only_one")]

    def __str__(self) -> str:
        return self.code


class AddressChange(ChainedModel):
    """Readers get a page at a new address: its first one, or one that its slug or place brought. Part of the record.

    Whoever adds one says only of which page, and who decided. The rest is PostgreSQL's, and so are the changes of the
    pages below.
    """

    class Cause(models.TextChoices):
        """What brought the new address."""

        FIRST = "first", _("First edition")
        SLUG = "slug", _("Another slug")
        MOVE = "move", _("The page was moved")
        ABOVE = "above", _("The page above got a new address")

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="address_changes")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", editable=False)
    before = models.CharField(max_length=500, editable=False, help_text=_("Empty for the first one."))
    path = models.CharField(max_length=500, editable=False)
    parent_path = models.CharField(max_length=500, editable=False)
    cause = models.CharField(max_length=10, choices=Cause.choices, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("address change")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_address_change"),
            before_insert("write_to_chain", "articles_write_to_chain"),
            after_insert("show", "articles_show_address_change"),
        ]
        indexes = [
            models.Index(fields=["page", "-sequence"], name="articles_address_by_page"),
            models.Index(fields=["path", "-sequence"], name="articles_address_by_path"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(path__regex=r"^/([-\w]+/)*$"), name="articles_address_has_slashes"),
        ]

    def __str__(self) -> str:
        return self.path


class AddressReuseQuerySet(models.QuerySet["AddressReuse"]):
    """Confirmations that an address is taken over."""

    def confirm(self, page: Page, slug: str, *, by: User) -> None:
        """Somebody has the page take over the address that this slug gives it, if it leads readers to another page."""
        try:
            address_for(page, slug)
        except NoAddressError as error:
            if error.leads_elsewhere:
                self.create(page_id=page.pk, path=error.leads_elsewhere, confirmed_by=by)

    def confirm_move(self, page: Page, parent: Page, *, by: User) -> None:
        """The same for all that would come to such an address with the page, if it lay below this one."""
        publication = Publication.objects.select_related("edition").get(page_id=page.pk)
        try:
            path, _parent_path = address_for(page, publication.edition.slug, parent)
        except NoAddressError as error:
            if not error.leads_elsewhere:
                raise
            path = error.leads_elsewhere
        for page_id, taken in taken_over_below(publication.path, path):
            self.create(page_id=page_id, path=taken, confirmed_by=by)


class AddressReuse(ChainedModel):
    """Somebody of the desk has a page take over an address that led readers to another one. Part of the record."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=500)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = AddressReuseQuerySet.as_manager()

    class Meta:
        verbose_name = _("reuse of an address")
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_address_reuse"),
            before_insert("write_to_chain", "articles_write_to_chain"),
        ]
        indexes = [models.Index(fields=["path"], name="articles_address_reused")]

    def __str__(self) -> str:
        return self.path


class MovedInAddress(models.Model):
    """An address on the site that a page was moved in from. It leads to wherever readers get the page now.

    It is no evidence, and no address of ours: whatever page has an address here goes before it. Two former sites may
    have had the same address, such as a number of WordPress's. `former_addresses.py` says where it leads then.
    """

    site = models.CharField(max_length=200, blank=True, help_text=_("The host and path of the former site."))
    address = models.CharField(
        max_length=500,
        help_text=_("The path without a slash at its end, and what of the query says which page: “/?p=12”."),
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="moved_in_addresses")

    class Meta:
        verbose_name = _("address on the former site")
        verbose_name_plural = _("addresses on the former site")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["address", "site"], name="articles_moved_in_address_once")]

    def __str__(self) -> str:
        return self.address


def home_path(language: str) -> str:
    """The address of the home page in a language, by its code."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def absolute(address: str) -> str:
    """An address of ours as programs take it, with the site's name before it; other sites' stay as they are."""
    return f"{settings.BASE_URL}{iri_to_uri(address)}" if address.startswith("/") else address


class NoAddressError(Exception):
    """There is no address to publish a page at; the message says why. `leads_elsewhere`: one that can be taken over."""

    def __init__(self, refusal: Refusal):
        super().__init__(str(refusal))
        self.leads_elsewhere = refusal.detail if refusal.code == "address_leads_elsewhere" else ""


def address_for(page: Page, slug: str, parent: Page | None = None) -> tuple[str, str]:
    """The path and its parent's path at which `page` is published under `slug`, or NoAddressError.

    `parent` is given when the page is not below it yet.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT path, parent_path, code, detail FROM articles_address_of(%s, %s, %s)",
            [page.pk, slug, parent and parent.pk],
        )
        path, parent_path, code, detail = cursor.fetchone()
    if code:
        raise NoAddressError(Refusal(code, detail))
    return path, parent_path


def address_after_move(page: Page, parent: Page) -> str | None:
    """The path at which readers would get `page` below `parent`, None when it is not published, or NoAddressError."""
    publication = Publication.objects.filter(page_id=page.pk).select_related("edition").first()
    if publication is None:
        return None
    path, _parent_path = address_for(page, publication.edition.slug, parent)
    if path != publication.path and (taken := taken_over_below(publication.path, path)):
        raise NoAddressError(Refusal("address_leads_elsewhere", taken[0][1]))
    return path


def taken_over_below(before: str, path: str) -> list[tuple[int, str]]:
    """The pages, by number, that would take over an address of another page if what is at `before` came to `path`."""
    new = Concat(Value(path), Substr("path", len(before) + 1))
    moved = Publication.objects.filter(path__startswith=before).annotate(new=new)
    leads = Func(F("page_id"), F("new"), function="articles_leads_elsewhere", output_field=models.BooleanField())
    return list(moved.alias(leads=leads).filter(leads=True).order_by("path").values_list("page_id", "new"))


def readdress(page: Page) -> None:
    """After a page moved: readers get it, and the published pages below it, at the new address."""
    by = get_active_log_context().user
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_readdress(%s, %s)", [page.pk, by and by.pk])
        (sequence,) = cursor.fetchone()
    if sequence:
        tell_of_left_addresses(since=sequence)


def tell_of_left_addresses(since: int) -> None:
    """Tell of the addresses that pages left since this place in the chain, in the transaction that changed them."""
    left = AddressChange.objects.filter(sequence__gte=since).exclude(before="").order_by("sequence")
    publications = Publication.objects.filter(page__address_changes__in=left).in_bulk(field_name="page_id")
    for change in left:
        address_left.send(Publication, publication=publications[change.page_id], path=change.before)
