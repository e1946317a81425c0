"""Takes out of a reader's comment what could identify somebody. It runs before anything is stored.

Doses, years and PubMed numbers are why people write to us, so that digits are taken for a telephone number only when
they are written like one.
"""

import re

EMAIL = re.compile(
    r"""[^\s@<>(),;:"\[\]]+ @ [\w-]+ (?:\.[\w-]+)* \. (?:xn--[\w-]+ | [^\W\d_]{2,}) (?![\w@])""",
    re.VERBOSE,
)

_GAP = r"[ \u00a0\u2009\u202f.\-\u2010\u2011\u2013()]{1,3}"
_UNIT = r"\s?(?:mg|mcg|µg|ug|g|kg|ml|l|iu|units?|mmol|kcal|%)(?!\w)"
#: Long numbers that identify a publication or its author: DOI, ISBN, ORCID.
_KEPT = [r"10\.\d{4,9}/\S+", r"isbn(?:-1[03])?:?\s?[\dx -]{10,17}", r"0000-000\d-\d{4}-\d{3}[\dx]"]
_TELEPHONES = [
    rf"\+\d(?:(?:{_GAP})?\d){{8,14}}",  # +44 7700 900123
    rf"0\d{{1,6}}(?:(?:{_GAP})\d{{2,8}}){{1,14}}",  # 020 7946 0958, 01 23 45 67 89, (0131) 496-0123
    rf"(?:1{_GAP})?\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}",  # (555) 123-4567, 1-800-555-0199
    r"\d{10,15}",  # 07700900123
]
_DATE = r"\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d\d(?!\d)"
TELEPHONE = re.compile(
    rf"(?P<kept>{'|'.join(_KEPT)})|(?<!\d)(?<!\d\.)\(?(?!{_DATE})(?:{'|'.join(_TELEPHONES)})(?!\d|{_UNIT})",
    re.IGNORECASE,
)
LEAST_DIGITS = 10


def redact(text):
    """The text with e-mail addresses and telephone numbers replaced by what they are."""
    return TELEPHONE.sub(_telephone_mark, EMAIL.sub("[email]", text))


def _telephone_mark(match):
    digits = sum(character.isdigit() for character in match[0])
    return match[0] if match["kept"] or digits < LEAST_DIGITS else "[phone]"
