"""How much of a text a page can hold."""

from __future__ import annotations

from django.utils.translation import gettext as _

#: More is no article; it is told, and stays out.
MOST_CHARACTERS = 2_000_000


class TooMuchError(ValueError):
    """An item that cannot become a page, with a sentence that says why."""


def refuse_too_much(characters: int) -> None:
    if characters > MOST_CHARACTERS:
        raise TooMuchError(
            _("It has %(has)s characters, and a page has at most %(most)s.")
            % {"has": f"{characters:,}", "most": f"{MOST_CHARACTERS:,}"}
        )
