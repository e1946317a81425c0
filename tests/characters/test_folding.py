"""What looks different and means the same is found as the same, in Python and in PostgreSQL."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings

from articles.characters.folding import folded, folded_places
from tests.characters.texts import TEXTS

pytestmark = pytest.mark.django_db


def folded_by_database(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_folded(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zopi\u00adflurane", "Zopiflurane"),
        ("ﬁbromyalgia", "fibromyalgia"),
        ("5 µg", "5 μg"),
        ("anti‑inflammatory", "anti-inflammatory"),
        ("５００ｍｇ", "500mg"),
        ("Ménière’s", "meniere's"),
        ("e\u0301tude", "étude"),
        ("vitamin B₁₂", "vitamin b12"),
        ("25\u202f㎎", "25 mg"),
    ],
)
def test_what_means_the_same_is_the_same(one, other):
    assert folded(one) == folded(other)
    assert folded_by_database(one) == folded(one)


def test_a_raised_or_broken_number_is_another_number():
    assert folded("10⁶") != folded("106")
    assert folded("1½") != folded("11⁄2")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_the_database_folds_as_python_does(text):
    text = text.replace("\x00", "")

    assert folded_by_database(text) == folded(text)


@given(TEXTS)
def test_each_folded_character_has_its_place(text):
    letters, places = folded_places(text)

    assert len(letters) == len(places)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
