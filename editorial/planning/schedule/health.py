"""Whether what was planned happens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.db import connections

from .bundles import Bundle
from .planned import how_many_late


def check_schedule(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A Warning where something is late: `manage.py check --database default` is what a monitor runs."""
    if "default" not in (databases or []):
        return []
    if Bundle._meta.db_table not in connections["default"].introspection.table_names():
        return []  # before the first migration
    number = how_many_late()
    if not number:
        return []
    return [
        Warning(
            f"{number} planned publications or withdrawals have not happened in time.",
            hint="The calendar among the reports says which, and why. See whether the workers and Celery's clock run.",
            id="planning.W001",
        )
    ]
