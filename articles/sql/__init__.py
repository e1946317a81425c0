"""Functions of the database, today's text of each in a file of its own, and the operation that installs them.

A migration names the files that it installs, each with the SHA-256 of its text, so that it always does what it did when
it was written. After a change of a function `manage.py freeze_functions` writes the migration that installs the new
text and keeps the old one in `former/`, for the migrations that name it. Until then `./run check` refuses.
"""

import hashlib
import re
from pathlib import Path

from django.apps import apps
from django.db.migrations.operations.base import Operation

DEFAULT = re.compile(r"\s+DEFAULT\s+[^,)]+")
FUNCTION = re.compile(r"^CREATE OR REPLACE FUNCTION (\w+\s*\([^)]*\))", re.MULTILINE)


class FrozenFunctionError(Exception):
    """A migration installs a text that no file holds any more."""


class InstallFunctions(Operation):
    """Install `functions`, {name of a file: SHA-256 of its text}. `former` says which texts stood there before.

    The bodies are not looked at when they are installed: tables and functions that they use may come later.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, functions, former=None):
        self.functions = functions
        self.former = former or {}

    def state_forwards(self, app_label, state):
        """Models know nothing of functions."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for name, frozen in self.functions.items():
            install(schema_editor, text_of(app_label, name, frozen))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for name, frozen in reversed(self.functions.items()):
            if name in self.former:
                install(schema_editor, text_of(app_label, name, self.former[name]))
            else:
                for signature in FUNCTION.findall(text_of(app_label, name, frozen)):
                    schema_editor.execute(f"DROP FUNCTION {DEFAULT.sub('', signature)}", params=None)

    def describe(self):
        return f"Install the database functions {', '.join(self.functions)}"

    def deconstruct(self):
        return self.__class__.__name__, [self.functions], {"former": self.former} if self.former else {}


def install(schema_editor, text):
    schema_editor.execute(f"SET LOCAL check_function_bodies = off;\n{text}", params=None)


def digest(text):
    """SHA-256 of a file's text in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def folder_of(app_label):
    """Where an app keeps its functions."""
    return Path(apps.get_app_config(app_label).path) / "sql"


def todays_texts(app_label):
    """{name: text} of all functions of an app."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder_of(app_label).glob("*.sql"))}


def former_path(app_label, name, frozen):
    """Where a text is kept that is not today's any more."""
    return folder_of(app_label) / "former" / f"{name}.{frozen[:12]}.sql"


def text_of(app_label, name, frozen):
    """The text of a function that has this digest: today's, or a former one."""
    for path in (folder_of(app_label) / f"{name}.sql", former_path(app_label, name, frozen)):
        if path.exists() and digest(text := path.read_text(encoding="utf-8")) == frozen:
            return text
    raise FrozenFunctionError(
        f"The function {name} of {app_label} was changed without a migration. Run `./run manage freeze_functions`."
    )


def frozen_in(migrations):
    """{name: digest} of what migrations, in their order, leave installed."""
    return {
        name: frozen
        for migration in migrations
        for operation in migration.operations
        if isinstance(operation, InstallFunctions)
        for name, frozen in operation.functions.items()
    }
