"""Other versions of a work: what took its place, and whose place it took."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_COCHRANE = re.compile(r"(10\.1002/14651858\.[a-z]{2}[0-9]{6})(?:\.pub([0-9]{1,3}))?")


class VersionKind(TextChoices):
    """How a newer work takes the place of an older one."""

    UPDATED = "updated", _("updated")
    REPUBLISHED = "republished", _("published again")
    REPLACED = "replaced", _("replaced")
    PUBLISHED = "published", _("published in a journal")


@dataclass(frozen=True)
class Version:
    """Another version of a work: by which name it is known, and what is told of it."""

    kind: VersionKind
    doi: str = ""
    pmid: str = ""
    label: str = ""
    source: str = ""
    date: str = ""


def cochrane_version(doi: str) -> tuple[str, int] | None:
    """Which review of Cochrane's a DOI is of, and which version of it; the first has no number."""
    match = _COCHRANE.fullmatch(doi)
    return (match[1], int(match[2] or 1)) if match else None
