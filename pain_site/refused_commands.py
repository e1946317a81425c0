"""What `manage.py` says where whoever types a command can do something about its not being carried out."""

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError
from psycopg.errors import InsufficientPrivilege, UndefinedColumn, UndefinedTable

from articles.stores.edition_files import FilesAwayError

#: Classes of SQLSTATE: there is no connection, or the server is going or coming. It says neither where nothing answers.
AWAY = ("08", "57P")


def sentence_for(error):
    """The sentence for an error; none where only a programmer can mend it."""
    if isinstance(error, ImproperlyConfigured | FilesAwayError):
        return str(error)
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    if isinstance(error, OperationalError) and (getattr(cause, "sqlstate", None) or AWAY[0]).startswith(AWAY):
        return f"PostgreSQL could not be asked: {error}"
    if isinstance(cause, InsufficientPrivilege):
        return f"PostgreSQL refuses it ({cause.diag.message_primary}). Is it for the owner of the tables to do?"
    if isinstance(cause, UndefinedTable | UndefinedColumn):
        return f"The database is not this release's ({cause.diag.message_primary}). Run manage.py migrate as the owner."
    return None
