"""What stays although it looks like something of somebody's: it is what medical reports are about."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from phonenumbers import NumberParseException, is_valid_number, number_type, parse
from stdnum import isbn
from stdnum.fr import nir

from ...regions import REGIONS, region
from .kinds import digits, has_digit, plain
from .regions_of_numbers import LIKELY, OWNED
from .telephones import is_asked_for, is_written_like_one

_UNIT = (
    r"\s?(?:mg|mcg|µg|μg|ug|ng|g|kg|ml|dl|cl|l(?!'[aeiouhàâéèêîôûœ])|iu|ui|(?-i:IE)|units?|"
    r"mmol|mol|meq|kcal|kj|mmhg|bpm|cm|mm|ppm|percent|%)"
    r"(?:/(?:ml|dl|l|kg|day|d|h|min|m2|m²))?(?!\w)"
)
#: Numbers of products, publications, codes and trials say so themselves.
_LABEL = (
    r"ndc|pzn|gtin|ean|upc|barcodes?|sku|snomed(?:[ -]?ct)?|loinc|icd(?:-?\d\d?)?(?:-cm)?|opcs|atc|"
    r"rxcui|rxnorm|umls|omim|pmids?|pubmed|pmc(?:id)?|doi|is[bs]n(?:-1[03])?|orcid|nct|isrctn|eudract|"
    r"euct|ctis|chembl|drugbank|unii|product code|pl(?= ?\d{5}/)|reg(?:istration)? no\.? of the (?:drug|medicine)"
)
#: Such numbers as well, and words that people use for much else: thanks a lot.
_WORD = (
    r"lots?(?= ?(?:numbers?|nos?|nr|#))|(?<!\ba )(?<!thanks )(?<!thank you )lots?|batch(?:es)?|"
    r"chargen?-?(?:nr|nummer)|ch\.-b\.|lotes?|lotto|partij|seria|серия|seri"
)
#: Short words of other languages, too: only before what has the shape of such a code.
_WORD_WITH_CODE = (("cas", r"\d{2,7}-\d\d-\d(?![\w-])"), ("cui", r"c\d{7}(?!\w)"), ("mesh", r"[a-z]\d{3,9}(?!\w)"))
_IS = (
    r"(?:[^\S\n](?:numbers?|nos?|nr|codes?|id)\b)?(?:(?:(?<=n[or])|(?<=nos))\.)?[^\S\n]?(?:is\b|was\b|are\b|[:#=])?"
    r"[^\S\n]?"
)
#: What follows a code is none any more where it begins like a telephone number.
_NO_TELEPHONE = r"(?!0\d{2,10}(?![\w-])|0\d{1,2}[ -]\d{2,3} \d\d |0\d(?: \d\d){3}|\d{3}[ -]\d{3}[ -]\d{4}|\d{3} )"
#: Nor is it a code where telephone and card numbers begin, after a word that means much else.
_NO_NUMBER = (
    rf"{_NO_TELEPHONE}(?!0\d{{1,4}}(?:[ /-]\d{{2,8}}){{1,4}}(?![\w/-])|\d\d(?: \d\d){{3}}|\d{{4}}(?:[ -]\d{{4}}){{3}})"
)
_CODE = (
    r"(?=[\w./-]{0,20}\d)[a-z0-9](?:[\w/-]|\.(?=\w)){0,24}"
    rf"(?: {_NO_TELEPHONE}\d[\w./-]{{1,12}}(?![\w ]{{0,3}}[@]))?"
)
_MORE = rf"(?:(?:, ?|; ?|[^\S\n])(?:and |or )?{_NO_TELEPHONE}(?=[\w-]{{0,10}}\d)[\w./-]{{3,20}}){{0,50}}"
_LABELLED = (
    rf"\b(?:(?:{_LABEL})\b{_IS}(?!0\d{{2,4}} \d{{2}})|(?:{_WORD})\b{_IS}{_NO_NUMBER}){_CODE}{_MORE}|"
    rf"\b(?:{_WORD})(?:(?<=n[or])|(?<=nummer)|[^\S\n](?:numbers?|nos?|nr|#))[.:]?[^\S\n]?\d{{4,14}}(?![\w/-]| \d)|"
    rf"\bdin\b(?= ?(?:numbers?|nos?|nr|#|:)){_IS}0\d{{7}}(?!\d)|"
    + "|".join(rf"\b{word}\b{_IS}{code}" for word, code in _WORD_WITH_CODE)
)
_GIVEN = r"\d{1,4}(?:\.\d+)?"
KEPT = re.compile(
    "|".join(
        [
            r"10\.\d{4,9}/\S+",  # DOI
            r"\b0000-000\d-\d{4}-\d{3}[\dx]\b",  # ORCID
            r"\b(?:pmc|chembl|rs|ensg|db)\d{4,14}\b",
            # what registers of trials and reviews begin their numbers with
            r"\b(?:nct|isrctn|drks|actrn|chictr|umin|crd|jrct|irct|pactr|kct|slctr|tctr|lbctr|rpcec|jprn-|ctri/)"
            r"[a-z]{0,4}\d[\d/]{3,20}(?:n\d{1,2})?\b",
            r"\b(?:19|20)\d\d-\d{6}-\d\d(?:-\d\d)?\b",  # EudraCT, EU CT
            _LABELLED,
            # doses and rows; 12345678L is none
            rf"(?P<dose>(?<![\w.])(?!\d{{7,8}}\s?[gl]\b|0\d{{8}})\d(?:[\d ,./-]{{0,40}}\d)?{_UNIT})",
            r"(?<![\d.])\d{1,3}(?:,\d{3}){2,5}(?![\d,])",  # 1,234,567,890
            # what studies give: 61.75 (10.85), 365 (180-540); a telephone number has figures behind its brackets
            rf"(?<![\d.+/-])(?<!\d )(?!0\d){_GIVEN}\s?[(\[]{_GIVEN}(?:\s?(?:-|to|,)\s?{_GIVEN})?[)\]](?!\s?[-/]?\s?\d)",
            r"(?<![\d./-])\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)",  # days, unless somebody was born then
            r"(?<![\d./-])(?:19|20)\d\d(?P<sign>[./-])\d{1,2}(?P=sign)\d{1,2}(?!\d)",
            r"(?<![\d-])(?:19|20)\d\d(?:\s?(?:[-/,;&]|to|and|bis|y|et)?\s?(?:19|20)\d\d(?!\d)){1,30}",  # years
            # hours of a clock
            r"(?<![\d.:-])(?<!\d )(?:[01]\d|2[0-4])[0-5]0(?:[ ,/-]{1,2}(?:[01]\d|2[0-4])[0-5]0(?!\d)){1,12}",
            r"\d{1,2}[:.][0-5]\d\s?(?:[ap]\.?m\.?|uhr|h)?\s?(?:-|to|bis|until|till)\s?\d{1,2}[:.][0-5]\d",
            r"(?:https?://|www\.)[^\s<>\"\[]+",  # what identifies somebody in an address has gone before
        ]
    ),
    re.IGNORECASE,
)
_ISBN = re.compile(r"(?<![\w-])(?:97[89][ -]?)?(?:\d[ -]?){9}[\dx]\b", re.IGNORECASE)
#: What takes the place of what stays while the rest is looked through: no letter, no digit and no blank.
HIDDEN = "\ufffc"
#: Nothing that was measured begins with a nought and another figure.
_FIGURE = r"(?!0\d)\d{1,5}(?:\.\d+)?"
_ROW = re.compile(
    rf"(?<![\d.,/+()-])(?<!\d[ ,;/-])(?<!sort )(?<!code )(?<!code: ){_FIGURE}(?:(?:[ ,;/-]|, ){_FIGURE}){{2,50}}"
    r"(?!\d|[/-]\d| 0\d{3}(?! \d))"
)
_WHAT_IS_MEASURED = re.compile(
    r"\b(?:mg/dl|mmol/l|readings?|levels?|weeks?|days?|values?|results?|counts?|doses?|ages?|years?|scores?|measure(?:d|ments?)|"
    r"people|patients|of|taper(?:ed)?|steps?|sizes?|pages?|bp|hba1c|a1c|psa|glucose|sugars?|weights?|refs?|"
    r"references?|platelets?|cells?|lens(?:es)?|cholesterol|[lh]dl|triglycerides|ferritin|crp|e?gfr|esr|tsh|b12|folate|"
    r"inr|pulse|heart rate|sats|spo2|oxygen|(?:peak )?flow|pef)(?:\s(?:is|was|were|are|ist|war|waren|[eé]tait|"
    r"era|eran))?[\s:=(]{1,3}$",
    re.IGNORECASE,
)
#: What is counted, behind a row.
_IS_COUNTED = re.compile(
    r"\s(?:patients|people|participants|women|men|children|adults|cases|mg|mcg|µg|ml|units|steps|days|weeks)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?<![\w+.(/-])(?<!\d[ )])(?:\+1[ -]?|1[ -])?(?:0?800|0?808|0?30[03]|03[0347]\d|084[345]|087[01]|8(?:88|77|66|"
    r"55|44|33)|"
    r"1[38]00|13(?= ))(?:[ -]?\d{1,6}){1,5}(?![\d-]|\.\d|/[1-9])"
)
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d")
_AMERICAN_GROUPS = [3, 3, 4]
_AMERICAN = re.compile(r"(?:1-)?\d{3}-\d{3}-\d{4}")
#: Three figures are as often a telephone number, 650 655 6505, unless they are doses.
_MAY_BE_ONE_NUMBER, _STEP = ([3, 3, 3], [3, 3, 4]), 25
#: So mobile numbers of three times three figures begin.
_LEAST_MOBILE = 600
_LEAST_ROW, _SHORT_ISBN, _LEAST_DIGITS = 3, 10, 7


def without_kept(text: str) -> str:
    """The text, plain, in which what stays cannot be seen; as long as it was."""
    text = without_sources(text)
    return _without(text, _ROW, _is_row) if has_digit(text) else text


def without_sources(text: str) -> str:
    """The same, in which figures in a row can be seen."""
    text = plain(text)
    if has_digit(text):
        for pattern, stays in ((KEPT, _is_kept), (_ISBN, _is_isbn), (_help_lines(), bool), (_FREE, _is_free)):
            text = _without(text, pattern, stays)
    return text


def _without(text: str, pattern: re.Pattern[str], stays: Callable[[re.Match[str]], object]) -> str:
    return pattern.sub(lambda match: HIDDEN * len(match[0]) if stays(match) else match[0], text)


def _is_kept(match: re.Match[str]) -> bool:
    """All but a row before a dose that begins with somebody's number: 07700 900 123, 20 mg did nothing."""
    if match.lastgroup != "dose" or len(digits(match[0])) <= _LEAST_DIGITS:
        return True
    if _is_somebodys(match):
        return False
    before, *dose = re.split(r"[ ,]+(?=\d\S*(?:\s\D*)?$)", match[0])
    is_apart = match[0][len(before) :].startswith(",")
    return not dose or not (_is_like_a_telephone(before) or is_apart and is_asked_for(match))


