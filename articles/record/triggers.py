"""Triggers beside their models: which function of `sql/` PostgreSQL runs when a row comes, changes or goes.

django-pgtrigger's own triggers carry a way to be switched off for a moment (`pgtrigger.ignore`), which whoever runs
code in the web process could use. These have none, and only migrations install them. They run a function that a file
holds, and keep the name that they are given: PostgreSQL fires the triggers of one table in the order of their names.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from pgtrigger import compiler


class TriggerSql(compiler.UpsertTriggerSql):
    """The statements that make a trigger which only runs a function."""

    def get_template(self) -> str:
        return """
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE TRIGGER {pgid} {when} {operation} ON {table}
                FOR EACH {level} {condition} EXECUTE FUNCTION {execute};
        """


class Trigger(pgtrigger.Trigger):
    """A trigger that runs `function`, a name in `sql/` with its app before it."""

    name: str

    def __init__(self, *, function: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.function = function

    def register(self, *models: Any) -> None:
        """Stay unknown to `manage.py pgtrigger`, which disables and removes what it knows."""

    def compile(self, model: Any) -> compiler.Trigger:
        return compiler.Trigger(
            name=self.name,
            sql=TriggerSql(
                pgid=self.name,
                func="",
                table=model._meta.db_table,
                when=self.when,
                operation=self.operation,
                level=self.level,
                condition=self.render_condition(model),
                execute=f"{self.function}()",
            ),
        )


def append_only() -> Trigger:
    """Rows are evidence: inserted once, never changed, never removed."""
    return Trigger(
        name="append_only",
        function="articles_append_only",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
    )


def before_insert(name: str, function: str) -> Trigger:
    """What PostgreSQL sets and refuses when a row comes."""
    return Trigger(name=name, function=function, when=pgtrigger.Before, operation=pgtrigger.Insert)


def after_insert(name: str, function: str) -> Trigger:
    """What PostgreSQL does when a row has come."""
    return Trigger(name=name, function=function, when=pgtrigger.After, operation=pgtrigger.Insert)


def moves_reader_version(operation: pgtrigger.Operation) -> Trigger:
    """What readers get moves with this table: pages that were rendered before are out of date."""
    return Trigger(
        name="move_reader_version",
        function="articles_move_reader_version",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
    )
