"""What syndicators ask the API for, besides editions: the list of recalls, their copies, their answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from articles.reading.machines.access import limited
from articles.reading.machines.endpoints import REFUSALS
from articles.reading.machines.schemas import Refusal
from articles.reading.paging import cut
from articles.record.published.addresses import absolute
from articles.record.published.editions import Edition

from .copies.copies import Copy, forget_copy, note_copy
from .copies.keys import known_syndicator, syndicator_of
from .recalls.acknowledgements import Acknowledgement, Answer, Holder, acknowledge, note_told
from .recalls.recall import Kind, Recall, Urgency, entry
from .recalls.signing import signed_head
from .telling.topics import links

LARGEST = 100
MOST_STATED = 1000
#: The greatest number that PostgreSQL has.
GREATEST = 2**63 - 1
WITH_KEY = {**REFUSALS, 401: Refusal}

router = Router()


class RecalledEdition(Schema):
    number: int
    digest: str = Field(description="SHA-256 of the edition's text.")
    api_url: str


class Link(Schema):
    sequence: int
    hash: str


class Said(Schema):
    """What became of the edition that readers had."""

    kind: Kind
    urgency: Urgency
    page: int
    name: str
    language: str
    url: str
    before: RecalledEdition = Field(description="Which edition readers had.")
    after: RecalledEdition | None = Field(description="Which one they get now, if any.")
    decided: str
    sentence: str = Field(description="What to show readers of a copy that stays, in its language.")
    record: Link = Field(description="The link of the record, and so of the log, that says so.")


class Entry(Schema):
    """One entry. Whoever has seen its number has seen it: act on it once."""

    number: int
    said: Said
    previous_hash: str
    hash: str = Field(
        description="SHA-256 of the hash before, a line feed, and “said” with sorted keys and without white space."
    )


class Recalls(Schema):
    recalls: list[Entry]
    head: str | None = Field(description="The newest signed head of the list; the newest entries may not be in it yet.")
    next: str | None


class RecallFilters(Schema):
    """Which entries are listed."""

    after: int = Field(0, ge=0, le=GREATEST, description="The number of the last entry that you have.")
    limit: int = Field(50, ge=1, le=LARGEST)
    unanswered: bool = Field(False, description="Only those that you are asked to answer. Needs your key.")


class StatedCopy(Schema):
    page: int = Field(ge=0, le=2**31 - 1)
    edition: int = Field(ge=1, le=2**31 - 1)


class StatedCopies(Schema):
    copies: list[StatedCopy] = Field(max_length=MOST_STATED)


class Noted(Schema):
    noted: int
    unknown: list[StatedCopy] = Field(description="Editions that this site never had.")


class HeldCopy(StatedCopy):
    digest: str
    how: Copy.How
    last: datetime = Field(description="When it was last fetched or stated, to the hour.")


class HeldCopies(Schema):
    copies: list[HeldCopy]
    next: str | None


class CopyFilters(Schema):
    """Which copies are listed."""

    after: int = Field(0, ge=0, le=GREATEST)
    limit: int = Field(50, ge=1, le=LARGEST)


class Forgotten(Schema):
    forgotten: bool


class GivenAnswer(Schema):
    answer: Answer = Field(
        description="removed; updated, to what readers get now; marked, where the sentence is shown; or had_none."
    )


class KeptAnswer(GivenAnswer):
    recall: int


@router.get(
    "/recalls/",
    response={200: Recalls, 401: Refusal, 422: Refusal, 429: Refusal},
    summary="What became of editions: corrections, withdrawals, retractions",
)
@decorate_view(limited)
def recalls(request: HttpRequest, response: HttpResponse, filters: Query[RecallFilters]) -> dict[str, Any]:
    whose = known_syndicator(request) if filters.unanswered else syndicator_of(request)
    rows = Recall.objects.after(filters.after)
    found, more = cut(_unanswered_by(rows, whose) if filters.unanswered else rows, filters.limit)
    if whose is not None and found:
        note_told(whose, found[0].number, found[-1].number)
    response["Link"] = links(request)
    following = request.GET.dict() | {"after": found[-1].number} if more else None
    return {"recalls": [*map(entry, found)], "head": signed_head(), "next": _address(request, following)}


@router.post(
    "/recalls/{int:number}/answer/", response={200: KeptAnswer, 422: Refusal, **WITH_KEY}, summary="What you did"
)
@decorate_view(limited)
def answer(request: HttpRequest, number: int, said: GivenAnswer) -> dict[str, Any]:
    whose = known_syndicator(request)
    recall = get_object_or_404(Recall, number=min(number, GREATEST))
    acknowledge(whose, recall.number, said.answer)
    return {"recall": recall.number, "answer": said.answer}


@router.get("/copies/", response={200: HeldCopies, 422: Refusal, **WITH_KEY}, summary="The copies that you hold")
@decorate_view(limited)
def copies(request: HttpRequest, filters: Query[CopyFilters]) -> dict[str, Any]:
    rows = Copy.objects.of(known_syndicator(request)).held().filter(pk__gt=filters.after).order_by("pk")
    found, more = cut(rows.select_related("edition").defer("edition__document"), filters.limit)
    following = request.GET.dict() | {"after": found[-1].pk} if more else None
    return {"copies": [*map(_held, found)], "next": _address(request, following)}


@router.post("/copies/", response={200: Noted, 422: Refusal, **WITH_KEY}, summary="State copies that you hold")
@decorate_view(limited)
def state(request: HttpRequest, said: StatedCopies) -> dict[str, Any]:
    whose, known = known_syndicator(request), _editions(said.copies)
    for pk in known.values():
        note_copy(whose, pk, "stated")
    unknown = [one for one in said.copies if (one.page, one.edition) not in known]
    return {"noted": len(known), "unknown": unknown}


@router.delete(
    "/copies/{int:page}/{int:number}/", response={200: Forgotten, **WITH_KEY}, summary="A copy of yours is gone"
)
@decorate_view(limited)
def forget(request: HttpRequest, page: int, number: int) -> dict[str, Any]:
    whose = known_syndicator(request)
    largest = 2**31 - 1
    edition = get_object_or_404(Edition.objects.only("pk"), page_id=min(page, largest), number=min(number, largest))
    return {"forgotten": forget_copy(whose, edition.pk)}


def _unanswered_by(rows: QuerySet[Recall], whose: int | None) -> QuerySet[Recall]:
    of_syndicator = {"recall": OuterRef("pk"), "syndicator": whose}
    asked, answers = Holder.objects.filter(**of_syndicator), Acknowledgement.objects.filter(**of_syndicator)
    return rows.filter(Exists(asked), ~Exists(answers))


def _editions(stated: list[StatedCopy]) -> dict[tuple[int, int], int]:
    """{(page, number): id} of those that there are."""
    pages = {one.page for one in stated}
    wanted = {(one.page, one.edition) for one in stated}
    rows = Edition.objects.filter(Q(page__in=pages)).values_list("page_id", "number", "pk")
    return {(page, number): pk for page, number, pk in rows if (page, number) in wanted}


def _held(copy: Copy) -> dict[str, Any]:
    edition = copy.edition
    return {
        "page": edition.page_id,
        "edition": edition.number,
        "digest": edition.digest,
        "how": copy.how,
        "last": copy.last_at,
    }


def _address(request: HttpRequest, query: dict[str, Any] | None) -> str | None:
    return absolute(f"{request.path}?{urlencode(query)}") if query else None