def _is_somebodys(dose: re.Match[str]) -> bool:
    """Whether the whole row is one number, and what follows it no unit: 07700 900123 L. Smith."""
    row = re.sub(rf"{_UNIT}$", "", dose[0], flags=re.IGNORECASE)
    if dose.string[: dose.start()].endswith("+"):
        return is_written_like_one(f"+{row}")
    groups = re.findall(r"\d+", row)
    if len(groups) == 1 or all(int(group) % 5 == 0 for group in groups) or _DAY.search(row):
        return False
    is_written_so = row.startswith("0") or [len(group) for group in groups] == _AMERICAN_GROUPS
    number = "".join(groups)
    return is_written_so and is_written_like_one(row) or nir.is_valid(number)


def _is_isbn(match: re.Match[str]) -> bool:
    """By its check digit and its hyphens; ten digits without any may be a telephone number."""
    found = match[0]
    if not isbn.is_valid(found):
        return False
    return len(digits(found)) > _SHORT_ISBN or ("-" in found and isbn.format(found) == found.upper())


#: Lines of other countries that reports are about: who listens, and who knows of poisons. Each from the page of the
#: organisation itself.
_KNOWN_EVERYWHERE = (
    *("112", "999", "911", "988", "111", "116123"),
    "131114",  # Lifeline, Australia
    *("0972394050", "0140054848"),  # SOS Amitié and the poison centre of Paris
    *("717003717", "915620420"),  # Teléfono de la Esperanza and Información Toxicológica, Spain
    *("0223272327", "0266101029", "063054343"),  # Telefono Amico and poison centres, Italy
    "213544545",  # SOS Voz Amiga, Portugal
    *("03019240", "0302748888", "070245245"),  # poison centres of Berlin, the Netherlands and Belgium
    *("70201201", "82121212", "22591300"),  # Livslinien and Giftlinjen, Denmark; Giftinformasjonen, Norway
    *("018092166", "9152987821"),  # poisons, Ireland; iCall, India
)


