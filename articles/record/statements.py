"""Statements that are put together once and asked again and again.

Django compiles a QuerySet whenever it is asked, which takes longer than PostgreSQL's answer. Here it is compiled with
slots in it, and asked with values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property, partial
from typing import Any, Generic, TypeVar

from django.db.models import BooleanField, Expression, Field, Func, Model, QuerySet

from ..stores.databases import reading

M = TypeVar("M", bound=Model)


class AmongThem(Func):
    """Whether a number is in an array, which PostgreSQL makes once; of `IN` it expects that for every row."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


class HoldsOneOf(Func):
    """Whether a column of JSON holds one of several values, of which a part may be given. Indexes know that."""

    template = "%(expressions)s)"
    arg_joiner = " @> ANY ("
    output_field = BooleanField()


class Slot(Expression):
    """In a QuerySet, a value that is known only when it is asked. With a field, the value becomes what columns hold."""

    def __init__(self, name: str, output_field: Field[Any, Any] | None = None):
        super().__init__(output_field=output_field)
        self.name, self.holds = name, output_field

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, value: Any, connection: Any) -> Any:
        return self.holds.get_db_prep_value(value, connection) if self.holds else value


Cursor = Callable[[], AbstractContextManager[Any]]


def planned_anew() -> AbstractContextManager[Any]:
    """A cursor on the connection of whoever asks: PostgreSQL plans for the values of each time."""
    return reading().cursor()


class Statement:
    """Rows of values, asked for by a statement that is put together when it is first asked.

    `rows` makes the QuerySet, ended by `values_list` or a union of such; `fields` are those of its first columns, where
    any needs more than PostgreSQL's value. `cursor` opens one: `planned_once` for what many requests ask, where one
    plan is as good as another whatever the values are, such as of rows that are found by their keys.
    """

    def __init__(
        self,
        rows: Callable[[], QuerySet[Any, Any]],
        fields: Iterable[Any] = (),
        cursor: Cursor = planned_anew,
    ):
        self.rows, self.cursor = rows, cursor
        # A generated column is read as the field of what it generates.
        read = [getattr(field, "output_field", field) for field in fields]
        self.converted = [(place, field) for place, field in enumerate(read) if hasattr(field, "from_db_value")]

    @cached_property
    def compiled(self) -> tuple[str, tuple[Any, ...]]:
        """Over a reader's connection: what Django has to know of its server it asks there, never the workshop's."""
        sql, params = self.rows().query.get_compiler(reading().alias).as_sql()
        return sql, tuple(params)

    def asked(self, **values: Any) -> list[list[Any]]:
        """The rows for these values of the slots."""
        connection, (sql, params) = reading(), self.compiled
        fill = partial(_filled, values=values, connection=connection)
        with self.cursor() as cursor:
            cursor.execute(sql, [fill(param) for param in params])
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for place, field in self.converted:
                row[place] = field.from_db_value(row[place], None, connection)
        return rows


class Instances(Generic[M]):
    """Rows of a model, with all of its columns but some."""

    def __init__(
        self,
        model: type[M],
        rows: Callable[[], QuerySet[M]],
        but: Iterable[str] = (),
        cursor: Cursor = planned_anew,
    ):
        fields = [field for field in model._meta.concrete_fields if field.attname not in but]
        self.model, self.columns = model, [field.attname for field in fields]
        self.statement = Statement(lambda: rows().values_list(*self.columns), fields, cursor)

    def asked(self, **values: Any) -> list[M]:
        """The rows for these values of the slots."""
        alias, rows = reading().alias, self.statement.asked(**values)
        return [self.model.from_db(alias, self.columns, row) for row in rows]


def fields_of(model: type[Model], names: Iterable[str]) -> list[Field[Any, Any] | None]:
    """The field of each name; None of what is no column of the model's own."""
    own = {field.attname: field for field in model._meta.concrete_fields}
    return [own.get(name) for name in names]


def columns_of(model: type[Model]) -> list[str]:
    """All columns of a model."""
    return [field.attname for field in model._meta.concrete_fields]


def _filled(param: Any, values: Mapping[str, Any], connection: Any) -> Any:
    return param.filled(values[param.name], connection) if isinstance(param, Slot) else param
