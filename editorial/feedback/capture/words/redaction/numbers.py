"""Numbers that a state, a bank, an insurer or a hospital gives one person.

Those with a check digit are known by it (python-stdnum); all others only where somebody says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from stdnum import iban, luhn, verhoeff
from stdnum.gb import nhs

from ....reports.receipts import ALPHABET, MISREAD_LETTERS
from .kinds import Kind, Kinds, digits, has_digit

_GAP = r"[ .-]"
_START = r"(?<![\w.+])(?<!\d[-/])"
_END = r"(?![\w]|[-/.]\d)"


def _patterns(*alternatives: str) -> tuple[re.Pattern[str], ...]:
    return (re.compile(rf"{_START}(?:{'|'.join(alternatives)}){_END}", re.IGNORECASE),)


def _is_medicare(found: str) -> bool:
    """Of Australia: eight digits, a check digit, the card's number and perhaps whose it is."""
    number = [int(digit) for digit in digits(found)]
    weighed = zip(number, (1, 3, 7, 9, 1, 3, 7, 9), strict=False)
    return 2 <= number[0] <= 6 and sum(digit * weight for digit, weight in weighed) % 10 == number[8]


def _is_german_insured(found: str) -> bool:
    return luhn.is_valid(f"{ord(found[0].upper()) - 64:02}{found[1:]}")


def _is_snils(found: str) -> bool:
    number = digits(found)
    total = sum(int(digit) * weight for digit, weight in zip(number, range(9, 0, -1), strict=False)) % 101
    return total % 100 == int(number[9:])


def _by(module: str, **options: object) -> Callable[[str], bool]:
    is_valid: Callable[..., bool] = import_module(f"stdnum.{module}").is_valid
    return lambda found: is_valid(re.sub(r"[ .]", "", found), **options)


