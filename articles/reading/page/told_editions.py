"""What readers get of a page, with all that the record says of it: one statement, since each question costs its way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, JSONField, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from ...record.published.editions import Edition
from ...record.published.publications import Publication
from ...record.signed.sign_offs import SignOff
from ...record.statements import AmongThem, Slot, columns_of
from ...stores.databases import planned_once
from ..addresses.decisions import Decision
from ..addresses.publication_lists import Compiled
from .verdicts import asked_verdicts

#: What is told of a signature beside a text.
SIGNED = ("id", "kind", "shown", "signed_at")


class Told(NamedTuple):
    """What a page's history says of one edition."""

    pk: int
    number: int
    created_at: datetime
    change_class: str
    change_note: str
    ends_at: datetime | None
    legacy: int | None


def as_decided(decision: Decision) -> Publication | None:
    """The publication with its edition, as it was decided that readers get it; None where it is another by now.

    Nothing else that its page says of the edition has to be asked for: verdicts, signatures, the editions before.
    """
    same = {"pk": decision.pk, "edition": decision.edition_id, "status": decision.status, "notice": decision.notice}
    found = _whole().asked(**same)["decided"]
    if not found:
        return None
    publication: Any = found[0]
    publication.edition.verdicts = publication.verdicts
    publication.edition.sign_offs = [_sign_off(given, publication._state.db) for given in publication.signed]
    publication.told = [_moments(row) for row in publication.told]
    return publication


@lru_cache(maxsize=1)
def _whole() -> Compiled:
    same = {"pk": Slot("pk"), "edition_id": Slot("edition"), "status": Slot("status"), "notice": Slot("notice")}
    also = {"verdicts": asked_verdicts("edition_id"), "signed": _signed(), "told": _told()}
    return Compiled(
        {"decided": Publication.objects.filter(**same).annotate(**also)},
        {name: expression.output_field for name, expression in also.items()},
        own=columns_of(Publication),
        of_edition=columns_of(Edition),
        cursor=planned_once,
    )


def told_editions(publication: Publication) -> Sequence[Told]:
    """All editions of a page, the newest first; asked for unless the publication was fetched with them."""
    if hasattr(publication, "told"):
        return publication.told
    return [Told(*row) for row in publication.editions.order_by("-number").values_list(*Told._fields)]


def _signed() -> ArraySubquery:
    among = SignOff.objects.filter(AmongThem(F("pk"), OuterRef("edition__sign_off_ids"))).order_by("pk")
    return _as_objects(among, SIGNED)


def _told() -> ArraySubquery:
    return _as_objects(Edition.objects.filter(page_id=OuterRef("page_id")).order_by("-number"), Told._fields)


def _as_objects(rows: QuerySet[Any], names: Sequence[str]) -> ArraySubquery:
    objects = rows.values(as_object=JSONObject(**{name: name for name in names}))
    return ArraySubquery(objects, output_field=ArrayField(JSONField()))


def _sign_off(given: dict[str, Any], database: str) -> SignOff:
    """A signature of which only these columns are there; others would be asked for."""
    values = [datetime.fromisoformat(given[name]) if name == "signed_at" else given[name] for name in SIGNED]
    return SignOff.from_db(database, SIGNED, values)


def _moments(row: dict[str, Any]) -> Told:
    times = {name: row[name] and datetime.fromisoformat(row[name]) for name in ("created_at", "ends_at")}
    return Told(**{**row, **times})
