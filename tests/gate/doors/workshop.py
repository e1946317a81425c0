"""What the workshop holds after a door was tried: by this each row of the table shows that it did something."""

import json
from contextlib import contextmanager

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from tests.factories.drafts import fresh
from tests.gate.doors.site import MARKER

#: What readers are shown lives here. No door may write the marker into one of these.
READERS_TABLES = {"articles_edition", "articles_publication", "articles_editionimage"}


def holds(page):
    """Whether this instance has the marker in what Wagtail would serve: its columns and child rows."""
    served = {name: value for name, value in page.serializable_data().items() if name != "draft_title"}
    return MARKER in json.dumps(served, cls=DjangoJSONEncoder)


def live_row_holds(page):
    return holds(fresh(page))


def wagtail_serves(page):
    """Whether a stock Wagtail site would show the marker to everybody."""
    return fresh(page).live and live_row_holds(page)


def newest_draft_holds(page):
    return holds(fresh(page).get_latest_revision().as_object())


def only_the_draft_holds(page):
    """What a refused publishing leaves behind."""
    return newest_draft_holds(page) and not live_row_holds(page)


def tables_holding(marker, tables):
    """Those of the tables in which the marker stands, in whatever column."""
    if not tables:
        return set()
    with connection.cursor() as cursor:
        ask = "SELECT %s WHERE EXISTS (SELECT 1 FROM {} AS t WHERE t::text ILIKE %s)"
        parts = " UNION ALL ".join(ask.format(connection.ops.quote_name(table)) for table in tables)
        cursor.execute(parts, [value for table in tables for value in (table, f"%{marker}%")])
        return {row[0] for row in cursor.fetchall()}


def run(statement, *params):
    """SQL, as the owner of the tables; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


@contextmanager
def refused(error, match=None):
    """What happens inside is refused with this error, and leaves the transaction usable."""
    with pytest.raises(error, match=match), transaction.atomic():
        yield
