"""A service that is asked about works: what asking it, taking turns and counting its failures all go by."""

from __future__ import annotations

from dataclasses import dataclass

from ..works import Source


@dataclass(frozen=True)
class Service:
    """One service: where it is, by the name of its setting, and the seconds between two questions."""

    source: Source
    setting: str
    gap: float

    @property
    def name(self) -> str:
        return self.source.value

    @property
    def label(self) -> str:
        return str(self.source.label)
