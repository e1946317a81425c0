"""What services answer about a work: each by itself, and several as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime

from django.utils import timezone

from .. import markup
from .notices import RETRACTION_WATCH, Notice
from .status import GONE, Status
from .versions import Version

#: How the title of a work that is gone begins: which word, and what it makes of the work.
_TITLE_SAYS = re.compile(
    r"(?i)^\W*(retracted|withdrawn|removed|temporary\s+removal|withdrawal|removal)"
    r"(?:\s+(?:article|paper|chapter))?\s*(?:\]|\)|:|—|–|-\s)"
)
_TITLES = {
    "retracted": "retraction",
    "removed": "removal",
    "withdrawn": "withdrawal",
    "temporary removal": "temporary removal",
}


@dataclass(frozen=True)
class Integrity:
    """What one or more services answered about a work."""

    status: Status
    notices: tuple[Notice, ...] = ()
    is_notice: bool = False  # the work is itself a notice about another one: seldom what somebody meant to cite
    answered: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()  # (service, sentence) of those that gave no answer
    unreached: tuple[str, ...] = ()  # those of them that did not answer at all
    newer: tuple[Version, ...] = ()
    older: tuple[Version, ...] = ()
    checked_at: datetime = field(default_factory=timezone.now, compare=False)

    @property
    def since(self) -> Day | None:
        """The first day on which the work was said to be what it is; Retraction Watch's, if it has one."""
        said = [notice for notice in self.notices if notice.effect == self.status]
        said = [notice for notice in said if notice.source == RETRACTION_WATCH and notice.day] or said
        return min((day for notice in said if (day := notice.day)), default=None)


def combined(answers: Iterable[Integrity]) -> Integrity:
    """The answers of several services as one: the worst counts, and what could not be checked only if all could not."""
    answers = list(answers)
    found = {answer.status for answer in answers}
    return Integrity(
        status=next((status for status in Status if status in found), Status.COULD_NOT_CHECK),
        notices=tuple(dict.fromkeys(notice for answer in answers for notice in answer.notices)),
        is_notice=any(answer.is_notice for answer in answers),
        answered=tuple(dict.fromkeys(name for answer in answers for name in answer.answered)),
        failures=tuple(dict.fromkeys(failure for answer in answers for failure in answer.failures)),
        unreached=tuple(dict.fromkeys(name for answer in answers for name in answer.unreached)),
        newer=tuple(dict.fromkeys(version for answer in answers for version in answer.newer)),
        older=tuple(dict.fromkeys(version for answer in answers for version in answer.older)),
    )


def could_not_check(service: str, sentence: object, *, is_away: bool = False) -> Integrity:
    """The answer that a failure is; `is_away`: nobody was there to say anything."""
    unreached = (service,) if is_away else ()
    return Integrity(Status.COULD_NOT_CHECK, failures=((service, str(sentence)),), unreached=unreached)


def judged(service: str, notices: list[Notice], titles: Iterable[str], is_notice: bool) -> Integrity:
    """The integrity that notices make; the title only speaks where there is no other word and the work is no notice."""
    said = next((match for title in titles if (match := _TITLE_SAYS.match(markup.plain(title)))), None)
    if said and not is_notice and not any(notice.effect in GONE for notice in notices):
        kind = _TITLES.get(" ".join(said[1].lower().split()), said[1].lower())
        notices = [*notices, Notice(kind, label=said[1].capitalize(), source=f"{service}, title")]
    effects = {notice.effect for notice in notices}
    status = next((status for status in Status if status in effects), Status.CLEAR)
    return Integrity(status, notices=tuple(dict.fromkeys(notices)), is_notice=is_notice, answered=(service,))
