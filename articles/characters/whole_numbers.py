"""A number in text from outside: a form, an address, a file of somebody else's.

`isdigit` takes “²” for a digit and `int` does not; `int` refuses more than 4,300 digits, and PostgreSQL's largest
integer has nineteen.
"""

from __future__ import annotations

import re

_DIGITS = re.compile(r"[0-9]{1,18}")


def whole_number(text: str | None) -> int | None:
    """What at most eighteen of the digits 0 to 9 say, and nothing else; None for any other text."""
    return int(text) if text and _DIGITS.fullmatch(text) else None
