"""What a reader's page shows, as the whole-page template of its kind is given it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypedDict

from .readings import Reading


class Link(TypedDict):
    """Where readers get another page."""

    title: str
    url: str


class Notice(TypedDict):
    """What stands over the text."""

    heading: str
    text: str


class StatusNotice(Notice, total=False):
    """The same over a page that is being checked, with whom to call and what to read instead."""

    region: Any
    url: str
    link_text: str


class Pointer(TypedDict):
    """The same, with a link to what to read instead."""

    text: str
    url: str
    link_text: str


class OpenGraph(TypedDict):
    """What is shown of a page where somebody shares it (https://ogp.me)."""

    type: str
    image: dict[str, Any] | None
    published: date | None
    modified: date | None


@dataclass(frozen=True, kw_only=True)
class ReaderPage:
    """A reading and everything around it. A field's name is the one that templates know it by.

    `around` holds what only pages of this kind show, `parts` what the layers above handed over (`extensions.py`).
    """

    reading: Reading
    page_title: str
    meta_description: str
    canonical_url: str
    breadcrumb: list[Link]
    record_url: str
    open_graph: OpenGraph
    other_languages: list[dict[str, str]]
    alternates: list[dict[str, str]]
    for_programs: list[dict[str, str]] = field(default_factory=list)
    structured_data: str = ""
    robots: str = ""
    status_notice: StatusNotice | None = None
    emergency_notice: Notice | None = None
    legacy_notice: Notice | None = None
    overdue_notice: str | None = None
    outdated_notice: Pointer | None = None
    edition_notice: Pointer | None = None
    preview_notice: str | None = None
    around: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)

    @property
    def context(self) -> dict[str, Any]:
        """Everything by its name, for Django's templates."""
        own = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in ("around", "parts")}
        return {**own, **self.around, **self.parts}
