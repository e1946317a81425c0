"""Notices about a work, and what each kind of them makes of it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date as Day
from difflib import get_close_matches

from .status import Status

#: What a notice does to the work, by its type in letters only: Crossref's types, and the relations of PubMed and Europe
#: PMC without “in”. Publishers write them freely: one that is nearly one of these is meant to be it, one that speaks of
#: another text about the work says nothing of it, and any other counts as a correction, so that somebody looks at it.
EFFECTS = {
    "retraction": Status.RETRACTED,
    "partialretraction": Status.RETRACTED,
    "retractedandrepublished": Status.RETRACTED,
    "removal": Status.REMOVED,
    "withdrawal": Status.WITHDRAWN,
    "temporaryremoval": Status.REMOVED_FOR_NOW,
    "expressionofconcern": Status.CONCERN,
    "correction": Status.CORRECTED,
    "corrigendum": Status.CORRECTED,
    "erratum": Status.CORRECTED,
    "correctedandrepublished": Status.CORRECTED,
    "addendum": Status.CLEAR,
    "clarification": Status.CLEAR,
    "newversion": Status.CLEAR,
    "newedition": Status.CLEAR,
    "update": Status.CLEAR,
    "republished": Status.CLEAR,
    "reinstatement": Status.CLEAR,  # does not undo the retraction before it: a person has to judge that
}
_GUESSES = (
    *(("temporaryremoval", Status.REMOVED_FOR_NOW), ("retract", Status.RETRACTED), ("withdraw", Status.WITHDRAWN)),
    *(("remov", Status.REMOVED), ("concern", Status.CONCERN), ("correct", Status.CORRECTED)),
    *(("corrig", Status.CORRECTED), ("errat", Status.CORRECTED)),
    # Another text about the work, or the same in another place or form.
    *((word, Status.CLEAR) for word in ("comment", "correspond", "discuss", "letter", "editorial", "reply", "replies")),
    *((word, Status.CLEAR) for word in ("respon", "rejoinder", "debate", "review", "news", "highlight", "companion")),
    *((word, Status.CLEAR) for word in ("print", "version", "edition", "translat", "supplement", "related", "publish")),
)
#: How alike a type and one of EFFECTS have to be, from 0 to 1, for the one to be a slip of the pen for the other.
_NEARLY = 0.87
RETRACTION_WATCH = "retraction-watch"


@dataclass(frozen=True)
class Notice:
    """One notice about a work: what the service calls it, where it is, and whose word it is."""

    type: str
    label: str = ""
    doi: str = ""
    pmid: str = ""
    source: str = ""
    date: str = ""

    @property
    def day(self) -> Day | None:
        """When it came, where the whole date is known."""
        try:
            return Day.fromisoformat(self.date)
        except ValueError:
            return None

    @property
    def effect(self) -> Status:
        """What it makes of the work."""
        plain = unicodedata.normalize("NFKD", self.type.lower())
        letters = re.sub(r"[^a-z]", "", plain)
        if letters in EFFECTS:
            return EFFECTS[letters]
        if guessed := next((status for sign, status in _GUESSES if sign in letters), None):
            return guessed
        nearly = get_close_matches(letters, EFFECTS, n=1, cutoff=_NEARLY)
        return EFFECTS[nearly[0]] if nearly else Status.CORRECTED
