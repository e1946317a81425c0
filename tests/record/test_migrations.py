"""Migrations go back and forth, step by step, and a function that was changed has to have one."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from articles import sql

TODAY = sql.todays_texts("articles")
STEPS = [("articles", "0001"), ("articles", "0002"), ("articles", "0003"), ("feedback", "0001"), ("feedback", "0002")]


@pytest.fixture
def in_one_transaction(db):
    """Django's migrations run inside the test's transaction, which is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def migrate(*target):
    call_command("migrate", *target, verbosity=0, interactive=False)


def functions_and_triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace AND proname ~ '^(articles|feedback)_' UNION ALL "
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        )
        return cursor.fetchall()


def test_every_migration_can_be_taken_back_and_made_again_step_by_step(in_one_transaction):
    before = functions_and_triggers()

    migrate("articles", "zero")
    assert functions_and_triggers() == []
    for app_label, name in STEPS:
        migrate(app_label, name)
        migrate(app_label, "zero")
        migrate(app_label, name)
    migrate()

    assert functions_and_triggers() == before


def test_a_changed_function_without_a_migration_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(apps.get_app_config("articles"), "path", str(tmp_path))
    (tmp_path / "sql").mkdir()
    for name, text in TODAY.items():
        (tmp_path / "sql" / f"{name}.sql").write_text(text)
    call_command("freeze_functions", "--check")
    (tmp_path / "sql" / "covered.sql").write_text(TODAY["covered"] + "-- a word more")

    with pytest.raises(CommandError, match="covered changed without a migration"):
        call_command("freeze_functions", "--check")
