"""Lists of publications that pages ask for again and again, by statements that are put together once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Field, IntegerField, Model, QuerySet, Value

from ...record.published.editions import Edition
from ...record.published.publications import LISTED, LISTED_OF_EDITION, Publication, PublicationQuerySet
from ...record.statements import Cursor, Statement, planned_anew
from ...stores.databases import reading


class Compiled:
    """Lists of publications, each by a name, fetched with one question.

    Each row is a publication with its edition, of which the columns in `own` and `of_edition` are there, and what
    `also` names, by the fields of those annotations. `cursor` is as of a Statement.
    """

    def __init__(
        self,
        lists: Mapping[str, PublicationQuerySet],
        also: Mapping[str, Field[Any, Any]] | None = None,
        own: Iterable[str] = LISTED,
        of_edition: Iterable[str] = LISTED_OF_EDITION,
        cursor: Cursor = planned_anew,
    ):
        self.lists, self.also = lists, dict(also or {})
        self.own, self.of_edition = _fields(Publication, own), _fields(Edition, of_edition)
        fields = [*self.own.values(), *self.of_edition.values(), *self.also.values()]
        self.statement = Statement(self._together, fields, cursor)

    def asked(self, **values: Any) -> dict[str, list[Publication]]:
        """The rows of each list for these values of the slots; of several lists it is not said in which order."""
        names = [*self.lists]
        found: dict[str, list[Publication]] = {name: [] for name in names}
        for row in self.statement.asked(**values):
            found[names[row[-1]]].append(self._publication(row, reading().alias))
        return found

    def _together(self) -> QuerySet[Any, Any]:
        columns = [*self.own, *(f"edition__{name}" for name in self.of_edition), *self.also]
        first, *others = [
            rows.annotate(of_list=Value(number, IntegerField())).values_list(*columns, "of_list")
            for number, rows in enumerate(self.lists.values())
        ]
        return first.union(*others, all=True) if others else first

    def _publication(self, row: list[Any], alias: str) -> Publication:
        begins = len(self.own)
        ends = begins + len(self.of_edition)
        publication = Publication.from_db(alias, [*self.own], row[:begins])
        publication.edition = Edition.from_db(alias, [*self.of_edition], row[begins:ends])
        for name, value in zip(self.also, row[ends:-1], strict=True):
            setattr(publication, name, value)
        return publication


def _fields(model: type[Model], names: Iterable[str]) -> dict[str, Field[Any, Any]]:
    """The fields with these columns, in the order in which a model takes them."""
    wanted = set(names)
    return {field.attname: field for field in model._meta.concrete_fields if field.attname in wanted}
