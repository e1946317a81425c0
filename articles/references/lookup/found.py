"""What a service answered about one identifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..integrity.answers import Integrity
from ..works import Work


@dataclass(frozen=True)
class Found:
    """The work, and what the same answer said about whether it still stands."""

    work: Work
    integrity: Integrity


def listed(value: Any) -> list[Any]:
    """What services give as a list, as one thing where there is only one, or not at all."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]
