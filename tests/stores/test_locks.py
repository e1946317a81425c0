"""What is done by one process at a time, on however many machines."""

import pytest
from django.db import connection

from articles.stores.locks import alone

pytestmark = pytest.mark.django_db


def test_one_at_a_time_does_what_has_a_name_and_the_next_when_it_has_ended():
    with alone("mending") as first, alone("mending") as second:
        assert (first, second) == (True, False)

    for _ in range(20):  # the next may begin at once, not only when PostgreSQL has noticed a connection that is gone
        with alone("mending") as third:
            assert third


def test_it_holds_up_nothing_of_another_name():
    with alone("mending") as first, alone("weaving") as other:
        assert (first, other) == (True, True)


def test_it_ends_with_a_failure_too():
    with pytest.raises(OSError, match="torn"), alone("mending"):
        raise OSError("torn")

    with alone("mending") as next_one:
        assert next_one


def test_it_ends_without_a_word_when_its_connection_was_lost():
    with alone("mending"):
        assert _end_connections_that_hold_a_lock() == 1

    with alone("mending") as next_one:
        assert next_one


def _end_connections_that_hold_a_lock() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_locks"
            " WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return cursor.fetchone()[0]
