"""Which tables were written to within this transaction: PostgreSQL counts it, so nobody has to compare their rows."""

import re
from collections import defaultdict
from functools import cache

from django.db import connection

WRITTEN = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE schemaname = 'public'
"""
#: What a statement may name that reads from tables which it does not name, and what that is defined as.
READS_MORE = """
    SELECT proname, CASE prokind WHEN 'f' THEN pg_get_functiondef(oid) END FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')  -- an extension's
    UNION ALL SELECT viewname, definition FROM pg_views WHERE schemaname = 'public'
"""
#: What puts a statement together as it goes may read any table.
COMPOSES = "EXECUTE"


def written():
    """How many rows of each table were written so far; those that were taken back count too."""
    return dict(_rows(WRITTEN))


def written_since(earlier):
    """The tables that were written to since then."""
    return {table for table, count in written().items() if count != earlier.get(table, 0)}


@cache
def tables_read_by(statement):
    """The tables that a statement names, or a function or a view in it; None where it may be any."""
    return named_in(statement, *_names())


def named_in(statement, tables, definitions):
    """The same where there are these tables, and these functions and views: {name: [the texts that define it]}."""
    found, new = set(), _words(statement)
    while new:
        found |= new
        texts = [text for name in new & set(definitions) for text in definitions[name]]
        if any(text is None or COMPOSES in text.upper() for text in texts):
            return None
        new = set().union(*map(_words, texts)) - found
    return found & tables


def _words(text):
    return set(re.findall(r"\w+", text))


@cache
def _names():
    """All tables; and of every function and view how it is defined, one text for each that has the name."""
    with connection.cursor() as cursor:
        tables = frozenset(connection.introspection.table_names(cursor))
    definitions = defaultdict(list)
    for name, text in _rows(READS_MORE):
        definitions[name].append(text)
    return tables, dict(definitions)


def _rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
