"""The two database roles: the owner migrates, the web role owns nothing and only adds to evidence."""

from django.db import connection, transaction
from psycopg import sql

from .models import DraftRecord, Edition, EditionImage, Publication, SignOff

APPEND_ONLY = (DraftRecord, SignOff, Edition, EditionImage)
NEVER_DELETED = (Publication,)


@transaction.atomic
def grant_web_role(role):
    """Give `role` the rights that the web and worker processes need, and no more. Run as the tables' owner."""
    statements = [
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {model._meta.db_table} FROM {{role}}" for model in APPEND_ONLY),
        *(f"REVOKE DELETE, TRUNCATE ON {model._meta.db_table} FROM {{role}}" for model in NEVER_DELETED),
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role)))
