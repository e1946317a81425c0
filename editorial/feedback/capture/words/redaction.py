"""Takes out of what a reader wrote what could identify somebody. It runs before anything is stored.

Doses, years and PubMed numbers are why people write to us, so that digits are taken for a number of somebody's only
when they are written like one, and pass its check digit where it has one (python-stdnum works those out). Telephone
numbers are found by phonenumbers, which knows every country's. Every pattern is bounded: the time that it takes grows
with the text and no faster.
"""

import re
from collections import Counter
from typing import NamedTuple

from phonenumbers import (
    Leniency,
    PhoneNumberMatcher,
    PhoneNumberType,
    ndd_prefix_for_region,
    number_type,
)
from stdnum import luhn
from stdnum.gb import nhs

from ..regions import region

_GAP = r"[ \u00a0\u2009\u202f.\-\u2010\u2011\u2013()]{1,3}"
_SPACE = r"[ \u00a0\u202f\-\u2010\u2011]"
_UNIT = r"\s?(?:mg|mcg|µg|ug|g|kg|ml|l|iu|units?|mmol|kcal|%)(?!\w)"
#: Long numbers that identify a publication or its author: DOI, ISBN, ORCID.
_KEPT = r"10\.\d{4,9}/\S+|isbn(?:-1[03])?:?\s?[\dx -]{10,17}|0000-000\d-\d{4}-\d{3}[\dx]"
_START = r"(?<!\d)(?<!\d\.)"
_END = rf"(?!\d|{_UNIT})"

_DATE = r"\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d\d(?!\d)"
#: What phonenumbers cannot see: numbers that are in no country's plan, mistyped or in another country's own writing.
_TELEPHONES = [
    rf"\+\d(?:(?:{_GAP})?\d){{8,14}}",  # +44 7700 900123
    rf"0\d{{1,8}}(?:(?:{_GAP})\d{{2,8}}){{1,14}}",  # 020 7946 0958, 01 23 45 67 89, (0131) 496-0123
    rf"(?:1{_GAP})?\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}",  # (555) 123-4567, 1-800-555-0199
    r"\d{10,15}",  # 07700900123
]
_LEAST_DIGITS = 10
#: Telephone numbers that can be somebody's. A free one is a help line's: reports may be about that.
_OWNED = {
    *(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE),
    *(PhoneNumberType.VOIP, PhoneNumberType.PERSONAL_NUMBER, PhoneNumberType.PAGER),
}
#: To phonenumbers a date, a dose, a PubMed number or an address can be a number of the region's.
_NO_TELEPHONE = re.compile(
    rf"{_KEPT}|{_START}{_DATE}|(?:https?://|www\.)\S+|pmids?:?(?:[\s,]{{1,3}}\d{{1,8}}){{1,50}}"
    rf"|{_START}\d(?:[\d ,.-]{{0,18}}\d)?{_UNIT}",
    re.IGNORECASE,
)

_NI_PREFIX = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_BIRTH_WORD = r"\b(?:born|birth|birthday|birthdate|dob|d\.o\.b\.?|d/o/b)(?![a-z])"
_BIRTH_DATES = [
    r"\d{1,2}[/.\-\s]{1,2}\d{1,2}[/.\-\s]{1,2}(?:\d\d){1,2}",  # 3/4/1961, 03-04-61
    r"(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}",  # 1961-04-03
    rf"{_DAY}[\s-](?:of\s)?{_MONTH}(?:,?[\s-](?:19|20)?\d\d(?!\d))?",  # 3rd of April 1961
    rf"{_MONTH}\s{_DAY}(?!\d)(?:,?\s(?:19|20)?\d\d(?!\d))?",  # April 3, 1961
]

_POSTCODE_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|B|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|E|FK|FY|"
    "GL|GU|GY|G|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|L|ME|MK|ML|M|NE|NG|NN|NP|NR|"
    "NW|N|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|S|TA|TD|TF|TN|TQ|TR|TS|TW|UB|"
    "WA|WC|WD|WF|WN|WR|WS|WV|W|YO|ZE"
)
#: “B12 5ug”, “L4 3rd” and “CO2 2nd” have the shape of a postcode.
_DOSE_OR_RANK = re.compile(r"(?:[A-Z]{1,2}|[a-z])\d{1,2}\s?\d(?:ug|st|nd|rd|th|hr|yr|ft|lb|pt)")


class Kind(NamedTuple):
    """Something that identifies people: the name it is counted under, what is left in its place, how it is found.

    `found` in the pattern is what goes, or the whole match. `is_one` looks at that: the check digit, mostly.
    """

    name: str
    mark: str
    pattern: re.Pattern
    is_one: object = None

    def take_out(self, text, counts):
        def replaced(match):
            groups = match.groupdict()
            found = groups.get("found") or match[0]
            if groups.get("kept") or (self.is_one and not self.is_one(found)):
                return match[0]
            counts[self.name] += 1
            return match[0].removesuffix(found) + self.mark

        return self.pattern.sub(replaced, text)


