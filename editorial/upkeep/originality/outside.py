"""What else may be asked whether a text is original: a service that compares it with the web and with journals.

None is, unless `ORIGINALITY_SERVICE` names one: the words of a draft leave this site only knowingly. It is a class
without arguments, and finds its own address and key in the environment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.checks import Error
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Match:
    """Words that a service found elsewhere: as our text has them, as the other has them, and where that is."""

    ours: str
    theirs: str
    title: str
    url: str


class OriginalityService(Protocol):
    """A service outside. What it raises is logged, and the check says that it did not answer."""

    name: str

    def matches(self, text: str, language: str) -> Iterable[Match]:
        """What of a text stands elsewhere. Takes its time: it is asked by Celery, once for each text."""


def chosen() -> OriginalityService | None:
    """The service that the settings name; None where they name none."""
    return import_string(settings.ORIGINALITY_SERVICE)() if settings.ORIGINALITY_SERVICE else None


def check_service(app_configs: object, **kwargs: object) -> list[Error]:
    """An Error where the settings name a service that is not there: no text would be compared with anything."""
    name = settings.ORIGINALITY_SERVICE
    try:
        import_string(name) if name else None
    except ImportError as error:
        return [Error(f"ORIGINALITY_SERVICE is {name!r}: {error}.", id="upkeep.E001")]
    return []
