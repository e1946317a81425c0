"""The manifest of the database's rules is what the migrations make, and the functions are those of the files."""

import re

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from articles import sql
from articles.audit import manifest
from articles.record.evidence import ChainedModel

pytestmark = pytest.mark.django_db


def bodies(app_label):
    """(function, body) of each, as the files of an app have it; a function may have a body for each kind of row."""
    return {
        found
        for text in sql.todays_texts(app_label).values()
        for found in re.findall(r"FUNCTION (\w+)\s*\(.*?AS \$\$(.*?)\$\$", text, re.DOTALL)
    }


def test_the_manifest_is_what_the_migrations_make():
    assert manifest.rules_there_are() == manifest.rules_of_the_release(), "Run ./run manage write_manifest."


def test_the_manifest_knows_the_table_of_every_model_of_ours():
    of_ours = (model for model in apps.get_models() if model.__module__.startswith(("articles.", "editorial.")))
    tables = {model._meta.db_table for model in of_ours if not model._meta.proxy}

    known = {name.partition(".")[0] for name in manifest.rules_of_the_release()["column"]}

    assert {"letters_letter", "exchange_movingin"} <= tables <= known


def test_no_manifest_is_written_of_a_database_that_is_not_migrated(monkeypatch, tmp_path):
    monkeypatch.setattr(manifest, "PATH", tmp_path / "manifest.json")
    [newest] = MigrationLoader(connection).graph.leaf_nodes("articles")
    MigrationRecorder(connection).record_unapplied(*newest)

    with pytest.raises(CommandError, match="This database is not migrated"):
        call_command("write_manifest")

    assert not manifest.PATH.exists()


@pytest.mark.parametrize("app_label", ["articles", "feedback"])
def test_the_functions_of_the_database_are_those_of_the_files(app_label):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname ~ %s",
            [f"^{app_label}_"],
        )
        installed = set(cursor.fetchall())

    assert installed == bodies(app_label)


def test_each_kind_of_evidence_has_a_text_for_the_chain():
    kinds = [model for model in apps.get_models() if issubclass(model, ChainedModel)]

    texts = [body for name, body in bodies("articles") if name == "articles_chained_text"]

    assert len(texts) == len(kinds)
