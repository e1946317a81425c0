"""What is asked of PostgreSQL, and how it would answer were the tables as large as they can become."""

import re

from django.db import connection

#: Of these PostgreSQL makes no plan.
NO_QUESTIONS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK", "SET ")


def statements_of(client, address):
    """The statements that a page asks, each with its values."""
    statements = []

    def note(execute, sql, params, many, context):
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200
    return statements


def added_to(asked, *tables):
    """Those of the tables to which rows were added while queries were captured, in that order."""
    added = (re.match('INSERT INTO "(\\w+)"', query["sql"]) for query in asked.captured_queries)
    return [each[1] for each in added if each and each[1] in tables]


def tables_read_whole(statements, tables):
    """Those of the tables that a statement would read from end to end even if that cost a fortune."""
    plans = [_plan(sql, values) for sql, values in statements if not sql.startswith(NO_QUESTIONS)]
    return {table for plan in plans for table in tables if re.search(rf"Seq Scan on {table}\b", plan)}


def _plan(sql, values):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", values)
        return "\n".join(line for (line,) in cursor.fetchall())
