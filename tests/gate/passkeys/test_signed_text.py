"""What a passkey signs is the same text in Python and in PostgreSQL."""

import pytest
from django.db import connection

from articles.record.assertions import said_by_event, said_by_sign_off
from articles.record.document import canonical
from articles.record.signed.sign_offs import SignOff
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind
from tests.factories.pages import published_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "value",
    [
        {"b": 1, "a": [True, None, "x"], "aa": {}, "": []},
        {"text": 'Où ça fait mal – ½ “dose” 😀 \\ " / \t\n\r\b\f\x1f\x7f\u2028'},
        {"é": 1, "z": 2, "Z": 3, "\U0001f600": 4, "\uffff": 5, "key": 6, "longer key": 7},
        [[], [[1, -2, 0]], "", "a"],
    ],
)
def test_a_text_is_canonical_in_the_same_way_on_both_sides(value):
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_canonical(%s::jsonb)", [canonical(value)])
        assert cursor.fetchone()[0] == canonical(value)


def test_what_is_signed_is_the_same_on_both_sides():
    sign_off = SignOff.objects.filter(page=published_article()).earliest("pk")
    event = AuthorityEvent.objects.filter(kind=AuthorityEventKind.CREDENTIAL_ISSUED).first()
    for row, said in ((sign_off, said_by_sign_off(sign_off)), (event, said_by_event(event))):
        with connection.cursor() as cursor:
            table = row._meta.db_table
            cursor.execute(f"SELECT articles_signed_text(link) FROM {table} AS link WHERE id = %s", [row.pk])
            assert cursor.fetchone()[0] == said
