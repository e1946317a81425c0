"""What we got wrong, across the whole site: corrections of errors of fact, and retractions."""

from datetime import datetime
from functools import lru_cache, partial
from typing import NamedTuple

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...record.published.editions import ChangeClass, Edition
from ...record.published.publications import Publication
from ...record.published.status import PublicationStatus
from ...record.published.status_changes import StatusChange
from ...record.statements import Slot, Statement
from ..addresses.page_addresses import comparison_url, history_url
from ..translations import told

PER_PAGE = 20
#: Greater than the sequence of anything.
NEWEST = 2**63 - 1


class Correction(NamedTuple):
    """What is told of an edition that corrected an error; `earlier` is the number of the one that had it."""

    sequence: int
    created_at: datetime
    change_note: str
    path_now: str
    title_now: str
    language_now: str | None
    status_now: str
    number_now: int
    number: int
    earlier: int | None
    asked_for: bool


class Retraction(NamedTuple):
    """What is told of a retraction."""

    sequence: int
    decided_at: datetime
    notice: str
    path_now: str
    title_now: str
    language_now: str | None
    status_now: str


def corrections(before=None, limit=PER_PAGE):
    """The newest corrections and retractions, as far back as `limit`; `before` is the sequence to go on from.

    Corrections are listed of pages that readers can get. A retraction stays listed while the page is retracted, and
    when readers have it again; not when it was taken away for another reason since.
    """
    of_corrections, of_retractions = _statements(limit)
    found = [
        *(_correction(Correction(*row)) for row in of_corrections.asked(before=before or NEWEST)),
        *(_retraction(Retraction(*row)) for row in of_retractions.asked(before=before or NEWEST)),
    ]
    return sorted(found, key=lambda entry: entry["sequence"], reverse=True)[:limit]


def corrected():
    """The editions that corrected an error of fact, of pages that readers can get."""
    editions = Publication.objects.readable().unexpired_editions()
    return editions.filter(change_class=ChangeClass.CORRECTION).with_asked_for().defer("document")


def asked_for():
    """How many of the changes that readers can see were made because readers told us."""
    return _ASKED_FOR.asked()[0][0]


def retracted():
    """The retractions of pages that are still retracted, or that readers can get again."""
    still = Publication.objects.readable() | Publication.objects.filter(status=PublicationStatus.RETRACTED)
    of_its_page = still.filter(page_id=OuterRef("page_id"))
    return StatusChange.objects.filter(Exists(of_its_page), status=PublicationStatus.RETRACTED)


def is_spotless():
    """Whether nothing was ever corrected or retracted, on pages that readers do not get any more either."""
    corrected_ever = Edition.objects.filter(change_class=ChangeClass.CORRECTION)
    retracted_ever = StatusChange.objects.filter(status=PublicationStatus.RETRACTED)
    return not corrected_ever.exists() and not retracted_ever.exists()


def _newest(links, of, limit):
    now = Publication.objects.filter(page_id=OuterRef("page_id"))
    columns = {name: f"edition__{name}" for name in ("title", "language", "number")}
    columns |= {"path": "path", "status": "status"}
    said = {f"{name}_now": Subquery(now.values(column)) for name, column in columns.items()}
    found = links().filter(sequence__lt=Slot("before")).annotate(**said).order_by("-sequence")
    return found.values_list(*of._fields)[:limit]


def _corrected():
    earlier = Edition.objects.unexpired().filter(pk=OuterRef("previous_id")).values("number")
    return corrected().annotate(earlier=Subquery(earlier))


def _counted():
    changes = Publication.objects.readable().unexpired_editions().asked_for().order_by()
    return changes.annotate(count=Func(F("pk"), function="count", output_field=IntegerField())).values_list("count")


_ASKED_FOR = Statement(_counted)


@lru_cache(maxsize=8)
def _statements(limit):
    """For so many corrections and so many retractions."""
    asked = ((_corrected, Correction), (retracted, Retraction))
    return [Statement(partial(_newest, links, of, limit)) for links, of in asked]


def _correction(link):
    changes = comparison_url(link.path_now, link.earlier, link.number) if link.earlier else ""
    return {
        "sequence": link.sequence,
        "at": link.created_at,
        "label": ngettext("Correction", "Corrections", 1),  # Python 3.11.2 finds it by no other way
        "title": link.title_now,
        "url": link.path_now,
        "language": link.language_now,
        "lang": told(link.language_now),
        "note": link.change_note,
        "since": _("We have gone back to an earlier edition since.") if link.number_now < link.number else "",
        "asked_for": link.asked_for,
        "changes_url": changes,
    }


def _retraction(link):
    return {
        "sequence": link.sequence,
        "at": link.decided_at,
        "label": _("Retraction"),
        "title": link.title_now,
        "url": link.path_now,
        "language": link.language_now,
        "lang": told(link.language_now),
        "note": link.notice,
        "since": "" if link.status_now == PublicationStatus.RETRACTED else _("Readers have got the page back since."),
        "history_url": history_url(link.path_now),
    }