#: How each is written, and its check digit.
_NATIONAL: list[tuple[str, Callable[[str], bool]]] = [
    (r"[2-9]\d{3}[ .-]\d{4}[ .-]\d{4}|[2-9]\d{11}", lambda found: verhoeff.is_valid(digits(found))),  # Aadhaar
    (r"[a-z]{3}[abcfghljpt][a-z]\d{4}[a-z]", _by("in_.pan")),
    (r"[2-6]\d{3}[ -]?\d{5}[ -]?\d(?:[ /-]?\d)?", _is_medicare),
    (r"[1-478] ?\d\d ?\d\d ?(?:\d\d|2[ab]) ?\d{3} ?\d{3} ?\d\d", _by("fr.nir")),
    (r"[a-z]{6} ?[\dl-nvp-u]{2}[a-ehlmprst][\dl-nvp-u]{2} ?[a-z][\dl-nvp-u]{3}[a-z]", _by("it.codicefiscale")),
    (r"\d{2}\.?\d{3}\.?\d{3}[- ]?[a-z]", _by("es.dni")),
    (r"[xyz][- ]?\d{7}[- ]?[a-z]", _by("es.nie")),
    (r"\d{11}", _by("pl.pesel")),
    (r"[1-9]\d{10}|[1-9]\d{2} \d{3} \d{3} \d{2}", _by("tr.tckimlik")),
    (r"\d{3}[- ]\d{3}[- ]\d{3}[- ]\d{2}", _is_snils),
    (r"\d{2}\.\d{2}\.\d{2}[- ]\d{3}[.-]\d{2}", _by("be.nn")),
    (r"(?:19|20)?\d{6}[-+]\d{4}", _by("se.personnummer")),
    (r"\d{6}[-+a-fu-y]\d{3}[\da-y]", _by("fi.hetu")),
    (r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d-\d{4}", bool),  # Denmark; Latvia
    (r"\d{6} ?\d{5}", _by("no.fodselsnummer")),
    (r"\d{4}[ -]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d", _by("at.vnr")),
    (r"756\.?\d{4}\.?\d{4}\.?\d{2}", _by("ch.ssn")),
    (r"[a-z]\d{9}", _is_german_insured),
    (r"\d{2} ?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2} ?[a-z] ?\d{3}", bool),  # German pensions: a birthday in it
    (r"\d{11}", _by("de.idnr")),
    (r"\d{7}[a-w][abhw]?", _by("ie.pps")),
    (r"\d{6} ?\d{4} ?\d{3}", _by("za.idnr")),
    (r"\d{17}[\dx]", _by("cn.ric")),
    (r"\d{6}-[1-8]\d{6}", bool),  # Korea
    (r"[a-z]{4}\d{6}[hm][a-z]{5}[a-z\d]\d", _by("mx.curp")),
    (r"[a-zñ&]{4}\d{6}[a-z\d]{3}", _by("mx.rfc")),
    (r"\d{1,2}\.?\d{3}\.?\d{3}-[\dk]", _by("cl.rut")),
    (r"\d{2}-\d{8}-\d", _by("ar.cuit")),
    (r"\d{13}", _by("ro.cnp")),
    (r"\d{6}/\d{3,4}", _by("cz.rc")),
    (r"\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}", _by("br.cpf")),
    (r"\d{6}-\d{2}-\d{4}", _by("my.nric")),
    (r"[stfgm]\d{7}[a-z]", lambda found: len(set(found[1:8])) > 1),  # Singapore
    (
        r"[a-z9]{5}\d{6}[a-z9]{2}[a-z\d]{3}|(?-i:[A-Z9]{5} \d{6} ?[A-Z9]{2} ?[A-Z\d]{3})",
        bool,
    ),  # a British driving licence
    (r"[a-z]{2}\d{2} ?\d{4} ?\d{7}", lambda found: found[:2].isupper()),  # an Indian driving licence
    (r"\d{1,2}-\d{4}-\d{4}-\d", bool),
    (r"[a-z]{1,2}\d{6}\([\da]\)", bool),  # Hong Kong
    (
        r"[1-9][ac-hj-np-rt-y][ac-hj-np-rt-y\d]\d-?[ac-hj-np-rt-y][ac-hj-np-rt-y\d]\d-?[ac-hj-np-rt-y]{2}\d\d",
        bool,
    ),  # Medicare, US
]
#: Those whose groups a row of doses or results has as well, of which one in ten has the check digit by chance.
_IN_GROUPS: list[tuple[str, Callable[[str], bool]]] = [
    (r"\d{2} \d{3} \d{3} \d{3}", _by("de.idnr")),
    (r"\d{3}[ -]\d{3}[ -]\d{3}", _by("ca.sin")),
    (r"(?!000|666|9)\d{3} (?!00)\d\d (?!0000)\d{4}", bool),  # social security in the United States
]

#: What people call a number of theirs, and the words between that and the number.
_CALLED = (
    # papers
    r"passport|(?:reise)?pass(?:nummer|nr)?|passeport|pasaporte|passaporto|paspoort|paszport\w*|passaporte|"
    r"паспорт\w*|pasaport|"
    r"(?:driv(?:ing|er'?s?) )?licen[cs]e(?: plate)?|permis de conduire|f(?:ü|ue)hrerschein\w*|rijbewijs|"
    r"carn[eé](?:t)? de conducir|patente(?: di guida)?|prawo jazdy|number plate|registration plate|kennzeichen|"
    r"(?:national |personal )?(?:id|identity)(?: card| code)?|personalausweis\w*|ausweis\w*|carte d'identit[eé]|"
    r"carta d'identit[aà]|visa|green card|"
    # hospitals and insurers
    r"mrn|nhi|ihi|chi|[eg]hic|rrn|"
    r"hosp(?:ital)?|(?:clinic|script|rx)(?!\s(?:\d{1,3}\s){1,9}\d{1,3}(?!\d))|"
    r"patient|medical record|health(?: ?care)?(?: card| record)?|chart|"
    r"case ?file|unit|"
    r"nhs|h&c|pps|medicare|medicaid|mbi|ohip|phn|insurance|insured|policy|member(?:ship)?|subscriber|beneficiary|"
    r"krankenversicher\w*|(?:renten|sozial)?versicher\w+|patienten?\w*|"
    r"aktenzeichen|fall(?:nummer|nr\.?)|num[eé]ro de s[eé]cu(?:rit[eé] sociale)?|"
    r"s[eé]cu(?:rit[eé] sociale)?|"
    r"(?:num[eé]ro|n[°º]) de dossier|dossier(?:nummer| patient| m[eé]dical)|"
    r"n[uú]mero de (?:expediente|historia)|"
    r"tarjeta sanitaria|historia cl[ií]nica|cartella clinica|tessera sanitaria|zorgverzekering\w*|pati[eë]ntnummer|"
    r"cart[aã]o(?: do)? sus|"
    r"utente|полис\w*|prescription|rezept|recept(?:a|y)?|appointment|booking|specimen|accession|sample|"
    r"mitglieds\w*|kunden\w*|pat\.?-?|sv|nuss|nhc|cip|"
    r"n(?:[º°o]|[uú]mero)\.? de afiliaci[oó]n|dossier(?= n[°º])|n[°º] d'adh[eé]rent|num[eé]ro d'adh[eé]rent|"
    # states
    r"ssn|social (?:security|insurance)|nino|national insurance|tax(?: file)?|itin|tfn|ird|svnr|bsn|"
    # words of other languages, too, unless in capitals or with what says that it is a number
    r"(?-i:SIN|NI|TIN|EIN|DL|NIE|RG|PAN)|(?:sin|ni|tin|ein|dl|nie|rg|pan)(?=\s?(?:number|no\b|nr|n[º°]|:|#))|"
    r"burgerservicenummer|sofinummer|nif|dni|cpf|cnpj|pesel|regon|nip|dowod\w*|dow[oó]d osobisty|снилс|инн|"
    r"t\.?c\.?(?: kimlik)?|kimlik|steuer\w*|sozialversicherung\w*|codice fiscale|aadhaa?r|pan card|personnummer|"
    r"cpr|f(?:ø|o)dselsnummer|henkil(?:ö|o)tunnus|rodn[eé] [cč][ií]slo|emirates|civil|matricule|rijksregister\w*|"
    # banks and shops
    r"account|acc(?:t|(?=\s(?:no|\d{7})))|a/c|sort code|sort(?=\s\d\d[ -]?\d\d[ -]?\d\d(?!\d))|"
    r"routing|bank|iban|bic|kontonummer|konto|compte|cuenta|conto|rekening\w*|credit card|"
    r"debit card|card|order|invoice|customer|client|employee|staff|student|payroll|"
    r"(?:case|complaint|claim|incident|referral) ref(?:erence)?|"
    r"(?:case|ticket|claim|file|lab(?:oratory)?|reference|ref|booking reference)(?= (?:number|no\b|nr|id|code|#))"
)
_NUMBER = (
    r"(?:numbers?|num|no\.?|nr\.?|n[º°o]\.?|n\.|id|code|ref(?:erence)?|card|plate|nummer|num[eé]ro|n[uú]mero|numero|"
    r"номер|numaras?[ıi]?|kod|#|№)"
)
_CALLED_SO = re.compile(
    rf"(?<![\w/-])(?:{_CALLED})(?:[\s-]{{1,2}}{_NUMBER}){{0,2}}\s?"
    rf"(?:\s(?:is|was|ist|lautet|est|es|[eè]|jest|to|number)|[:#=])?[\s:#=]{{0,3}}(?:rx\s?)?"
    r"(?P<found>(?-i:[A-Z]{1,2}\s)?(?=[\w/-]{0,20}\d)[a-z0-9](?:[\w/-]|\.(?=\w)|\s(?=\w{0,8}\d)){3,28})(?!\w)",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"\b(?:reg(?:istration)?|(?:licen[cs]e|number) plate|plates?|kennzeichen)(?:\snumber|\sno\.?)?(?:\s(?:is|was)|:)?\s"
    r"(?P<found>(?=[\w -]{0,9}\d)(?-i:"
    r"(?!(?:[CTLS]\d{1,2}[ /-]{0,3}+)++(?![A-Z\d]))"  # a plate in a spine: L4-L5
    r"(?:\d{2,3}-[A-Z]{1,2}-\d{1,6}|"  # Ireland
    r"[A-Z\d]{1,4}[ -]?[A-Z\d]{2,4}(?:[ -]?[A-Z\d]{1,4})?)))(?!\w)|"
    r"\bmy (?:car|van|motorbike)(?: is|'s reg is)?,?\s(?-i:[A-Z]{2}\d\d ?[A-Z]{3})(?!\w)",
    re.IGNORECASE,
)
#: A court's or an office's: 12 C 345/67
_FILE = re.compile(
    r"\b(?:aktenzeichen|az\.?:?)(?:\s(?:ist|lautet)|:)?\s(?P<found>\d{1,4}\s[A-Z][A-Za-z]{0,3}\s\d{1,6}/\d{2,4})(?!\w)",
    re.I,
)
_REFERENCE = re.compile(r"\bref(?:erence)?\.?:\s?(?P<found>\d{7,14})(?!\w)", re.IGNORECASE)
_UUID = re.compile(r"(?<![\w-])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\w-])", re.IGNORECASE)
_LEAST_DIGITS = 5
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
#: Years, ranges, days and diagnoses that a word such as “patient” can stand before.
_NO_CODE = re.compile(
    r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d(?!\d))?(?:[\s,.;:].*)?|"
    rf"(?:{_DAY}[/.-]{_MONTH}|{_MONTH}[/.-]{_DAY})[/.-](?:\d\d){{1,2}}(?![\d-]).*|"
    r"[a-z]\d[\da-z]\.[\da-z]{1,4}|"  # M54.50
    r".*\b(?:mg|mcg|ml|g|kg|mm)\b.*",
    re.IGNORECASE,
)


