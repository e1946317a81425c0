"""What the database refuses to the web process's own role, whatever code runs in it; and what that role needs to do.

Which tables are evidence, and which functions judge it, is read from the database, so that a new one is covered.
"""

from contextlib import contextmanager

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from psycopg import errors

from articles.audit.database_roles import OWNER_ONLY
from articles.record.document import canonical_text, digest
from articles.record.published.editions import Edition
from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.sign_offs import SignOff
from editorial.feedback.reports.report import Report
from pain_site.refused_commands import sentence_for
from pain_site.stack.servers.roles import DATABASE, OWNER
from tests.factories.drafts import edited, fresh, image, submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import published_through_the_workflow, signed
from tests.feedback.form_time import time_in_form
from tests.roles import READERS_ROLE, WEB_ROLE

pytestmark = pytest.mark.django_db

EVIDENCE = """
    SELECT DISTINCT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'articles_append_only' AND t.tgname = 'append_only' ORDER BY 1
"""
TRIGGERS = """
    SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname LIKE 'articles\\_%' ORDER BY 1, 2
"""
FUNCTIONS = """
    SELECT p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.proconfig FROM pg_proc p
    WHERE p.proname LIKE 'articles\\_%' AND p.pronamespace = 'public'::regnamespace ORDER BY 1
"""
SHADOWS = [
    "articles_articlepage",
    "articles_credential",
    "articles_draftrecord",
    "articles_edition",
    "articles_personaccount",
    "articles_signoff",
    "accounts_user",
]


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


@contextmanager
def connected_as_web(database=None):
    """A connection of its own for the web role, which nothing in this process can turn back into the owner's."""
    given = connection.get_connection_params()
    there = {"user": WEB_ROLE, "host": given.get("host"), "port": given.get("port"), "password": given.get("password")}
    timeout = "-c lock_timeout=2s"
    with psycopg.connect(dbname=database or given["dbname"], autocommit=True, options=timeout, **there) as web:
        yield web


def allowed(web, statements):
    """Those statements that the role got away with, or that failed for another reason than a missing right."""
    through = []
    for statement in statements:
        try:
            with web.transaction(force_rollback=True):
                web.execute(statement)
            through.append(f"{statement}: done")
        except errors.InsufficientPrivilege:
            continue
        except psycopg.Error as error:
            through.append(f"{statement}: {error}")
    return through


def evidence_tables():
    tables = [table for (table,) in rows(EVIDENCE)]
    assert {"articles_draftrecord", "articles_signoff", "articles_edition", "articles_editionimage"} <= set(tables)
    return tables


def first_column(table):
    """Its key. Read from the catalogue: to read the table itself would lock it against what is tried below."""
    return rows(f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum = 1")[0][0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "TRUNCATE {table} CASCADE",
        "INSERT INTO {table} ({column}) VALUES (DEFAULT) ON CONFLICT ({column}) DO UPDATE SET {column} = NULL",
        "MERGE INTO {table} AS old USING {table} AS new ON old.{column} = new.{column} WHEN MATCHED THEN DELETE",
        "DO $$ BEGIN EXECUTE 'DELETE FROM {table}'; END $$",
        "ALTER TABLE {table} DISABLE TRIGGER append_only",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "ALTER TABLE {table} ADD COLUMN more text",
        "ALTER TABLE {table} RENAME TO elsewhere",
        "ALTER TABLE {table} OWNER TO {web}",
        "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        "DROP TABLE {table} CASCADE",
        "DROP TRIGGER append_only ON {table}",
        "CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION articles_append_only()",
        "CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
        "CREATE POLICY mine ON {table}",
        "COPY {table} FROM '/etc/hostname'",
        "COPY {table} TO PROGRAM 'cat'",
    ],
)
def test_the_web_role_cannot_take_evidence_back(statement):
    statements = [
        statement.format(table=table, column=first_column(table), web=WEB_ROLE) for table in evidence_tables()
    ]

    with connected_as_web() as web:
        assert allowed(web, statements) == []


