"""Finding the work that somebody wants to cite: in the library, or by asking the services what was pasted names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from editorial.accounts.users import User

from ...characters.whole_numbers import whole_number
from ..identifiers import Identifier, Kind, identify
from ..lookup import Found, LookupFailed, fits, lookup
from ..works import StudyType, Work
from . import typed
from .references import Reference, as_printed

#: Works of the library that are offered at once.
MOST_OFFERED = 8
TYPED = "typed"
#: A text with more characters holds more than an identifier.
LONGEST_IDENTIFIER = 40
#: Before a work's id: what is asked for a citation that is there already.
IN_LIBRARY = "library:"


@dataclass(frozen=True)
class Offer:
    """A work that can be cited. `key`: its id in the library, the identifier it was looked up by, or “typed”."""

    key: str
    text: str
    notes: tuple[str, ...] = ()  # what one should know before citing it
    is_doubted: bool = False
    to_fill_in: Identifier | None = None  # where nothing is known of it but this


def offers(asked: str, look_up: Callable[[Identifier], Found] = lookup) -> tuple[list[Offer], str]:
    """What can be cited for what was asked: (offers, a sentence about what could not be had, or an empty one)."""
    if asked.startswith(IN_LIBRARY) and (number := whole_number(asked.removeprefix(IN_LIBRARY))):
        return _offers_by_id(number)
    identifier = identify(asked)
    if identifier is None:
        return _offers_by_words(asked)
    if known := Reference.objects.find(**{identifier.kind: identifier.value}):
        return [offer_of(known)], ""
    try:
        found = _looked_up(look_up(identifier).work, identifier, asked)
        return [found, *(_as_typed(asked) if found.is_doubted else [])], ""
    except LookupFailed as failure:
        return _as_typed(asked) or [_to_fill_in(identifier)], str(failure)


def offer_of(reference: Reference) -> Offer:
    """A work of the library."""
    notes = _notes(reference.study_type, reference.is_preprint)
    if reference.is_flagged:
        notes += (reference.get_status_display(),)
    return Offer(str(reference.pk), reference.text, notes, is_doubted=reference.is_flagged)


def take(offer: Offer, asked: str, fields: dict[str, str], *, by: User | None) -> Reference:
    """The work of an offer, brought into the library if it is new there. `fields`: what somebody filled in about it."""
    if offer.to_fill_in:
        return Reference.objects.import_work(typed.work_of_fields(fields, offer.to_fill_in), by=by)[0]
    if offer.key == TYPED:
        return typed.keep_typed(asked, by=by)
    if number := whole_number(offer.key):
        return Reference.objects.get(pk=number)
    kind, _colon, value = offer.key.partition(":")
    return Reference.objects.import_work(lookup(Identifier(Kind(kind), value)).work, by=by)[0]


def _offers_by_id(pk: int) -> tuple[list[Offer], str]:
    found = [offer_of(reference) for reference in Reference.objects.by_mark([pk]).values()]
    return found, "" if found else _("This work is not in the library any more: look it up.")


def _offers_by_words(asked: str) -> tuple[list[Offer], str]:
    found = [offer_of(reference) for reference in Reference.objects.matching(asked)[:MOST_OFFERED]]
    sentence = "" if found else _("No work in the library has these words, and no DOI, PMID, PMCID or ISBN is in them.")
    return [*found, *_as_typed(asked)], sentence


def _looked_up(work: Work, identifier: Identifier, asked: str) -> Offer:
    notes = _notes(work.study_type, work.is_preprint)
    is_other = len(asked) > LONGEST_IDENTIFIER and not asked.startswith("http") and not fits(work, asked)
    if is_other:
        notes += (_("Its title or year is not what you pasted: make sure that this is the work you mean"),)
    return Offer(f"{identifier.kind}:{identifier.value}", as_printed(work), notes, is_doubted=is_other)


def _as_typed(asked: str) -> list[Offer]:
    if typed.lacking(asked):
        return []
    return [Offer(TYPED, asked, (_("As you typed it: nobody has looked it up"),))]


def _to_fill_in(identifier: Identifier) -> Offer:
    notes = (_("Fill in what you know of it below: it is looked up later by itself"),)
    return Offer(TYPED, str(identifier), notes, to_fill_in=identifier)


def _notes(study_type: str, is_preprint: bool) -> tuple[str, ...]:
    notes = (str(StudyType(study_type).label),) if study_type else ()
    return (*notes, _("A preprint, not peer reviewed")) if is_preprint else notes
