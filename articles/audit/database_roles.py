"""The database roles: the owner migrates, the web role owns nothing and only adds to evidence, the readers' role reads
what readers are shown.
"""

from itertools import chain

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection, transaction
from psycopg import sql

from ..extensions import readers_may
from ..reading.listings.related import RelatedArticles
from ..reading.search.index import SearchEntry
from ..reading.search.synonyms import Synonym
from ..reading.search.vocabulary import SearchWord
from ..reading.site_settings import SiteSettings
from ..record.evidence import AppendOnlyModel
from ..record.published.addresses import AddressChange, MainLanguage, MovedInAddress
from ..record.published.editions import Edition
from ..record.published.emergencies import EmergencyOverride, EmergencyRule
from ..record.published.legacy import LegacyBatch, LegacyDecision, LegacyText
from ..record.published.publications import Publication, ReaderVersion
from ..record.published.reported_months import ReportedMonth
from ..record.published.status_changes import StatusChange
from ..record.signed.pictures import EditionImage
from ..record.signed.sign_offs import SignOff
from ..record.signers.credentials import Credential, PersonAccount, Specialty
from ..record.signers.interests import InterestWaiver
from ..record.signers.signing_keys import SigningKey
from ..references.library.integrity_facts import IntegrityFact
from ..references.library.newer import NewerVersion
from ..writing.claims import Claim

#: What the owner alone decides.
DECIDED_BY_OWNER = (EmergencyRule, MainLanguage)
#: What readers get besides evidence. Triggers and functions of the owner's work it out; the web role may ask for that,
#: and write nothing into it.
WORKED_OUT = (Publication, ReaderVersion, RelatedArticles, SearchEntry, SearchWord)
#: Who may sign. Triggers work it out from the events that two editors decided.
AUTHORITY = (
    PersonAccount,
    SigningKey,
    Credential,
    Credential.specialties.through,
    Specialty,
    Specialty.topics.through,
)
OWNER_ONLY = (*DECIDED_BY_OWNER, *WORKED_OUT, *AUTHORITY)
#: All that the answers to readers read. Nothing of Wagtail's, of accounts, of drafts or of reports is among it.
SHOWN_TO_READERS = (
    AddressChange,  # where former addresses lead
    Edition,
    EditionImage,
    EmergencyOverride,  # its reason stands above the text
    LegacyBatch,  # what two people decided to show unreviewed, for trust records
    LegacyDecision,
    LegacyText,
    InterestWaiver,  # its reason stands in trust records
    Publication,
    ReaderVersion,
    ReportedMonth,  # what readers told the site, in figures
    MovedInAddress,  # where those on a former site lead
    IntegrityFact,  # whether a cited work was retracted
    NewerVersion,  # whether a newer version of a cited work is being looked at
    RelatedArticles,
    SearchEntry,
    SearchWord,
    SignOff,
    SigningKey,  # with the event that added it, for trust records
    SiteSettings,
    StatusChange,
    Synonym,
)
#: Columns that readers are not shown. A text that was signed may never have become an edition.
NOT_SHOWN = {SignOff: {"document"}, NewerVersion: {"settled_by_id", "reason"}, SiteSettings: {"set_up_over_at"}}
#: Functions that act with the owner's rights, besides those of triggers: (what they take, whether answers to readers
#: call them).
ACT_FOR_OWNER = {
    "articles_count_search(text, date, integer)": True,
    "articles_count_words()": False,
    "articles_relate(bigint, integer)": False,
    "articles_text_of_sign_off(bigint)": True,
    "articles_verdicts_of(bigint)": True,
    "articles_write_publication(integer)": False,
}


class WrongRoleError(CommandError):
    """A role that cannot be given rights, in a sentence."""


def refuse_wrong_role(role):
    """Whoever grants says so before anything else is done: a typing mistake leaves nothing half done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
    if found is None:
        raise WrongRoleError(f"PostgreSQL knows no role “{role}”. Create it first, or name another one.")
    if found == (True,):
        raise WrongRoleError(f"{role} is the role that grants: its own rights would be taken. Name another one.")


def append_only_models():
    """The models whose rows are evidence."""
    return [*(model for model in apps.get_models() if issubclass(model, AppendOnlyModel)), EditionImage, Claim]


@transaction.atomic
def grant_web_role(role):
    """Give `role` the rights that the web and worker processes need, and no more. Run as the tables' owner."""
    statements = [
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
        *_revoke("UPDATE, DELETE, TRUNCATE", append_only_models()),
        *_revoke("INSERT, UPDATE, DELETE, TRUNCATE", OWNER_ONLY),
    ]
    _run(statements, role)


@transaction.atomic
def grant_readers_role(role):
    """Give `role` the rights that answers to readers need, and no more, whatever it had. Run as the tables' owner."""
    statements = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM {role}",
        *(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC" for function in ACT_FOR_OWNER),
        "GRANT USAGE ON SCHEMA public TO {role}",
        *map(_let_read, SHOWN_TO_READERS),
        *(f"GRANT EXECUTE ON FUNCTION {function} TO {{role}}" for function, called in ACT_FOR_OWNER.items() if called),
        *_of_higher_layers(),
    ]
    _run(statements, role)


def _of_higher_layers():
    """A function that a part of the site hands over is for its callers alone."""
    for right in chain.from_iterable(readers_may.given().values()):
        if right.startswith("EXECUTE"):
            yield f"REVOKE {right} FROM PUBLIC"
        yield f"GRANT {right} TO {{role}}"


def _let_read(model):
    hidden = NOT_SHOWN.get(model, set())
    columns = ", ".join(field.column for field in model._meta.concrete_fields if field.column not in hidden)
    return f"GRANT SELECT {f'({columns})' if hidden else ''} ON {model._meta.db_table} TO {{role}}"


def _run(statements, role):
    refuse_wrong_role(role)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role)))


def _revoke(rights, models):
    return [f"REVOKE {rights} ON {model._meta.db_table} FROM {{role}}" for model in models]