def test_the_web_role_has_no_more_rights_on_evidence_than_to_read_and_to_add():
    rights = "SELECT privilege_type FROM information_schema.table_privileges WHERE table_name = %s AND grantee = %s"

    with connected_as_web() as web:
        held = {table: {right for (right,) in web.execute(rights, [table, WEB_ROLE])} for table in evidence_tables()}

    assert held == dict.fromkeys(held, {"SELECT", "INSERT"})


def test_the_web_role_only_reads_what_the_owner_alone_decides():
    statements = [
        statement.format(table=table, column=first_column(table))
        for table in (model._meta.db_table for model in OWNER_ONLY)
        for statement in (
            "INSERT INTO {table} DEFAULT VALUES",
            'UPDATE {table} SET "{column}" = NULL',
            "DELETE FROM {table}",
            "TRUNCATE {table}",
        )
    ]

    with connected_as_web() as web:
        assert allowed(web, statements) == []


def test_the_web_role_cannot_take_a_judge_away():
    triggers = rows(TRIGGERS)
    assert ("articles_edition", "validate") in triggers

    with connected_as_web() as web:
        assert allowed(web, [f"DROP TRIGGER {name} ON {table}" for table, name in triggers]) == []
        assert allowed(web, [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in triggers]) == []


def test_the_web_role_cannot_replace_a_function():
    functions = rows(FUNCTIONS)
    assert {"articles_validate_edition()", "articles_append_only()"} <= {signature for signature, _, _ in functions}
    statements = [definition for _, definition, _ in functions]
    for signature, _, _ in functions:
        statements += [
            f"DROP FUNCTION {signature} CASCADE",
            f"ALTER FUNCTION {signature} RESET search_path",
            f"ALTER FUNCTION {signature} OWNER TO {WEB_ROLE}",
            f"ALTER FUNCTION {signature} RENAME TO elsewhere",
        ]

    with connected_as_web() as web:
        assert allowed(web, statements) == []


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "ALTER ROLE {web} SET session_replication_role = replica",
        "SET ROLE {owner}",
        "SET SESSION AUTHORIZATION {owner}",
        "GRANT {owner} TO {web}",
        "ALTER ROLE {web} SUPERUSER",
        "ALTER ROLE {web} BYPASSRLS",
        "ALTER ROLE {owner} PASSWORD 'mine'",
        "CREATE ROLE mine",
        "CREATE SCHEMA mine",
        "CREATE TABLE public.articles_mine (id integer)",
        "CREATE FUNCTION public.articles_mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION pg_catalog.sha256(text) RETURNS bytea LANGUAGE sql AS 'SELECT NULL::bytea'",
        "CREATE OPERATOR public.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
        "CREATE EXTENSION dblink",
        "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION articles_append_only()",
        "ALTER DATABASE {database} SET session_replication_role = replica",
        "SELECT set_config('session_replication_role', 'replica', false)",
        "UPDATE pg_catalog.pg_proc SET prosrc = 'SELECT true'",
        "UPDATE pg_catalog.pg_trigger SET tgenabled = 'D'",
        "UPDATE pg_catalog.pg_class SET relacl = NULL",
        "UPDATE pg_catalog.pg_authid SET rolsuper = true",
        "SET allow_system_table_mods = on",
        "SELECT pg_read_file('/etc/hostname')",
        "SELECT lo_import('/etc/hostname')",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
        "LOAD 'auto_explain'",
        "UPDATE django_migrations SET name = name",
    ],
)
def test_the_web_role_cannot_become_more_than_it_is(statement):
    names = {"web": WEB_ROLE, "owner": OWNER, "database": connection.settings_dict["NAME"]}

    with connected_as_web() as web:
        assert allowed(web, [statement.format(**names)]) == []


def test_the_web_role_owns_nothing_and_belongs_to_no_other_role():
    with connected_as_web() as web:
        owned = web.execute("SELECT relname FROM pg_class WHERE relowner = current_user::regrole").fetchall()
        member_of = web.execute(
            "SELECT roleid::regrole FROM pg_auth_members WHERE member = current_user::regrole"
        ).fetchall()
        powers = web.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        ).fetchone()

    assert (owned, member_of) == ([], [])
    assert not any(powers)


def test_the_web_role_makes_no_temporary_tables_on_a_real_site():
    """The database of `./run` has the grants of a real site; a test database is made without them."""
    with connected_as_web(DATABASE) as web:
        assert (
            allowed(web, ["CREATE TEMPORARY TABLE articles_signoff (id bigint)", "SELECT 1 AS id INTO TEMP mine"]) == []
        )


