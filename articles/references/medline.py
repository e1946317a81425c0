"""How PubMed and its export files write dates, pages and names."""

from __future__ import annotations

import re

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTHS = {name: number for number, name in enumerate(_MONTHS, start=1)}


def month_number(text: str | int | None) -> int | None:
    """1 to 12 of “May”, “5” or “05”; None of “Winter”."""
    text = str(text or "").strip().lower()
    return int(text) if re.fullmatch(r"0?[1-9]|1[0-2]", text) else MONTHS.get(text[:3])


def date_of(text: str) -> list[str | int | None]:
    """[year, month, day] out of “2018 May 17”, as far as they are there; of “2002 Sep-Oct” the first month."""
    words = re.split(r"[\s/-]+", text.strip())
    year = next((word for word in words if re.fullmatch(r"[12][0-9]{3}", word)), "")
    if not year or words[0] != year:
        return [year]
    month = month_number(words[1]) if len(words) > 1 else None
    is_day = month and len(words) > 2 and re.fullmatch(r"[0-9]{1,2}", words[2])
    return [year, month or "", words[2] if is_day else ""]


def whole_range(pages: str) -> str:
    """A range of pages with its last number written out: PubMed shortens 113-125 to 113-25, and S12-S19 to S12-9.

    A work of one page has one page, whatever is said of its end.
    """
    first, dash, last = pages.strip().replace("–", "-").replace("--", "-").partition("-")
    if first == last:
        return first
    letters, digits = _prefixed(first)
    if dash and digits and last.isdecimal() and (len(last) < len(digits) or letters):
        return f"{first}-{letters}{digits[: max(len(digits) - len(last), 0)]}{last}"
    return f"{first}{dash}{last}"


def short_range(pages: str) -> str:
    """The same with what both numbers begin with written once: 113-25."""
    first, dash, last = pages.partition("-")
    (letters, start), (same_letters, end) = _prefixed(first), _prefixed(last)
    if not (dash and start and end and letters == same_letters and len(start) == len(end)):
        return pages
    same = next((place for place in range(len(start)) if start[place] != end[place]), None)
    if same is None:  # a work of one page has one page
        return first
    return f"{first}-{end[same:]}"


def _prefixed(number: str) -> tuple[str, str]:
    """The letters and the digits of S12; no digits where it is no such number."""
    match = re.fullmatch(r"([A-Za-z]*)([0-9]+)", number)
    return (match[1], match[2]) if match else ("", "")


def article_number(pii: str) -> str:
    """The number that a work has instead of pages, as in e0123456 or 104567; "" of what only its publisher reads."""
    pii = pii.strip()
    is_number = re.fullmatch(r"[A-Za-z]{0,6}[0-9]{1,10}[A-Za-z]?|[0-9]{1,4}/[A-Za-z]?[0-9]{1,8}", pii)
    return pii if is_number and not re.fullmatch(r"[SB][0-9]{15}[0-9X]?", pii) else ""


def person(written: str) -> dict[str, str]:
    """A name written “Family, Given, Suffix”, or without a comma as one that is not divided."""
    parts = [part.strip() for part in written.split(",")]
    if len(parts) == 1 or not parts[1]:
        return {"literal": parts[0]}
    return {"family": parts[0], "given": parts[1], "suffix": parts[2] if len(parts) > 2 else ""}


def short_person(written: str) -> dict[str, str]:
    """A name written “Family AB” or “Family AB Jr”, as in MEDLINE's field AU."""
    suffix = _SUFFIX.fullmatch(written.strip())
    family, _, initials = (suffix["name"] if suffix else written.strip()).rpartition(" ")
    name = {"family": family, "given": initials} if family else {"literal": initials}
    return {**name, "suffix": suffix["suffix"]} if suffix else name


#: After initials only: of “Smith II” they are the initials.
_SUFFIX = re.compile(r"(?P<name>.* (?:[^\W\d_a-zß-ÿ]-?){1,4}) (?P<suffix>Jr|Sr|II|III|IV|2nd|3rd|4th)\.?")
