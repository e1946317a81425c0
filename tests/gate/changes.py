"""Which tables were written to within this transaction: PostgreSQL counts it, so nobody has to compare their rows."""

import re
from functools import cache

from django.db import connection

WRITTEN = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE schemaname = 'public'
"""
#: What a statement may name that reads from tables which it does not name.
READS_MORE = """
    SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')  -- an extension's
    UNION SELECT viewname FROM pg_views WHERE schemaname = 'public'
"""


def written():
    """How many rows of each table were written so far; those that were taken back count too."""
    return dict(_rows(WRITTEN))


def written_since(earlier):
    """The tables that were written to since then."""
    return {table for table, count in written().items() if count != earlier.get(table, 0)}


@cache
def tables_read_by(statement):
    """The tables that a statement names; None where a function or a view in it may read any."""
    words = set(re.findall(r"\w+", statement))
    tables, more = _names()
    return None if words & more else frozenset(words & tables)


@cache
def _names():
    with connection.cursor() as cursor:
        tables = frozenset(connection.introspection.table_names(cursor))
    return tables, frozenset(name for (name,) in _rows(READS_MORE))


def _rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
