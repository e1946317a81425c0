"""What readers get now of a page: which edition, in which status. Every change of it passes through here."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from articles.record.addresses import readdress
from articles.record.drafts import Draft
from articles.record.editions import NOT_SUBSTANTIVE, Edition
from articles.record.publications import Publication
from articles.record.status import PublicationStatus
from articles.record.status_changes import StatusChange
from articles.signals import address_left, status_changed
from editorial.accounts.models import User


def show_new_edition(draft: Draft, edition: Edition) -> Publication:
    """From now on readers get this new edition. It ends a notice; a page that people took away stays away."""
    page, address = draft.page, draft.address
    publication = Publication.objects.filter(page_id=page.pk).first() or Publication(page_id=page.pk)
    before, notice = publication.status, publication.notice
    if before == PublicationStatus.PUBLISHED:
        point(publication, edition, address)
    elif before in PublicationStatus.away() and not ended_by_itself(page):
        point(publication, edition, address, status=before, notice=notice)
    else:
        point(publication, edition, address)
        record_change(publication, before=before, reason=_("Edition %d was published.") % edition.number)
    return publication


def point(
    publication: Publication,
    edition: Edition,
    address: tuple[str, str],
    *,
    status: str = PublicationStatus.PUBLISHED,
    notice: str = "",
) -> None:
    """Let a page's publication, which may be new, show this edition in this status, at this path and parent's path."""
    path, parent_path = address
    left = publication.path if publication.path not in ("", path) else ""
    if publication.published_at is None or edition.change_class not in NOT_SUBSTANTIVE:
        publication.published_at = edition.created_at
    publication.edition = edition
    publication.path, publication.parent_path = path, parent_path
    publication.status, publication.notice = status, notice
    publication.save()
    if left:
        address_left.send(Publication, publication=publication, path=left)
        readdress(publication.page)


def ended_by_itself(page: Page) -> bool:
    """Whether the page is away only because an emergency edition came to its end."""
    last = StatusChange.objects.filter(page_id=page.pk).order_by("-pk").first()
    return last is not None and last.decided_by_id is None


def record_change(
    publication: Publication,
    *,
    before: str,
    reason: str,
    notice: str | None = None,
    by: User | None = None,
    confirmed_by: User | None = None,
) -> StatusChange:
    """Add a status change that was just made to the record, and let others answer it.

    `notice` is what the history tells readers, unless it is what stands above the page.
    """
    change = StatusChange.objects.create(
        page_id=publication.page_id,
        edition_id=publication.edition_id,
        before=before,
        status=publication.status,
        notice=publication.notice if notice is None else notice,
        reason=reason,
        decided_by=by,
        confirmed_by=confirmed_by,
    )
    readable = publication.status in PublicationStatus.readable()
    Page.objects.filter(pk=publication.page_id).update(live=readable)
    if PublicationStatus.ARCHIVED in (publication.status, before):
        Page.objects.filter(pk=publication.page_id).update(locked=not readable)
    data = {"status": publication.status, "edition": publication.edition.number}
    log(publication.page.specific, "review.change_status", user=by, data=data)
    status_changed.send(Publication, publication=publication)
    return change
