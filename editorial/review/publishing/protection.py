"""What the record names is kept: people are deactivated and pages archived, not deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import router
from django.db.models import Model, QuerySet
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.signed.draft_records import DraftRecord
from editorial.accounts.users import User


def is_named_by_the_record(thing: Model) -> bool:
    """Whether deleting this would be refused, because a sign-off, an edition or another kept row points at it."""
    try:
        Collector(using=router.db_for_write(type(thing))).collect([thing])
    except (ProtectedError, RestrictedError):
        return True
    return False


def keep_people(request: HttpRequest, user: User) -> HttpResponse | None:
    """Wagtail asks before it deletes an account: answered with a way that works."""
    if is_named_by_the_record(user):
        messages.error(request, _keep_sentence(user))
        return redirect("wagtailusers_users:edit", user.pk)
    return None


def keep_people_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[User], action: Any
) -> HttpResponse | None:
    """The same for many accounts at once; nothing is deleted if one of them has to stay."""
    if action_type != "delete" or action.models[0]._meta.label != "accounts.User":
        return None
    kept = [user for user in objects if is_named_by_the_record(user)]
    for user in kept:
        messages.error(request, _keep_sentence(user))
    return redirect("wagtailusers_users:index") if kept else None


def keep_pages(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail asks whether a page and all below it shall be deleted: nobody is asked about what would be refused."""
    below = page.get_descendants(inclusive=True)
    has_drafts = DraftRecord.objects.filter(page__in=below).exists()  # nearly every page has, and this is one question
    if has_drafts or any(map(is_named_by_the_record, below.specific(defer=True).iterator())):
        messages.error(request, _keep_page_sentence(page))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


def keep_pages_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: Any
) -> HttpResponse | None:
    """The same for many pages at once; nothing is deleted if one of them has to stay."""
    if action_type != "delete" or action.models != [Page]:
        return None
    return next(filter(None, (keep_pages(request, page) for page in objects)), None)


def leave_out_archived(parent_page: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Archived pages are out of the way in the explorer, but for who asks for them with `?archived`."""
    if "archived" in request.GET:
        return pages
    # Not by the publication's own column: where the explorer searches, only what is indexed may be filtered by.
    return pages.exclude(pk__in=Publication.objects.filter(status=PublicationStatus.ARCHIVED).values("page"))


def _keep_sentence(user: User) -> str:
    return (
        _("%s has saved or signed texts, so this account is kept. Take away “Active” instead: then they cannot log in.")
        % user.get_full_name()
    )


def _keep_page_sentence(page: Page) -> str:
    return (
        _(
            "“%s” is kept: the record holds who saved its drafts, or those of a page below it. Readers get nothing of "
            "a page that was never published; one that was can be archived."
        )
        % page.get_admin_display_title()
    )
