"""Nothing is added to the record from a transaction that sees the database as it was before."""

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def another_session():
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": False}) as session:
        yield session
        session.rollback()


@pytest.mark.parametrize("level", [psycopg.IsolationLevel.REPEATABLE_READ, psycopg.IsolationLevel.SERIALIZABLE])
def test_nothing_is_added_to_the_record_by_whoever_sees_an_older_moment(another_session, level):
    """They would chain to a link that others have followed since, and judge by credentials that ended meanwhile."""
    another_session.isolation_level = level

    with pytest.raises(psycopg.errors.IntegrityError, match="record_of_an_older_moment"):
        another_session.execute(
            "INSERT INTO articles_interestdeclaration (page_id, signer_id, interests) VALUES (1, 1, 'Shares')"
        )
