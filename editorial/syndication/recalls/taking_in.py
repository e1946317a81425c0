"""The list of recalls is worked out of the record, link by link: nothing that is in the one can miss in the other.

No signal has to arrive for that. What is published while no worker runs is taken in by the next one.
"""

from __future__ import annotations

from heapq import merge
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from articles.record.published.addresses import absolute
from articles.record.published.editions import ChangeClass, Edition
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange

from ..copies.copies import Copy
from .acknowledgements import Holder
from .recall import Kind, Recall, as_text
from .sentences import sentence

#: So many links in one transaction: a site that has lived long before it has the list gets it in several.
AT_A_TIME = 500

Link = Edition | StatusChange


def take_in() -> int:
    """Bring the list up to the record, and see who holds copies of what is new; how many entries are new."""
    taken = 0
    while True:
        with transaction.atomic():
            _alone()
            recalls = [_taken_in(link) for link in _new_links()]
            _note_latecomers()
        taken += len(recalls)
        if not recalls:
            return taken


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('syndication: taking in'))")


def _new_links() -> list[Link]:
    """The next links that say that readers get something else of a page than before."""
    last = Recall.objects.aggregate(last=Max("record_sequence"))["last"] or 0
    new = {"sequence__gt": last, "sequence__lte": _end_of_the_record()}
    editions = Edition.objects.filter(**new, number__gt=1).defer("document").order_by("sequence")
    changes = StatusChange.objects.filter(**new).select_related("edition").defer("edition__document")
    each = (editions[:AT_A_TIME], changes.order_by("sequence")[:AT_A_TIME])
    return list(islice(merge(*each, key=lambda link: link.sequence), AT_A_TIME))


def _end_of_the_record() -> int:
    """Up to where links are read: what commits meanwhile, several in one transaction, is taken in whole later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(place), 0) FROM articles_last_link()")
        (last,) = cursor.fetchone()
    return last


def _taken_in(link: Link) -> Recall:
    before = _shown_before(link)
    kind = kind_of(link, before.pk)
    if isinstance(link, Edition):
        at, note = link.created_at, link.change_note
    else:
        at, note = link.decided_at, link.notice
    recall = Recall(kind=kind, urgency=kind.urgency, page_id=link.page_id, before=before, after_id=after_of(link))
    recall.record_sequence, recall.taken_in_at = link.sequence, timezone.now()
    recall.text = as_text(_said(recall, link, sentence(kind, before, at, note)))
    recall.save()
    recall = Recall.objects.get(record_sequence=link.sequence)  # with what PostgreSQL gave it
    if kind.asks_for_an_answer:
        _note_holders(recall)
    return recall


def _shown_before(link: Link) -> Edition:
    """The edition that readers had before: by the newest earlier link of the page."""
    earlier: list[Link] = []
    for rows in (Edition.objects.all(), StatusChange.objects.select_related("edition")):
        found = rows.filter(page_id=link.page_id, sequence__lt=link.sequence).order_by("-sequence").first()
        earlier += [found] if found else []
    newest = max(earlier, key=lambda one: one.sequence)
    return newest if isinstance(newest, Edition) else newest.edition


def kind_of(link: Link, before: int) -> Kind:
    """What a link says became of the edition with this id, which readers had before."""
    if isinstance(link, Edition):
        return Kind.CORRECTED if link.change_class == ChangeClass.CORRECTION else Kind.REPLACED
    if link.status != PublicationStatus.PUBLISHED:
        return Kind(link.status)
    return Kind.PUT_BACK if link.edition_id != before else Kind.RESTORED


def after_of(link: Link) -> int | None:
    """The id of the edition that readers get by a link; None where they get none."""
    if isinstance(link, Edition):
        return link.pk
    return None if link.status in PublicationStatus.away() else link.edition_id


def _said(recall: Recall, link: Link, words: str) -> dict[str, Any]:
    path = Publication.objects.values_list("path", flat=True).get(page_id=recall.page_id)
    at = link.created_at if isinstance(link, Edition) else link.decided_at
    return {
        "kind": recall.kind,
        "urgency": recall.urgency,
        "page": recall.page_id,
        "name": (recall.after or recall.before).title,
        "language": recall.before.language or "",
        "url": absolute(path),
        "before": _edition(recall.before),
        "after": _edition(recall.after) if recall.after else None,
        "decided": at.isoformat(),
        "sentence": words,
        "record": {"sequence": link.sequence, "hash": link.hash},
    }


def _edition(edition: Edition) -> dict[str, Any]:
    address = absolute(reverse("api:edition", args=[edition.page_id, edition.number]))
    return {"number": edition.number, "digest": edition.digest, "api_url": address}


def _note_holders(recall: Recall) -> None:
    """Whoever holds a copy now is to answer."""
    copies = Copy.objects.held().filter(edition__page=recall.page_id, syndicator__is_active=True)
    if Kind(recall.kind).leaves_current:
        copies = copies.exclude(edition=recall.after_id)
    whose = copies.order_by().values_list("syndicator", flat=True).distinct()
    Holder.objects.bulk_create([Holder(recall=recall, syndicator_id=pk) for pk in whose], ignore_conflicts=True)


def _note_latecomers() -> None:
    """Whoever holds a copy of what readers do not get, and was never asked: it was fetched while that was decided, or
    stated afterwards. They are asked about the newest recall of the page.
    """
    now = Publication.objects.filter(page_id=OuterRef("edition__page_id"), edition=OuterRef("edition_id"))
    readable = now.readable().filter(status=PublicationStatus.PUBLISHED)
    asked = Holder.objects.filter(
        syndicator=OuterRef("syndicator"), recall__page_id=OuterRef("edition__page_id")
    ).filter(Q(recall__taken_in_at__gte=OuterRef("last_at")) | Q(recall__before_id=OuterRef("edition_id")))
    late = Copy.objects.held().filter(~Exists(readable), ~Exists(asked), syndicator__is_active=True)
    for syndicator, page in late.order_by().values_list("syndicator", "edition__page").distinct():
        asking = [kind.value for kind in Kind if kind.asks_for_an_answer]
        newest = Recall.objects.filter(page_id=page, kind__in=asking).first()
        if newest:
            Holder.objects.get_or_create(recall=newest, syndicator_id=syndicator)
