"""That the site asks signers for what PostgreSQL asks for, a passkey or a password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction

from .authority import SigningRule


@checks.register(checks.Tags.security)
def signing_is_known(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if settings.SIGNING in SigningRule.values:
        return []
    return [checks.Error(f"SIGNING is {settings.SIGNING!r}: it is passkey or password.", id="articles.E002")]


@checks.register(checks.Tags.database)
def signing_is_the_rule(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """`check --database default` and `migrate` ask. Before the first migration there is no rule."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        with transaction.atomic():
            rule = SigningRule.standing()
    except DatabaseError:
        return []
    if rule == settings.SIGNING:
        return []
    told = f"SIGNING is {settings.SIGNING}, but the database goes by {rule}: signers are asked for the wrong thing."
    return [checks.Warning(told, hint="Run `manage.py signing_rule` as the owner.", id="articles.W001")]