def test_every_function_pins_its_search_path():
    unpinned = [
        signature
        for signature, _, configuration in rows(FUNCTIONS)
        if "search_path=pg_catalog, public, pg_temp" not in (configuration or [])
    ]

    assert unpinned == [], "A temporary table could stand in for a real one."


@pytest.mark.parametrize("shadowed", SHADOWS)
def test_a_temporary_table_in_place_of_a_real_one_helps_nobody(shadowed):
    """As the owner, who may make one: the judge still reads the real tables."""
    page = submitted(article())
    signed(page)
    text = canonical_text(page.get_latest_revision_as_object())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {shadowed} (LIKE public.{shadowed}) ON COMMIT DROP")
        cursor.execute("SET LOCAL search_path = pg_temp, public")

    with pytest.raises(DatabaseError, match="sign_offs_missing\nDETAIL:  medical_review"), transaction.atomic():
        insert_edition(page, text)


def insert_edition(page, text):
    """What an attacker inserts: the newest draft, with the one signature that it has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.articles_edition"
            " (page_id, number, document, digest, draft_record_id, sign_off_ids, change_class, change_note)"
            " SELECT %s, 1, %s, %s, (SELECT max(id) FROM public.articles_draftrecord WHERE page_id = %s),"
            " (SELECT array_agg(id) FROM public.articles_signoff WHERE page_id = %s), 'new', ''",
            [page.pk, text, digest(text), page.pk, page.pk],
        )


# What it needs to do


def test_the_desk_works_as_the_web_role(as_web_role):
    with as_web_role():
        page = article(hero_image=image(), hero_alt="A table")
        page = edited(page, standfirst="Said better.")
        page = submitted(page)
        signed(page)
        signed(page)

    edition = Edition.objects.get(page=page)
    assert DraftRecord.objects.of_page(page).count() == 2 and SignOff.objects.filter(page=page).count() == 2
    assert edition.standfirst == "Said better." and edition.digest == digest(edition.document)


def test_a_second_edition_is_published_as_the_web_role(as_web_role):
    page = published_article()

    with as_web_role():
        published_through_the_workflow(
            edited(page, standfirst="Better.", change_class="update", change_note="A new trial.")
        )

    assert page.editions.count() == 2 and fresh(page).current_edition.number == 2


def test_readers_read_and_report_as_the_web_role(as_web_role):
    page = published_article()
    publication = page.publication

    with as_web_role():
        reader = Client()
        shown = reader.get(publication.path)
        form = {"comment": "The dose is wrong.", "opened": time_in_form(publication.edition_id)}
        sent = reader.post(f"/feedback/report/?edition={publication.edition_id}", form)

    assert (shown.status_code, sent.status_code) == (200, 303)
    assert Report.objects.get().page_id == page.pk


@pytest.mark.django_db
def test_with_the_tables_the_roles_get_their_rights():
    held = "SELECT has_table_privilege(%s, 'articles_edition', 'SELECT')"
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON articles_edition FROM {WEB_ROLE}, {READERS_ROLE}")

        call_command("migrate", web_role=WEB_ROLE, readers_role=READERS_ROLE, verbosity=0)

        for role in (WEB_ROLE, READERS_ROLE):
            cursor.execute(held, [role])
            assert cursor.fetchone() == (True,), role


@pytest.mark.parametrize("command", [["grant_web_role"], ["grant_readers_role"], ["migrate", "--web-role"]])
@pytest.mark.parametrize(("role", "why"), [("nobody_here", "knows no role"), (OWNER, "its own rights would be taken")])
def test_rights_are_given_to_a_role_that_is_there_and_is_not_the_owner(command, role, why):
    with pytest.raises(CommandError, match=why):
        call_command(*command, role)


def test_whoever_runs_a_command_of_the_owners_as_the_web_role_is_told_whose_it_is(as_web_role):
    with as_web_role(), pytest.raises(DatabaseError) as refused, transaction.atomic():
        call_command("emergency_editions", "--allow", "5")

    assert "Is it for the owner of the tables to do?" in sentence_for(refused.value)
