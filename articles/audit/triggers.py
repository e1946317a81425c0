"""Triggers: those that keep, judge, hash and index the record are there, as they were made, and switched on."""

from django.db import connection

from ..reading.listings.related import RelatedArticles
from ..reading.search.synonyms import Synonym
from ..record.draft_records import DraftRecord
from ..record.editions import Edition
from ..record.emergencies import EmergencyOverride
from ..record.evidence import ChainedModel
from ..record.interests import InterestWaiver
from ..record.publications import Publication
from ..record.sign_offs import SignOff
from ..record.status_changes import StatusChange
from ..references.library.references import Reference
from .database_roles import append_only_models

KEEPS = "BEFORE DELETE OR UPDATE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only()"
STAYS = "BEFORE DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION articles_append_only()"
CHAINS = "BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION articles_write_to_chain()"
JUDGES = "BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION articles_validate_{what}()"
MOVES = "AFTER INSERT OR UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION articles_move_reader_version()"
MOVES_FOR_WORLD = (
    "AFTER UPDATE OF status, status_on ON {table} FOR EACH STATEMENT EXECUTE FUNCTION articles_move_reader_version()"
)
MOVES_FOR_RELATED = (
    "AFTER INSERT OR UPDATE OF pages ON {table} FOR EACH STATEMENT EXECUTE FUNCTION articles_move_reader_version()"
)
INDEXES = "AFTER INSERT OR UPDATE OF edition_id ON {table} FOR EACH ROW EXECUTE FUNCTION articles_keep_search_entry()"
INTRODUCES = "BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION articles_introduce_signer()"
LEARNS = "AFTER INSERT OR UPDATE OF terms ON {table} FOR EACH ROW EXECUTE FUNCTION articles_learn_synonym()"
JUDGES_CHANGES_TOO = "BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION articles_validate_{what}()"

JUDGED = {
    DraftRecord: "draft_record",
    SignOff: "sign_off",
    Edition: "edition",
    InterestWaiver: "waiver",
    EmergencyOverride: "override",
    StatusChange: "status_change",
}

TRIGGERS = """
    SELECT c.relname, t.tgname, t.tgenabled IN ('O', 'A'), pg_get_triggerdef(t.oid)
    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
"""
# Whoever may act for the owner of a table can switch its triggers off; a superuser may act for everybody.
TABLES_IN_ITS_POWER = """
    SELECT current_user, count(*) FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND pg_has_role(relowner, 'USAGE')
"""


def expected_triggers():
    """(table, name, definition) of each trigger as the migrations made it, in PostgreSQL's own words."""
    wanted = [
        *(("append_only", model, KEEPS) for model in append_only_models()),
        *(("hash", model, CHAINS) for model in append_only_models() if issubclass(model, ChainedModel)),
        *(("validate", model, JUDGES) for model in JUDGED),
        ("introduce", SignOff, INTRODUCES),
        ("validate", Publication, JUDGES_CHANGES_TOO),
        ("stays", Publication, STAYS),
        ("move_reader_version", Publication, MOVES),
        ("move_reader_version", Reference, MOVES_FOR_WORLD),
        ("move_reader_version", RelatedArticles, MOVES_FOR_RELATED),
        ("keep_search_entry", Publication, INDEXES),
        ("learn_words", Synonym, LEARNS),
    ]
    for name, model, definition in wanted:
        table = model._meta.db_table
        what = JUDGED.get(model, "publication")
        yield table, name, f"CREATE TRIGGER {name} {definition.format(table=f'public.{table}', what=what)}"


def trigger_findings():
    """Compare the triggers that there are with those that there should be."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        there = {(table, name): found for table, name, *found in cursor.fetchall()}
    for table, name, definition in expected_triggers():
        is_on, found = there.get((table, name), (False, None))
        if found is None:
            yield [f"The trigger {name} on {table} is not there."]
        elif not is_on:
            yield [f"The trigger {name} on {table} is switched off."]
        elif found != definition:
            yield [f"The trigger {name} on {table} is not the one that the migrations made: {found}"]
        else:
            yield []


def role_warnings():
    """That the role in use could switch triggers off, if it could."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES_IN_ITS_POWER)
        role, tables = cursor.fetchone()
    if not tables:
        return []
    return [f"The database role {role} owns {tables} tables, or may act for their owner: it could switch triggers off."]
