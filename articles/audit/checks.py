"""What has to be true of the database before the site starts, and that only the database can tell."""

from django.conf import settings
from django.core.checks import Error, Warning
from django.db import connections

from ..record.published.addresses import MainLanguage
from ..stores.databases import READERS


def check_main_language(databases=None, **kwargs):
    """An Error where the home page of the database's main language is not the one that the settings name."""
    if "default" not in (databases or []):
        return []
    if MainLanguage._meta.db_table not in connections["default"].introspection.table_names():
        return []  # before the first migration
    code = MainLanguage.objects.values_list("code", flat=True).first()
    if code == settings.LANGUAGE_CODE:
        return []
    return [
        Error(
            f"The database has {code or 'no language'} as the site's main language, and CONTENT_LANGUAGES begins with "
            f"{settings.LANGUAGE_CODE}.",
            hint="Run `manage.py migrate` as the owner.",
            id="articles.E001",
        )
    ]


def check_readers_role(databases=None, **kwargs):
    """A Warning where readers are answered as the role that can read the workshop."""
    users = [connections[alias].settings_dict["USER"] for alias in ("default", READERS)]
    if "default" not in (databases or []) or users[0] != users[1]:
        return []
    return [
        Warning(
            f"Readers are answered as {users[1] or 'the role of the web process'}, which can read drafts.",
            hint="Set READERS_DATABASE_URL to a role that `manage.py grant_readers_role` gave its rights.",
            id="articles.W002",
        )
    ]
