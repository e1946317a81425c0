"""Rights and powers that somebody got over the database are found by the audit."""

import psycopg
import pytest
from django.db import connection

from articles.audit.powers import power_findings

pytestmark = pytest.mark.django_db

#: What only a superuser of the server can do. Asked of the connection that did it, before it takes it back.
POWERS = {
    "the web role becomes the owner": (
        "REVOKE pain_site_web FROM pain_site_owner; GRANT pain_site_owner TO pain_site_web",
        "may act for the owner of the tables",
    ),
    "somebody new becomes the owner": (
        "CREATE ROLE mallory LOGIN; GRANT pain_site_owner TO mallory",
        "The role mallory may act for the owner of the tables",
    ),
    "somebody new becomes the web role": (
        "CREATE ROLE mallory LOGIN; GRANT pain_site_web TO mallory",
        "The role mallory may act as pain_site_web",
    ),
    "the web role becomes a superuser": ("ALTER ROLE pain_site_web SUPERUSER", "has a power over the whole server"),
    "the web role passes over row security": (
        "ALTER ROLE pain_site_web BYPASSRLS",
        "has a power over the whole server",
    ),
    "the web role may switch triggers off": (
        "GRANT SET ON PARAMETER session_replication_role TO pain_site_web",
        "The role pain_site_web may switch triggers off for itself",
    ),
    "connections begin with triggers off": (
        "ALTER ROLE pain_site_web SET session_replication_role = replica",
        "Connections begin with a setting that switches rules off: session_replication_role=replica",
    ),
    "another owner": ("ALTER TABLE articles_signoff OWNER TO pain_site_web", "The table articles_signoff belongs to"),
    "something that happens in secret": (
        "CREATE FUNCTION quiet() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
        " CREATE EVENT TRIGGER quiet ON ddl_command_end EXECUTE FUNCTION quiet()",
        "the event trigger quiet",
    ),
}


@pytest.mark.parametrize("tampering", POWERS)
def test_a_power_that_somebody_got_is_found(tampering):
    statement, sentence = POWERS[tampering]
    database = connection.get_connection_params()
    with psycopg.connect(host=database["host"], dbname=database["dbname"], user="postgres") as server:
        before = [finding for findings in power_findings(server.cursor()) for finding in findings]
        server.execute(statement)

        after = "\n".join(finding for findings in power_findings(server.cursor()) for finding in findings)

        server.rollback()
    assert before == []
    assert sentence in after
