"""The two database roles: the owner migrates, the web role owns nothing and only adds to evidence."""

from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

from ..reading.listings.related import RelatedArticles
from ..reading.search.index import SearchEntry
from ..reading.search.vocabulary import SearchWord
from ..record.addresses import MainLanguage
from ..record.emergencies import EmergencyRule
from ..record.evidence import AppendOnlyModel
from ..record.pictures import EditionImage
from ..record.publications import Publication, ReaderVersion
from ..writing.claims import Claim

#: What the owner alone decides.
DECIDED_BY_OWNER = (EmergencyRule, MainLanguage)
#: What readers get besides evidence. Triggers and functions of the owner's work it out; the web role may ask for that,
#: and write nothing into it.
WORKED_OUT = (Publication, ReaderVersion, RelatedArticles, SearchEntry, SearchWord)
OWNER_ONLY = (*DECIDED_BY_OWNER, *WORKED_OUT)


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
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role)))


def _revoke(rights, models):
    return [f"REVOKE {rights} ON {model._meta.db_table} FROM {{role}}" for model in models]
