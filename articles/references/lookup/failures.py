"""Why a look-up gave nothing: few exceptions, each with a sentence for the editor who asked."""

from __future__ import annotations

from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..identifiers import Identifier


class LookupFailed(Exception):
    """No answer; `str()` is a sentence for people. `may_repeat`: asking again soon could help.

    `is_away`: nobody was there to say anything, about this work or another.
    """

    may_repeat = False
    is_away = False
    retry_after: float | None = None  # seconds, when the service named them


class NotFound(LookupFailed):
    """The service answered that it does not know the work."""

    def __init__(self, service: str, identifier: Identifier) -> None:
        sentence = _(
            "%(service)s does not know %(identifier)s. Compare it with the work, or fill in the fields by hand."
        )
        super().__init__(sentence % {"service": service, "identifier": identifier})


class NobodyToAsk(LookupFailed):
    """No service is asked about identifiers of this kind."""

    def __init__(self, identifier: Identifier) -> None:
        super().__init__(_("%s cannot be looked up. Fill in the fields by hand.") % identifier)


class DoesNotAnswer(LookupFailed):
    """The service is down, too slow, or refuses. `is_silent`: not even a status came back."""

    is_away = True

    def __init__(
        self, service: str, *, may_repeat: bool = True, retry_after: float | None = None, is_silent: bool = False
    ) -> None:
        super().__init__(_("%s does not answer now. Try again later, or fill in the fields by hand.") % service)
        self.may_repeat, self.retry_after, self.is_silent = may_repeat, retry_after, is_silent


class TooManyRequests(LookupFailed):
    """The service lets nobody through for a while."""

    may_repeat = True
    is_away = True

    def __init__(self, service: str, *, retry_after: float | None = None) -> None:
        minutes = max(ceil((retry_after or 0) / 60), 1)
        super().__init__(
            ngettext(
                "%(service)s has been asked too often. Try again in a minute.",
                "%(service)s has been asked too often. Try again in %(minutes)d minutes.",
                minutes,
            )
            % {"service": service, "minutes": minutes}
        )
        self.retry_after = retry_after


class OurLimit(TooManyRequests):
    """So many of us want to ask that it is nobody's turn in time; the service itself was not asked."""


class CannotRead(LookupFailed):
    """The service answered something else than it should."""

    def __init__(self, service: str) -> None:
        super().__init__(_("The answer of %s cannot be read. Fill in the fields by hand.") % service)
