"""The links of the chain, whatever tables they stand in."""

from __future__ import annotations

from collections.abc import Generator

from django.apps import apps
from django.db import connection
from psycopg import sql

from ..record.evidence import ChainedModel

LINKS_OF_ONE_TABLE = "SELECT sequence, hash FROM {table} WHERE sequence >= %(first)s"
#: Rows that are fetched at a time.
BATCH = 2000


def links_from(first: int) -> Generator[tuple[int, bytes], None, None]:
    """Sequence and hash of each link from one number on, in the order of the chain."""
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, ChainedModel)]
    each = [sql.SQL(LINKS_OF_ONE_TABLE).format(table=sql.Identifier(table)) for table in tables]
    query = sql.SQL("{} ORDER BY sequence").format(sql.SQL(" UNION ALL ").join(each))
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, {"first": first})
        while batch := cursor.fetchmany(BATCH):
            for sequence, hash in batch:
                yield sequence, bytes.fromhex(hash)
