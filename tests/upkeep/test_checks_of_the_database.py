"""Checks that only a database can answer, before the site starts."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connections

from articles.stores.databases import READERS
from tests.upkeep.damage import as_somebody_who_can_do_everything

pytestmark = pytest.mark.django_db


def said():
    return " ".join(str(message) for message in run_checks(tags=[Tags.database], databases=["default"]))


def test_a_database_in_order_is_not_spoken_of():
    assert "articles." not in said()


def test_another_main_language_than_the_settings_name_is_said():
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute("UPDATE articles_mainlanguage SET code = 'fr'")

    assert "The database has fr as the site's main language" in said()


def test_readers_who_are_answered_as_the_web_role_are_said(monkeypatch):
    monkeypatch.setitem(connections[READERS].settings_dict, "USER", connections["default"].settings_dict["USER"])

    assert "which can read drafts" in said()
