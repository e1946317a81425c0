"""What the database enforces is compared with the release: whatever was changed of it is found by the audit.

Kinds, not cases: a function, trigger, constraint, column, index or rule of the database changed; rights widened.
"""

from pathlib import Path

import pytest
from django.db import connection

import articles
from tests.upkeep.damage import found

pytestmark = pytest.mark.django_db

SQL = Path(articles.__file__).parent / "sql"
RULES = {
    "a function replaced": (
        "CREATE OR REPLACE FUNCTION articles_covered(page integer) RETURNS bigint LANGUAGE sql STABLE"
        " SET search_path = pg_catalog, public, pg_temp AS 'SELECT 99::bigint'",
        "The function articles_covered(integer) is not the one",
    ),
    "a function whose parameters change places": (
        "DROP FUNCTION articles_movers(integer, bigint, bigint);"
        " CREATE FUNCTION articles_movers(page integer, last_record bigint, after_record bigint) RETURNS SETOF bigint"
        " LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$"
        + SQL.joinpath("movers.sql").read_text().partition("$$")[2].rpartition("$$")[0]
        + "$$",
        "The function articles_movers(integer,bigint,bigint) is not the one",
    ),
    "a function that runs with its owner's rights": (
        "ALTER FUNCTION articles_validate_edition() SECURITY DEFINER",
        "The function articles_validate_edition() is not the one",
    ),
    "a function that looks elsewhere": ("ALTER FUNCTION articles_append_only() RESET search_path", "The function"),
    "another function of the same name": (
        "CREATE FUNCTION articles_covered(page text) RETURNS bigint LANGUAGE sql AS 'SELECT 99::bigint'",
        "is not one of the release's",
    ),
    "a trigger removed": (
        "DROP TRIGGER validate ON articles_signoff",
        "The trigger articles_signoff.validate is not there",
    ),
    "a trigger switched off": ("ALTER TABLE articles_edition DISABLE TRIGGER append_only", "is switched off"),
    "a trigger for replicas only": ("ALTER TABLE articles_edition ENABLE REPLICA TRIGGER validate", "is switched off"),
    "a trigger with a condition": (
        "CREATE OR REPLACE TRIGGER validate BEFORE INSERT ON articles_edition FOR EACH ROW"
        " WHEN (NEW.number > 1) EXECUTE FUNCTION articles_validate_edition()",
        "The trigger articles_edition.validate is not the one",
    ),
    "a trigger more": (
        "CREATE TRIGGER zzz BEFORE INSERT ON articles_edition FOR EACH ROW EXECUTE FUNCTION articles_append_only()",
        "The trigger articles_edition.zzz is not one of the release's",
    ),
    "a constraint removed": (
        "ALTER TABLE articles_signoff DROP CONSTRAINT articles_signoff_once_per_digest",
        "The constraint articles_signoff.articles_signoff_once_per_digest is not there",
    ),
    "a constraint that allows everything": (
        "ALTER TABLE articles_statuschange DROP CONSTRAINT articles_status_needs_two_people,"
        " ADD CONSTRAINT articles_status_needs_two_people CHECK (true)",
        "The constraint articles_statuschange.articles_status_needs_two_people is not the one",
    ),
    "a date that begins elsewhere": (
        "ALTER TABLE articles_signoff ALTER signed_at SET DEFAULT '2020-01-01'",
        "The column articles_signoff.signed_at is not the one",
    ),
    "a column that may be empty": (
        "ALTER TABLE articles_edition ALTER digest DROP NOT NULL",
        "The column articles_edition.digest is not the one",
    ),
    "a column more": ("ALTER TABLE articles_edition ADD shown_instead text", "is not one of the release's"),
    "an index removed": (
        "DROP INDEX articles_publication_newest",
        "The index articles_publication_newest is not there",
    ),
    "statements that vanish": (
        "CREATE RULE quiet AS ON INSERT TO articles_statuschange DO INSTEAD NOTHING",
        "The rewriting rule articles_statuschange.quiet is not one of the release's",
    ),
    "rows that are hidden": (
        "ALTER TABLE articles_signoff ENABLE ROW LEVEL SECURITY",
        "The row security of articles_signoff is not one of the release's",
    ),
    "rights on a table": (
        "GRANT UPDATE, DELETE ON articles_edition TO pain_site_web",
        "Somebody beside the owner has more rights on articles_edition: DELETE, UPDATE.",
    ),
    "rights on one column": (
        "GRANT UPDATE (statement) ON articles_signoff TO pain_site_web",
        "The grant on the column articles_signoff.statement is not the one that the migrations made",
    ),
    "rights for everybody": (
        "GRANT SELECT ON articles_draftrecord TO PUBLIC",
        "Everybody, whatever their role, has a right on articles_draftrecord: SELECT.",
    ),
}


@pytest.mark.parametrize("tampering", RULES)
def test_a_rule_that_was_tampered_with_is_found(tampering):
    statement, sentence = RULES[tampering]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)

    assert sentence in found()
