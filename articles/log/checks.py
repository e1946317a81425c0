"""That nobody but the process which signs is given the log's key."""

from __future__ import annotations

import os
from typing import Any

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from .signing import KEY_VARIABLES


def found_key() -> str:
    """A sentence when this process was given the log's key."""
    found = [name for name in KEY_VARIABLES if os.environ.get(name)]
    if not found:
        return ""
    return (
        f"{found[0]} is set here. Only the worker of the queue “log” may have it (not in .env, which all read):"
        " otherwise whoever gets into the web process can sign a false record."
    )


@checks.register(checks.Tags.security, deploy=True)
def web_process_has_no_key(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """`check --deploy` is run with the environment of the web process."""
    return [checks.Error(found_key(), id="articles.E001")] if found_key() else []


def refuse_key() -> None:
    """The web server calls this before it answers anybody."""
    if found_key():
        raise ImproperlyConfigured(found_key())
