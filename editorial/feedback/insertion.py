"""A reader's report as one statement, which the database is sent once."""

from functools import cache

from django.db import connection
from django.utils import timezone

from articles.editions import Edition

from .models import Report
from .patience import PATIENCE


def insert_report(edition_id, **values):
    """Store a report about an edition, with values by attribute; its key. IntegrityError: there is no such edition.

    Building the statement anew with each report took four times as long as carrying it out.
    """
    sql, fields = _statement()
    given = {**values, "edition_id": edition_id, "page_id": edition_id, "updated_at": timezone.now()}
    with connection.cursor() as cursor:
        in_own_transaction = not connection.in_atomic_block
        cursor.execute(f"{PATIENCE}; {sql}" if in_own_transaction else sql, [_value(field, given) for field in fields])
        if in_own_transaction:
            cursor.nextset()  # the first result is the setting's
        return cursor.fetchone()[0]


def _value(field, given):
    if field.attname in given:
        return field.get_db_prep_save(given[field.attname], connection)
    return None if field.has_db_default() else field.get_db_prep_save(field.get_default(), connection)


@cache
def _statement():
    """The INSERT for the model as it is, which finds the page by the edition, and the fields that it takes."""
    fields = [field for field in Report._meta.concrete_fields if not field.primary_key and not field.generated]
    taken = {
        "page_id": f"(SELECT page_id FROM {Edition._meta.db_table} WHERE id = %s)",  # noqa: S608  names of ours
        "received_at": "coalesce(%s, statement_timestamp())",
    }
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(taken.get(field.attname, "%s") for field in fields)
    sql = f"INSERT INTO {Report._meta.db_table} ({columns}) VALUES ({values}) RETURNING id"  # noqa: S608
    return sql, fields
