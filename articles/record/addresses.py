"""Addresses: at which one a page is published, and how it moves."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..signals import address_left
from .publications import Publication


def home_path(language: str) -> str:
    """The address of the home page in a language, by its code."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def absolute(address: str) -> str:
    """An address of ours with the site's name before it; other sites' stay as they are."""
    return f"{settings.BASE_URL}{address}" if address.startswith("/") else address


class NoAddressError(Exception):
    """There is no address to publish a page at; the message says why."""


def address_for(page: Page, slug: str, parent: Page | None = None) -> tuple[str, str]:
    """The path and its parent's path at which `page` is published under `slug`, or NoAddressError.

    `parent` is given when the page is not below it yet.
    """
    parent = parent or page.get_parent()
    above = Publication.objects.filter(page_id=parent.pk).first()
    if parent.depth == 1:
        return _free(home_path(page.locale.language_code), page), ""
    if above is None:
        raise NoAddressError(
            _("Publish “%s” first: this page lies below it.") % parent.specific_deferred.get_admin_display_title()
        )
    return _free(f"{above.path}{slug}/", page), above.path


def _free(path: str, page: Page) -> str:
    if Publication.objects.at(path).exclude(page_id=page.pk).exists():
        raise NoAddressError(_("Another page is published at %s already. Choose another slug.") % path)
    return path


def address_after_move(page: Page, parent: Page) -> str | None:
    """The path at which readers would get `page` below `parent`, None when it is not published, or NoAddressError."""
    publication = Publication.objects.filter(page_id=page.pk).select_related("edition").first()
    if publication is None:
        return None
    path, _parent_path = address_for(page, publication.edition.slug, parent)
    return path


def readdress(page: Page) -> None:
    """After a page moved: readers get it, and the pages below it, at the new address."""
    moved = Publication.objects.filter(page__path__startswith=page.path).select_related("page", "edition")
    for publication in moved.order_by("page__path"):
        before = publication.path
        publication.path, publication.parent_path = address_for(publication.page, publication.edition.slug)
        publication.save(update_fields=["path", "parent_path"])
        if before != publication.path:
            address_left.send(Publication, publication=publication, path=before)