#: Letters and figures mixed, as in passports.
_MIXED = re.compile(r"(?=(?:\D*\d){2})(?=\d*[A-Z])[A-Z\d]{7,12}")


def _is_code(found: str) -> bool:
    if _MIXED.fullmatch(found):
        return True
    least = _LEAST_DIGITS - any(character.isalpha() for character in found)
    return len(digits(found)) >= least and not _NO_CODE.fullmatch(found)


_NI_PREFIX = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"

_FOUR = f"[{ALPHABET}{MISREAD_LETTERS}]{{4}}"
_MIXES = r"(?=[a-z\d -]{0,12}(?:\d[a-z]|[a-z]\d))"
#: Whoever has the code of a report's receipt can read and erase the report: as we write it, or where it is called one.
_RECEIPT = (
    re.compile(rf"(?<![\w/-]){_MIXES}{_FOUR}-{_FOUR}-{_FOUR}(?![\w/-])", re.IGNORECASE),
    re.compile(
        r"\b(?:receipt|code)(?:\scode)?(?:\s(?:is|was)|:)?\s"
        rf"(?P<found>{_MIXES}{_FOUR}(?P<gap>[ -]?){_FOUR}(?P=gap){_FOUR})(?!\w)",
        re.IGNORECASE,
    ),
)

