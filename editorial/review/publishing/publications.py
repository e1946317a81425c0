"""What readers get now of a page: which edition, in which status. Every change of it passes through here."""

from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from articles.record.addresses import address_for, readdress
from articles.record.editions import NOT_SUBSTANTIVE
from articles.record.publications import Publication
from articles.record.status import PublicationStatus
from articles.record.status_changes import StatusChange
from articles.signals import address_left, status_changed


def show_new_edition(page, edition):
    """From now on readers get this new edition. It ends a notice; a page that people took away stays away."""
    before = Publication.objects.filter(page_id=page.pk).first()
    if before is None or before.status == PublicationStatus.PUBLISHED:
        point_publication(page, edition)
    elif before.status in PublicationStatus.away() and not ended_by_itself(page):
        point_publication(page, edition, status=before.status, notice=before.notice)
    else:
        publication = point_publication(page, edition)
        record_change(publication, before=before.status, reason=_("Edition %d was published.") % edition.number)


def point_publication(page, edition, *, status=PublicationStatus.PUBLISHED, notice=""):
    """Let the page's publication show this edition in this status; the publication."""
    path, parent_path = address_for(page, edition.content["slug"])
    publication = Publication.objects.filter(page_id=page.pk).first() or Publication(page_id=page.pk)
    left = publication.path if publication.path not in ("", path) else ""
    if publication.published_at is None or edition.change_class not in NOT_SUBSTANTIVE:
        publication.published_at = edition.created_at
    publication.edition = edition
    publication.path, publication.parent_path = path, parent_path
    publication.status, publication.notice = status, notice
    publication.save()
    if left:
        address_left.send(Publication, publication=publication, path=left)
        readdress(page)
    return publication


def ended_by_itself(page):
    """Whether the page is away only because an emergency edition came to its end."""
    last = StatusChange.objects.filter(page_id=page.pk).order_by("-pk").first()
    return last is not None and last.decided_by_id is None


def record_change(publication, *, before, reason, by=None, confirmed_by=None):
    """Add a status change that was just made to the record, and let others answer it."""
    change = StatusChange.objects.create(
        page_id=publication.page_id,
        edition_id=publication.edition_id,
        before=before,
        status=publication.status,
        notice=publication.notice,
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
