"""After PostgreSQL changed what readers get of a page: what the desk and everybody else are told of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Page

from articles.record.published.addresses import tell_of_left_addresses
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from articles.record.refusals import refusal_in
from articles.signals import status_changed
from editorial.accounts.users import User

from ..log_actions import log


def after_new_edition(edition: Edition) -> Publication:
    """Readers get this new edition; its publication. It may have ended a notice, and brought new addresses."""
    publication = Publication.objects.select_related("page").get(page_id=edition.page_id)
    for change in StatusChange.objects.filter(page_id=edition.page_id, sequence__gt=edition.sequence):
        tell_of_change(publication, change)
    tell_of_left_addresses(since=edition.sequence)
    return publication


def change_status(
    publication: Publication,
    *,
    status: str,
    reason: str,
    edition: Edition | None = None,
    notice: str = "",
    by: User | None = None,
    confirmed_by: User | None = None,
) -> StatusChange:
    """Add a status change to the record, which changes what readers get, and let others answer it.

    `edition` is another one than readers get now. `notice` is what they are told, or what the history tells them of a
    page that has no notice.
    """
    change = StatusChange(
        page_id=publication.page_id,
        edition_id=edition.pk if edition else publication.edition_id,
        before=publication.status,
        status=status,
        notice=notice,
        reason=reason,
        decided_by=by,
        confirmed_by=confirmed_by,
    )
    try:
        with transaction.atomic():
            change.save()
    except IntegrityError as error:
        raise ValidationError(str(refusal_in(error))) from error
    change.refresh_from_db(fields=["sequence"])
    publication.refresh_from_db()
    tell_of_change(publication, change)
    if edition:
        tell_of_left_addresses(since=change.sequence)
    return change


def tell_of_change(publication: Publication, change: StatusChange) -> None:
    """Keep Wagtail's own page and log in step, and let others answer."""
    readable = change.status in PublicationStatus.readable()
    Page.objects.filter(pk=publication.page_id).update(live=readable)
    if PublicationStatus.ARCHIVED in (change.status, change.before):
        Page.objects.filter(pk=publication.page_id).update(locked=not readable)
    data = {"status": change.status, "edition": publication.edition.number}
    log(publication.page.specific, "review.change_status", user=change.decided_by, data=data)
    status_changed.send(Publication, publication=publication, change=change)
