"""Damage to the record, done past all that protects it, and what the audit then finds."""

from contextlib import contextmanager

from django.db import connection

from articles import audit


@contextmanager
def as_somebody_who_can_do_everything():
    """With the triggers and foreign keys switched off: what only the database's owner could do, or a bad disk."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")


def damage(statement, *params):
    """Run a statement past all triggers; it has to hit exactly one row."""
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount == 1


def found():
    return "\n".join(audit.run().findings)


#: Writes the chain anew over all rows, in the order in which they came to be: what somebody does who owns the database
#: and wants a change to go unnoticed.
CHAIN_ANEW = """
DO $$
DECLARE
    earlier record;
    sign_off articles_signoff%ROWTYPE;
    edition articles_edition%ROWTYPE;
    before text := repeat('0', 64);
    place bigint := 0;
BEGIN
    FOR earlier IN SELECT 'sign_off' AS kind, id, signed_at AS at FROM articles_signoff
                   UNION ALL SELECT 'edition', id, created_at FROM articles_edition ORDER BY at, kind DESC, id LOOP
        place := place + 1;
        IF earlier.kind = 'sign_off' THEN
            UPDATE articles_signoff SET sequence = place, previous_hash = before WHERE id = earlier.id
                RETURNING * INTO sign_off;
            before := encode(sha256(convert_to(before || E'\n' || articles_chained_text(sign_off), 'UTF8')), 'hex');
            UPDATE articles_signoff SET hash = before WHERE id = earlier.id;
        ELSE
            UPDATE articles_edition SET sequence = place, previous_hash = before WHERE id = earlier.id
                RETURNING * INTO edition;
            before := encode(sha256(convert_to(before || E'\n' || articles_chained_text(edition), 'UTF8')), 'hex');
            UPDATE articles_edition SET hash = before WHERE id = earlier.id;
        END IF;
    END LOOP;
END $$
"""


def chain_everything_anew():
    with as_somebody_who_can_do_everything() as cursor:
        for table in ("articles_signoff", "articles_edition"):
            cursor.execute(f"UPDATE {table} SET sequence = -id, previous_hash = '', hash = ''")
        cursor.execute(CHAIN_ANEW)