IBAN = Kind(
    "iban",
    "[bank account]",
    _patterns(r"[a-z]{2}\d\d(?:[ .-]?[a-z\d]{4}){2,7}(?:[ .-]?[a-z\d]{1,3})?"),
    lambda found: iban.is_valid(re.sub(r"[ .-]", "", found), check_country=False),
    has_digit,
)


def _nhs(*written: re.Pattern[str]) -> Kind:
    return Kind("nhs", "[NHS number]", written, lambda found: nhs.is_valid(digits(found)), has_digit)


def _national(known: list[tuple[str, Callable[[str], bool]]]) -> Kinds:
    kinds = tuple(Kind("number", "[ID number]", _patterns(pattern), is_one) for pattern, is_one in known)
    return Kinds("number", "[ID number]", (), needs=has_digit, kinds=kinds)


NUMBERS = [
    Kind(
        "card",
        "[card number]",
        _patterns(
            r"(?:[3-6]\d|2[2-7])\d{11,17}",
            rf"(?:[3-6]\d|2[2-7])\d\d(?:{_GAP}\d{{4}}){{3}}(?:{_GAP}\d{{1,3}})?",
            rf"3\d{{3}}{_GAP}\d{{6}}{_GAP}\d{{4,5}}",
        ),
        lambda found: luhn.is_valid(digits(found)),
        has_digit,
    ),
    Kind(
        "ni",
        "[NI number]",
        (
            re.compile(
                rf"\b(?:{_NI_PREFIX}(?:[ -]?\d\d){{3}}[ -]?[A-D]|(?i:{_NI_PREFIX}\d{{6}}[A-D]))\b",
            ),
        ),
        needs=has_digit,
    ),
    Kind(
        "ssn",
        "[SSN]",
        (
            re.compile(r"(?<![\d-])(?!000|666)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\d-])"),
            re.compile(
                r"\b(?:ssn|social\ssecurity)(?:\s(?:number|no\.?))?(?:\sis)?\W{1,3}"
                r"(?P<found>\d{3}[ -]?\d\d[ -]?\d{4})(?!\d)",
                re.IGNORECASE,
            ),
        ),
        needs=has_digit,
    ),
    _nhs(
        *_patterns(r"(?<!\+)[1-9]\d{9}"),
        re.compile(
            r"\bnhs(?:\s(?:number|no\.?))?(?:\sis)?\W{1,3}(?P<found>[1-9]\d\d[ .-]\d{3}[ .-]\d{4})(?!\d)",
            re.IGNORECASE,
        ),
    ),
    Kind("number", "[ID number]", (_CALLED_SO,), _is_code, has_digit),
    Kind("number", "[ID number]", (_PLATE, _FILE, _REFERENCE, _UUID), needs=has_digit),
    Kind("number", "[ID number]", _RECEIPT, needs=has_digit),
    _national(_NATIONAL),
]
#: Seen where the rows that were measured, or are taken, are not.
NUMBERS_IN_GROUPS = [_nhs(*_patterns(r"(?<!\+)[1-9]\d\d[ .-]\d{3}[ .-]\d{4}")), _national(_IN_GROUPS)]
