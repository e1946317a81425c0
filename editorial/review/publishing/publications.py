"""What readers get now of a page: which edition, in which standing. Every change of it passes through here."""

from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from articles.record.addresses import address_for, readdress
from articles.record.editions import NOT_SUBSTANTIVE
from articles.record.publications import Publication
from articles.record.status import Standing
from articles.record.status_changes import StandingChange
from articles.signals import address_left, standing_changed


def show_new_edition(page, edition):
    """From now on readers get this new edition. It ends a notice; a page that people took away stays away."""
    before = Publication.objects.filter(page_id=page.pk).first()
    if before is None or before.standing == Standing.PUBLISHED:
        point_publication(page, edition)
    elif before.standing in Standing.away() and not ended_by_itself(page):
        point_publication(page, edition, standing=before.standing, notice=before.notice)
    else:
        publication = point_publication(page, edition)
        record_change(publication, before=before.standing, reason=_("Edition %d was published.") % edition.number)


def point_publication(page, edition, *, standing=Standing.PUBLISHED, notice=""):
    """Let the page's publication show this edition in this standing; the publication."""
    path, parent_path = address_for(page, edition.content["slug"])
    publication = Publication.objects.filter(page_id=page.pk).first() or Publication(page_id=page.pk)
    left = publication.path if publication.path not in ("", path) else ""
    if publication.published_at is None or edition.change_class not in NOT_SUBSTANTIVE:
        publication.published_at = edition.created_at
    publication.edition = edition
    publication.path, publication.parent_path = path, parent_path
    publication.standing, publication.notice = standing, notice
    publication.save()
    if left:
        address_left.send(Publication, publication=publication, path=left)
        readdress(page)
    return publication


def ended_by_itself(page):
    """Whether the page is away only because an emergency edition came to its end."""
    last = StandingChange.objects.filter(page_id=page.pk).order_by("-pk").first()
    return last is not None and last.decided_by_id is None


def record_change(publication, *, before, reason, by=None, confirmed_by=None):
    """Add a change of standing that was just made to the record, and let others answer it."""
    change = StandingChange.objects.create(
        page_id=publication.page_id,
        edition_id=publication.edition_id,
        before=before,
        standing=publication.standing,
        notice=publication.notice,
        reason=reason,
        decided_by=by,
        confirmed_by=confirmed_by,
    )
    readable = publication.standing in Standing.readable()
    Page.objects.filter(pk=publication.page_id).update(live=readable)
    if Standing.ARCHIVED in (publication.standing, before):
        Page.objects.filter(pk=publication.page_id).update(locked=not readable)
    data = {"standing": publication.standing, "edition": publication.edition.number}
    log(publication.page.specific, "review.change_standing", user=by, data=data)
    standing_changed.send(Publication, publication=publication)
    return change
