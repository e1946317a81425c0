"""The database knows the site's main language as the settings say it."""

from django.conf import settings
from django.core.checks import Error
from django.db import connections

from ..record.addresses import MainLanguage


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
