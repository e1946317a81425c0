"""Works that somebody types because no service can be asked now, or ever."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from django.db.models import CharField, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.accounts.users import User

from ..identifiers import Identifier, Kind, identifiers_in, identify
from ..lookup import SERVICES, LookupFailed, fits, lookup
from ..works import Source, Work, WorkKind, work
from .references import YEAR, Reference

#: A reference has an author, a title and where it appeared: so many parts, and so many words.
FEWEST_PARTS, FEWEST_WORDS = 3, 5
_PART_ENDS = re.compile(r"[.,;:?!](?:\s+|$)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_INITIALS = re.compile(r"^(.+?)\s+([A-Z]{1,4})$")


def lacking(text: str) -> str:
    """What keeps a text from being a whole reference, as a sentence; empty for one that reads as such."""
    parts = [part for part in _PART_ENDS.split(text) if re.search(r"\w", part)]
    if len(parts) < FEWEST_PARTS or len(_WORD.findall(text)) < FEWEST_WORDS:
        return _("This does not read as a reference. Write who wrote it, its title, where it appeared and the year.")
    if not YEAR.search(text) and identify(text) is None:
        return _("The year is missing, or an address or a number by which the work can be found.")
    return ""


def work_of_fields(fields: Mapping[str, str], identifier: Identifier) -> Work:
    """What somebody filled in about a work that a service knows, but does not tell now."""
    kept = {
        "title": fields["title"],
        "container-title": fields["journal"],
        "author": [_name(name) for name in fields["authors"].split(",") if name.strip()],
        "issued": [fields["year"]],
        identifier.kind.upper(): identifier.value,
    }
    return work(kept, kind=WorkKind.ARTICLE, source=Source.MANUAL)


def look_up_typed(limit: int) -> list[Reference]:
    """Ask about works that somebody typed, those that were never or longest ago asked about first; what was found.

    Their printed form and names stay: a person wrote them, and others may have signed them. What is found under the
    same number and has another title is not taken for it: writers go on being told to compare.
    """
    known = ~Q(**dict.fromkeys(SERVICES, ""))
    typed = Reference.objects.filter(known, source=Source.MANUAL, merged_into=None)
    return [row for row in typed.order_by(F("fetched_at").asc(nulls_first=True), "pk")[:limit] if _is_found(row)]


def _is_found(reference: Reference) -> bool:
    found = None
    for identifier in reference.identifiers:
        if found is None and identifier.kind in SERVICES:
            try:
                found = lookup(identifier).work
            except LookupFailed:
                continue
    is_it = found is not None and fits(found, reference.text)
    facts = (
        {name: getattr(found, name) for name in ("csl", "kind", "study_type", "is_preprint", "source")} if is_it else {}
    )
    Reference.objects.filter(pk=reference.pk).update(fetched_at=timezone.now(), **facts)
    return is_it


def keep_typed(text: str, *, by: User | None) -> Reference:
    """A work that no service knows, in the library as somebody typed it."""
    return Reference.objects.adopt(as_typed(text), by=by)


def as_typed(text: str) -> dict[str, str]:
    """As a numbered reference, with the surest of its identifiers that the library can hold."""
    fitting = (found for found in identifiers_in(text) if len(found.value) <= longest(found.kind))
    identifier = next(fitting, None)
    return {"text": text, **({identifier.kind: identifier.value} if identifier else {})}


def longest(kind: Kind) -> int:
    """So many characters the library holds of an identifier."""
    return cast(CharField[str, str], Reference._meta.get_field(kind.value)).max_length or 0


def _name(name: str) -> dict[str, str]:
    found = _INITIALS.match(name.strip())
    return {"family": found[1], "given": " ".join(found[2])} if found else {"literal": name.strip()}