class Telephones(Kind):
    """Telephone numbers: what phonenumbers takes for one in this region, and what it does not see, by the pattern."""

    def take_out(self, text, counts):
        readable = _NO_TELEPHONE.sub(lambda match: "_" * len(match[0]), text)
        country = region().country
        # Where no 0 begins a number, its groups tell it from a row of figures.
        leniency = Leniency.VALID if ndd_prefix_for_region(country, True) == "0" else Leniency.STRICT_GROUPING
        found = PhoneNumberMatcher(readable, country, leniency=leniency)
        for match in reversed([match for match in found if number_type(match.number) in _OWNED]):
            counts[self.name] += 1
            text = text[: match.start] + self.mark + text[match.end :]
        return super().take_out(text, counts)


def digits(text):
    """The digits of a number, however it is written."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


def _number(*alternatives):
    """Numbers that are neither part of a longer one, nor a dose, nor what names a publication."""
    return re.compile(rf"(?P<kept>{_KEPT})|{_START}(?:{'|'.join(alternatives)}){_END}", re.IGNORECASE)


KINDS = [
    Kind(
        "query",
        "",
        # An address without a query is matched too, and stays: else a long text of addresses would be read many times.
        re.compile(r"(?:https?://|www\.)[^\s?<>\"]*+(?P<found>\?[^\s<>\"]*[^\s<>\".,;:!?)\]])?", re.IGNORECASE),
        lambda found: found.startswith("?"),
    ),
    Kind(
        "email",
        "[email]",
        re.compile(
            r"""
            [^\s@<>(),;:"\[\]]{1,64} @ [\w-]{1,63}+ (?:\.[\w-]{1,63}+){0,126}
            \. (?:xn--[\w-]{1,59} | [^\W\d_]{2,63}) (?![\w@])
            """,
            re.VERBOSE,
        ),
    ),
    Kind(
        "card",
        "[card number]",
        _number(
            r"(?:[3-6]\d|2[2-7])\d{11,17}",
            rf"(?:[3-6]\d|2[2-7])\d\d(?:{_SPACE}\d{{4}}){{3}}(?:{_SPACE}\d{{1,3}})?",
            rf"3\d{{3}}{_SPACE}\d{{6}}{_SPACE}\d{{4,5}}",
        ),
        lambda found: luhn.is_valid(digits(found)),
    ),
    Kind(
        "ni",
        "[NI number]",
        re.compile(
            rf"\b(?:{_NI_PREFIX}(?:{_SPACE}?\d\d){{3}}{_SPACE}?[A-D]|(?i:{_NI_PREFIX}\d{{6}}[A-D]))\b",
        ),
    ),
    Kind(
        "ssn",
        "[SSN]",
        re.compile(
            r"(?<![\d-])(?!000|666|9)\d{3}([-\u2010\u2011])(?!00)\d\d\1(?!0000)\d{4}(?![\d-])"
            r"|\b(?:ssn|social\ssecurity)(?:\s(?:number|no\.?))?(?:\sis)?\W{1,3}"
            r"(?P<found>\d{3}[ -]?\d\d[ -]?\d{4})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "birth_date",
        "[birth date]",
        re.compile(
            rf"{_BIRTH_WORD}\W{{0,4}}(?:[a-z]{{1,20}}\W{{1,3}}){{0,4}}?(?P<found>{'|'.join(_BIRTH_DATES)})",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "nhs",
        "[NHS number]",
        _number(rf"(?<!\+)[1-9]\d\d(?:\d{{7}}|{_SPACE}\d{{3}}{_SPACE}\d{{4}})"),
        lambda found: nhs.is_valid(digits(found)),
    ),
    Telephones(
        "phone",
        "[phone]",
        re.compile(
            rf"(?P<kept>{_KEPT})|{_START}\(?(?!{_DATE})(?:{'|'.join(_TELEPHONES)}){_END}",
            re.IGNORECASE,
        ),
        lambda found: len(digits(found)) >= _LEAST_DIGITS,
    ),
    Kind(
        "postcode",
        "[postcode]",
        re.compile(
            rf"\b(?:GIR\s?0AA|(?:{_POSTCODE_AREAS})(?:\d{{1,2}}|\d[A-HJKPSTUW])\s?\d[ABD-HJLNP-UW-Z]{{2}})\b",
            re.IGNORECASE,
        ),
        lambda found: not _DOSE_OR_RANK.fullmatch(found),
    ),
]


def redact(text):
    """The text with what identifies people replaced by what it was."""
    return redact_and_count(text)[0]


def redact_and_count(text):
    """The redacted text, and how much of each kind was taken out: never what."""
    counts = Counter()
    before = None
    while text != before:  # what stands beside a number that has gone can be seen for what it is only now
        before = text
        for kind in KINDS:
            text = kind.take_out(text, counts)
    return text, dict(counts)