@cache
def _help_lines() -> re.Pattern[str]:
    """Those that we name, in every region, and others' that are known everywhere."""
    places = [place for known in REGIONS.values() for place in (known.emergency, *known.crisis, *known.side_effects)]
    numbers = {*(place.dial for place in places if place.dial), *_KNOWN_EVERYWHERE}
    written = (r"[ -]?".join(number) for number in sorted(numbers, key=len, reverse=True))
    return re.compile(rf"(?<![\d+./(-])(?<!\d[ )])(?:{'|'.join(written)})(?!\d|[-.]\d| \d{{2,}})")


def _is_free(match: re.Match[str]) -> bool:
    """A free number is a help line's, in whichever country: reports may be about that."""
    if re.search(r"555[ -]?01\d\d$", match[0]):  # nobody's: such are in films
        return False
    american = re.match(r"(?:\+?1)[ -]", match[0])
    for country in ["US"] if american else dict.fromkeys([region().country, *LIKELY]):
        try:
            number = parse(match[0], country)
        except NumberParseException:
            continue
        if is_valid_number(number):
            return number_type(number) not in OWNED
    return False


def _is_row(match: re.Match[str]) -> bool:
    """Whether figures in a row were measured or are taken, rather than being the groups of one number.

    Who counts in even steps counts. Otherwise it is a number where somebody asks to be called, or writes one as
    telephone numbers are written, unless the figures speak for a row: are all much alike, or round.
    """
    values = [float(group) for group in re.split(r"[ ,;/-]+", match[0])]
    if len(values) > _LEAST_ROW and len({b - a for a, b in zip(values, values[1:], strict=False)}) == 1:
        return True
    is_measured = _WHAT_IS_MEASURED.search(match.string, max(0, match.start() - 30), match.start())
    is_like_one = _is_like_a_telephone(match[0])
    lengths = [len(group) for group in re.findall(r"\d+", match[0])]
    if is_asked_for(match):
        return bool(is_measured) and not is_like_one
    if is_measured and lengths in ([3, 3, 3], [2, 3, 3], [2, 2, 2, 2]) and values[0] < _LEAST_MOBILE:
        return True
    if _IS_COUNTED.match(match.string, match.end()):
        return True
    if not is_measured and lengths in _MAY_BE_ONE_NUMBER:
        return all(value % _STEP == 0 for value in values)
    is_near = max(values) <= 1.15 * min(values)
    is_regular = (is_near or all(value % 5 == 0 for value in values)) and "." not in match[0]
    return is_regular and not _AMERICAN.fullmatch(match[0]) or bool(is_measured) and not is_like_one


def _is_like_a_telephone(row: str) -> bool:
    return any(is_written_like_one(part) for part in re.split(r"[,;]\s?", row))
