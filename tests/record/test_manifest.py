"""The manifest of the database's rules is what the migrations make, and the functions are those of the files."""

import re

import pytest
from django.db import connection

from articles import sql
from articles.audit import manifest

pytestmark = pytest.mark.django_db


def bodies(app_label):
    """{function: its body} as the files of an app have it."""
    return {
        name: body
        for text in sql.todays_texts(app_label).values()
        for name, body in re.findall(r"FUNCTION (\w+)\s*\(.*?AS \$\$(.*?)\$\$", text, re.DOTALL)
    }


def test_the_manifest_is_what_the_migrations_make():
    assert manifest.rules_there_are() == manifest.rules_of_the_release(), "Run ./run manage write_manifest."


@pytest.mark.parametrize("app_label", ["articles", "feedback"])
def test_the_functions_of_the_database_are_those_of_the_files(app_label):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname ~ %s",
            [f"^{app_label}_"],
        )
        installed = dict(cursor.fetchall())

    assert installed.keys() == bodies(app_label).keys()
    assert {name for name, body in bodies(app_label).items() if body != installed[name]} <= {"articles_chained_text"}


def test_each_of_the_texts_of_the_chain_is_that_of_the_file():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'articles_chained_text'")
        installed = {body for (body,) in cursor.fetchall()}

    text = sql.todays_texts("articles")["chained_text"]
    assert installed == set(re.findall(r"AS \$\$(.*?)\$\$", text, re.DOTALL)) and len(installed) == 5
