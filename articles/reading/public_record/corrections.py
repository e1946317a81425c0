"""What we got wrong, across the whole site: corrections of errors of fact, and retractions."""

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _

from ...record.editions import ChangeClass, Edition
from ...record.publications import Publication
from ...record.status import PublicationStatus
from ...record.status_changes import StatusChange
from ..readings import comparison_url, history_url

PER_PAGE = 20


def corrections(before=None, limit=PER_PAGE):
    """The newest corrections and retractions, as far back as `limit`; `before` is the sequence to go on from.

    Corrections are listed of pages that readers can get. A retraction stays listed while the page is retracted, and
    when readers have it again; not when it was taken away for another reason since.
    """
    found = [*_newest(corrected(), before, limit), *_newest(retracted(), before, limit)]
    newest = sorted(found, key=lambda link: link.sequence, reverse=True)[:limit]
    earlier_ids = [link.previous_id for link in newest if isinstance(link, Edition)]
    earlier = Edition.objects.unexpired().filter(pk__in=earlier_ids).in_bulk()
    return [_correction(link, earlier) if isinstance(link, Edition) else _retraction(link) for link in newest]


def corrected():
    """The editions that corrected an error of fact, of pages that readers can get."""
    return Edition.objects.readable().filter(change_class=ChangeClass.CORRECTION).with_asked_for().defer("document")


def asked_for():
    """How many of the changes that readers can see were made because readers told us."""
    return Edition.objects.readable().asked_for().count()


def retracted():
    """The retractions of pages that are still retracted, or that readers can get again."""
    still = Publication.objects.readable() | Publication.objects.filter(status=PublicationStatus.RETRACTED)
    of_its_page = still.filter(page_id=OuterRef("page_id"))
    return StatusChange.objects.filter(Exists(of_its_page), status=PublicationStatus.RETRACTED)


def _newest(links, before, limit):
    if before is not None:
        links = links.filter(sequence__lt=before)
    now = Publication.objects.filter(page_id=OuterRef("page_id"))
    said = {"path": Subquery(now.values("path")), "title_now": Subquery(now.values("edition__title"))}
    return links.annotate(**said).order_by("-sequence")[:limit]


def _correction(link, earlier):
    before = earlier.get(link.previous_id)
    return {
        "sequence": link.sequence,
        "at": link.created_at,
        "label": _("Correction"),
        "title": link.title_now,
        "url": link.path,
        "note": link.change_note,
        "asked_for": link.asked_for,
        "changes_url": comparison_url(link.path, before.number, link.number) if before else "",
    }


def _retraction(link):
    return {
        "sequence": link.sequence,
        "at": link.decided_at,
        "label": _("Retraction"),
        "title": link.title_now,
        "url": link.path,
        "note": link.notice,
        "history_url": history_url(link.path),
    }
