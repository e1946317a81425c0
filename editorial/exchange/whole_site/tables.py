"""Tables of any kind as lines of JSON, and the way back. PostgreSQL writes and reads values, so none changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg import sql

#: Lines that are fetched or sent at a time.
BATCH = 500

TABLES = """
    SELECT relname FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
    ORDER BY relname
"""
#: Without those that PostgreSQL works out itself.
COLUMNS = """
    SELECT c.relname, array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ORDER BY a.attname)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname
"""
WORKED_OUT = """
    SELECT COALESCE(array_agg(attname::text), '{}') FROM pg_attribute
    WHERE attrelid = %s::regclass AND attgenerated <> '' AND NOT attisdropped
"""
KEY = """
    SELECT array_agg(a.attname ORDER BY array_position(i.indkey::smallint[], a.attnum))
    FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = %s::regclass AND i.indisprimary
"""
TRIGGERS = """
    SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger
    WHERE NOT tgisinternal AND tgrelid IN (
        SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace
    )
"""
#: How ALTER TABLE says what pg_trigger.tgenabled holds.
ENABLED = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA", "D": "DISABLE"}
#: The next number of each is one after the greatest that is there.
NUMBERED = """
    SELECT c.relname, a.attname, pg_get_serial_sequence(format('%I', c.relname), a.attname)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
        AND pg_get_serial_sequence(format('%I', c.relname), a.attname) IS NOT NULL
"""


def tables() -> list[str]:
    """All that there are, by name."""
    return [name for [name] in _answers(TABLES)]


def columns() -> dict[str, list[str]]:
    """{table: its columns, each with its type}: two sites whose answers are the same hold the same kinds of things."""
    return dict(_answers(COLUMNS))


def lines(table: str, instead: dict[str, str]) -> Iterator[str]:
    """Each row as a line of JSON, in the order of their keys; `instead` has SQL for what stands in some columns.

    Without what PostgreSQL works out: it would tell of the words that something else stands for.
    """
    [[key]] = _answers(KEY, [table])
    [[worked_out]] = _answers(WORKED_OUT, [table])
    changed = [
        sql.SQL("jsonb_build_object({}, {})").format(sql.Literal(name), sql.SQL(expression))
        for name, expression in instead.items()
    ]
    query = sql.SQL("SELECT ({})::text FROM {} AS t ORDER BY {}").format(
        sql.SQL(" || ").join([sql.SQL("(to_jsonb(t) - {}::text[])").format(sql.Literal(worked_out)), *changed]),
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, key)),
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while batch := cursor.fetchmany(BATCH):
            for [line] in batch:
                yield line


def fill(table: str, names: list[str], batches: Iterable[list[str]]) -> None:
    """Lines become the rows that they were."""
    chosen = sql.SQL(", ").join(map(sql.Identifier, names))
    query = sql.SQL(
        "INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE"
        " SELECT {columns} FROM unnest(%s::jsonb[]) AS line, jsonb_populate_record(NULL::{table}, line)"
    ).format(table=sql.Identifier(table), columns=chosen)
    with connection.cursor() as cursor:
        for batch in batches:
            cursor.execute(query, [batch])


@contextmanager
def as_written() -> Iterator[None]:
    """Inside, rows come in as they are told, and triggers work nothing out. Afterwards all triggers are as they were.

    Foreign keys, unique values and checks hold as ever. Needs the tables' owner.
    """
    triggers = list(_answers(TRIGGERS))
    _check_foreign_keys()
    for table in sorted({table for table, _name, _enabled in triggers}):
        _run(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))
    yield
    _check_foreign_keys()
    for table, name, enabled in triggers:
        change = sql.SQL("ALTER TABLE {} {} TRIGGER {}").format(
            sql.Identifier(table), sql.SQL(ENABLED[enabled]), sql.Identifier(name)
        )
        _run(change)


def empty(names: Iterable[str]) -> None:
    for name in names:
        _run(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))


def go_on_counting() -> None:
    """New rows get numbers that no row has."""
    for table, column, sequence in list(_answers(NUMBERED)):
        _run(
            sql.SQL("SELECT setval({}, COALESCE(max({}), 0) + 1, false) FROM {}").format(
                sql.Literal(sequence), sql.Identifier(column), sql.Identifier(table)
            )
        )


def _check_foreign_keys() -> None:
    """Now, not at the end of the transaction: a table with a check that is still to be made cannot be altered."""
    _run(sql.SQL("SET CONSTRAINTS ALL IMMEDIATE"))
    _run(sql.SQL("SET CONSTRAINTS ALL DEFERRED"))


def _run(statement: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _answers(query: str, parameters: list[object] | None = None) -> Iterator[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        yield from cursor.fetchall()
