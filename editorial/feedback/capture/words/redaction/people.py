"""Names that are introduced as such, and days on which somebody was born."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ..danger.packs import compared
from ..danger.sentences import common, vocabulary
from .kept import HIDDEN
from .kinds import Kind, has_digit
from .languages import said

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻŁŃŅŇŐŒŘŚŞŠŤŪŮŰŹŻŽА-ЯЁ"
_SMALL = r"(?:de|da|do|dos|di|del|della|la|le|van|van de|van den|van der|von|zu|bin|al|el|ter|ten|y|e|Mc|Mac|O')"
_NAME = rf"(?:[{_CAPITAL}](?:[^\W\d_]|['-](?=\w)){{1,24}}|[{_CAPITAL}]\.?(?=\s[{_CAPITAL}]))"
#: What begins with a capital after such words and is no name.
_NO_NAME = (
    r"(?!(?i:I|I'm|I've|Type|Stage|Grade|And|But|The|Who|Which|Not|Very|So|Also|In|On|At|For|To|"
    r"It|He|She|"
    r"We|They|This|That|With|When|My|Our|A|An|No|Yes|Please|Thank|Thanks|GP|NHS|Dr|Doctor|Nurse|Hospital|Ward|"
    r"Parkinson'?s?|"
    r"Alzheimer'?s?|Crohn'?s?|Asperger'?s?|Down'?s?|Covid|Diabetes|Arthritis|Cancer|Monday|Tuesday|Wednesday|Thursday|"
    r"Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Christmas|Easter|English|British|American|Team|Staff|All|Everyone|You|Your|Good|Great|Keep|Well|Extremely|Really|"
    r"Happy|Still|Now|Just|(?:Would|Could|Should|Must|Might|Can|Do|Does|Did|Is|Was|Has|Had)(?:n'?t)?|Cannot|Can't|If|As|Of|Or|From|By|Mr|Mrs|Ms|Miss)\b)"
)
#: Names of one person stand on one line.
_BLANK = r"[^\S\n]"
_OF_NOBILITY = r"(?:van den|van der|van de|van|von der|von|zu|de la|de|di|del|della|al|el)"
_PARTICLES = rf"(?:{_SMALL}{_BLANK}){{0,2}}"
_FULL = rf"(?:{_OF_NOBILITY}{_BLANK})?{_NO_NAME}{_NAME}(?:{_BLANK}{_PARTICLES}{_NO_NAME}{_NAME}){{0,3}}"
_FULL_OF_TWO = rf"{_NO_NAME}{_NAME}{_BLANK}{_PARTICLES}{_NO_NAME}{_NAME}(?:{_BLANK}{_NO_NAME}{_NAME}){{0,2}}"
#: Somebody who writes without capitals: any words but these.
_NO_WORD = (
    r"(?!(?:not|on|in|the|a|an|wrong|right|spelled|spelt|misspelt|missing|is|was|and|but|or|to|of|for|at|by|from|with|"
    r"there|here|no|never|always|still|also|as|if|it|that|this|i|my|who|which|known|mentioned|written|listed|"
    r"given|called|"
    r"das|es|den|die|der|dies|ça|cela|ceci|eso|esto|questo|quello|isso|isto|dat|det|to|inte|ikke|nicht|niet|não|не|"
    r"private|secret|irrelevant|unimportant|important|confidential|anonymous|unknown|so|too|very|being|because)\b)"
)
_PLAIN = (
    rf"(?:{_OF_NOBILITY}\s)?{_NO_WORD}[^\W\d_]{{2,24}}(?:\s(?:{_SMALL}\s){{0,2}}{_NO_WORD}[^\W\d_]{{2,24}}"
    rf"(?:\s{_NO_WORD}[^\W\d_]{{2,24}}(?=\s?(?:[,.;!\n]|$)))?)?"
)
_NOT_SHOUTED = rf"(?=[{_CAPITAL}][^\W\d_{_CAPITAL}])"

_NO_DISEASE = (
    r"(?!(?:\w{1,20}\s){0,2}\w{2,20}"
    r"(?:itis|algi[ae]|osis|ose|a?emia|pathy|plegia|trophy|lepsy|noma|rrh?oea|tension|ectomy)\b)"
)
#: Short and all in capitals it is a diagnosis, EDS or ADHD, unless all that is said is in capitals.
_NO_ABBREVIATION = rf"(?:(?![{_CAPITAL}]{{2,5}}(?!\w))|(?<=[{_CAPITAL}]{{2}}\s)|(?<=[{_CAPITAL}]{{2}}[,:]\s))"
#: Of what is given to somebody, its name stands behind them as theirs would: my son Calpol.
_GIVES = [
    *(
        "give",
        "gives",
        "gave",
        "given",
        "giving",
        "giving to",
        "give to",
        "gave to",
        "given to",
        "prescribe",
        "prescribes",
    ),
    *("prescribed", "prescribing", "offered", "administer", "administered", "injected", "buy", "bought", "feed", "fed"),
    *("dar a", "dando a", "dado a", "doy a", "di a", "dio a", "dieron a", "receta a", "recetó a", "recetaron a"),
    *("donner à", "donné à", "donne à", "donnons à", "donnez à", "donnait à", "prescrit à", "prescrire à"),
    *("dare a", "dato a", "do a", "dò a", "diamo a", "prescritto a", "dar ao", "dar à", "dei ao", "dei à", "deu ao"),
    *("gebe", "gab", "geben", "gibt", "verschrieb", "verordnete"),
    *("deu à", "dou ao", "dou à", "geef", "gaf", "geven", "gegeven", "gegeven aan", "geef aan", "gaf aan"),
]
#: What the second word of a medicine is: Calpol Infant, Nurofen Saft.
_FORM = (
    r"(?i:infant|junior|six|plus|forte|extra|max|syrup|suspension|"
    r"solution|tablets?|capsules?|drops|gel|cream|patch(?:es)?|"
    r"retard|saft|tropfen|tabletten|salbe|zäpfchen|liquid|sugar|oral|mr|xl|sr|lp|enfant|"
    r"adulte|sirop|jarabe|sciroppo)\b"
)
_NO_FORM = rf"(?!{_FORM})"
_NOT_GIVEN = "".join(rf"(?<!\b(?i:{verb}) )" for verb in _GIVES)
#: Doses that stay cannot be seen where names are looked for.
_NO_DOSE = rf"(?!,?\s(?:{HIDDEN}|\d{{1,4}}\s?(?:tablets?|drops?|sachets?|puffs?|comprim\w+|gotas|gouttes)(?!\w)))"

_NO_DISEASE_AFTER = rf"(?!\w|\s?(?:disease|syndrome|type)){_NO_DOSE}"
#: “Dr Jane Smith”, “Frau Prof. Meier”
_TITLED = r"(?:(?:Dr|Mrs?|Ms|Miss|Prof|Frau|Herr|Mme|M|Sra?|Dott|Dra?|Dhr|Mevr)\.?[^\S\n]){0,2}"
_OF_KIN = rf"{_TITLED}{_FULL}"
_MEINE = (
    r"[Mm]ein(?:e|en|er|em)?\s(?:Sohn|Tochter|Kind|Baby|(?:Ehe)?(?:frau|Frau|mann|Mann)|Partner(?:in)?|"
    r"(?:Schwieger|Groß|Stief)?(?:mutter|Mutter|vater|Vater)|Mama|Papa|(?:Schwieger|Stief)(?:sohn|tochter)|"
    r"Bruder|Schwester|Schwager|Schwägerin|Tante|Onkel|Neffe|Nichte|Cousine?|Nachbar(?:in)?|Lebensgefährt(?:e|in)|"
    r"Enkel(?:in|kind|sohn|tochter)?|Freund(?:in)?|Oma|Opa)(?!\w)"
)
#: Between commas a German noun is as likely what somebody does or has, unless it ends as names of people do.
_NO_GERMAN_NOUN = (
    r"(?!(?!(?:Peter|Werner|Rainer|Reiner|Gün(?:th|t)er|Walther|Walter|Dieter|Alexander|Oliver|Holger|Rüdiger|"
    r"Volker|Xaver|"
    r"Gregor|Karin|Kerstin|Martin|Robin|Katrin|Kathrin|Benjamin|Valentin|Laurin|Corvin|Edwin|Erwin|Vincent|Clemens|"
    r"Esther|Jennifer|Silvester|Maximilian)\b)"
    r"\w{2,24}(?:er|rin|tin|gin|kin|ist|eur|ent|ant|or|ung|heit|keit|schaft|tät|krebs|"
    r"infarkt|anfall|druck|schmerz(?:en)?|"
    r"schmerz|pflege|fall|unfall|etes|enz|yse|iker|kranke?r?|los|frei|sucht|mus|ms|jahre?n?)\b)"
)

_SAYS_OWN = (
    r"(?<!\w)(?:my (?:full )?name is|i am called|i'm called|my name's|mein name ist|ich hei(?:ß|ss)e|"
    r"je m'appelle|me llamo|mi chiamo|"
    r"mijn naam is|ik heet|me chamo|nazywam si[eę]|меня зовут|jag heter|jeg hedder|jeg heter|"
    r"benim ad[ıi]m)(?:\s?:)?\s"
)
_NAMED_PLAINLY = r"(?:^|[.!?\n]\s{0,3})name\s?:\s{1,3}"
_says_own = re.compile(f"{_SAYS_OWN}|{_NAMED_PLAINLY}", re.IGNORECASE).search
_has_capital_after_something = re.compile(rf"\W{_NO_NAME}[{_CAPITAL}]").search


def _may_name_somebody(text: str) -> bool:
    """Every name stands after something that introduces it, and begins with a capital, or is somebody's own."""
    return bool(_has_capital_after_something(text) or _says_own(text))


_names_in = re.compile(rf"(?!(?:Dr|Mrs?|Ms|Miss|Prof)\b)[{_CAPITAL}][^\W\d_]+(?:['-](?!s\b)[^\W\d_]+)*").findall
#: What is shorter and all in capitals is an abbreviation as often as a name: ED, AL.
_LEAST_SHOUTED = 4
_LONGEST_SAYING = 45
#: So short a word in such a line is as often what somebody has: EDS, COPD.
_LONGEST_SHORT, _LONGEST_WORD = 4, 25
_TITLES = ("Dr", "Mr", "Ms", "Miss", "Prof")


#: In a line all in capitals they say nothing of a word: what many write there is no name, unless it is said to be one.
_SHOUTED = re.compile(rf"^[^\n]*[{_CAPITAL}]{{2}}[^\n]*$", re.MULTILINE)
_MARKS = re.compile(r"\[[a-z ]+\]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_word_before = re.compile(r"([^\W\d_]+)[^\S\n]$").search
_is_said_to_be_one = re.compile(
    rf"(?<!\w)(?:{said('named')}|called|named|name is)(?:\s?:)?\s{{1,3}}$", re.IGNORECASE
).search


def _without_capitals(line: re.Match[str]) -> str:
    """The line as it would be written otherwise, with capitals where a name may be; as long as it was."""
    return _WORD.sub(_as_it_would_be, line[0]) if _MARKS.sub("", line[0]).isupper() else line[0]


def _as_it_would_be(word: re.Match[str]) -> str:
    is_name = _is_said_to_be_a_name(word)
    if not is_name and not is_no_name(word[0]):
        before = _word_before(word.string, max(0, word.start() - _LONGEST_WORD), word.start())
        is_long = len(word[0]) > _LONGEST_SHORT or compared(word[0]) in _given_names()
        is_name = is_long or bool(before and not is_no_name(before[1]))
    return word[0][:1] + _in_small_letters(word[0][1:]) if is_name else _in_small_letters(word[0])


def _is_said_to_be_a_name(word: re.Match[str]) -> bool:
    saying = _is_said_to_be_one(word.string, max(0, word.start() - _LONGEST_SAYING), word.start())
    return bool(saying and not saying[0].rstrip().endswith((":", "=")))  # a label of a form stands before anything


def _may_be_a_name(word: re.Match[str]) -> bool:
    return not is_no_name(word[0]) or _is_said_to_be_a_name(word)


def is_no_name(word: str) -> bool:
    """Whether it is a word that many write, and no given name."""
    known = compared(word)
    return (known in common() or known in vocabulary() or known in _no_names()) and known not in _given_names()


@cache
def _given_names() -> frozenset[str]:
    """Those that are common words, or as common."""
    return _words_of_file("given_names.txt")


@cache
def _no_names() -> frozenset[str]:
    """What people have and are, in languages of which `common` holds less than of English."""
    return _words_of_file("no_names.txt")


def _words_of_file(name: str) -> frozenset[str]:
    return frozenset(map(compared, files(__package__).joinpath(name).read_text(encoding="utf-8").split()))


def _in_small_letters(word: str) -> str:
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in word)


@dataclass(frozen=True)
class Names(Kind):
    """Names that a text introduces, wherever they stand in it: a son's goes in the next sentence, too.

    Of `likely` patterns not all words may be such that many write, my mother (Lupus), and none what somebody is: I am
    Senior Physio.
    """

    likely: tuple[re.Pattern[str], ...] = ()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        seen = _SHOUTED.sub(_without_capitals, text)
        introduced = [*super().spans(seen), *self._likely_spans(seen)]
        yield from introduced
        names = {name for start, end in introduced for name in _names_in(text[start:end])}
        names |= {write(name) for name in names for write in (str.upper, str.title)}
        if written := [re.escape(name) for name in names if len(name) >= _LEAST_SHOUTED or not name.isupper()]:
            again = rf"(?<!\w)(?:{'|'.join(written)})(?!\w|(?:'s)?\s(?:disease|syndrome|et al))"
            yield from (match.span() for match in re.finditer(again, text))

    def _likely_spans(self, text: str) -> Iterator[tuple[int, int]]:
        for match in (match for pattern in self.likely for match in pattern.finditer(text)):
            word = _WORD.search(text, match.start("found"))
            is_initial = bool(word and len(word[0]) == 1)
            what_they_are = word and compared(word[0]) in _no_names() and not _may_be_a_name(word)
            may_be = not what_they_are and any(map(_may_be_a_name, _WORD.finditer(text, *match.span("found"))))
            if is_initial or match["found"].startswith(_TITLES) or may_be:
                yield match.span("found")


NAME = Names(
    "name",
    "[name]",
    (
        re.compile(  # Name: Applegarth, Margaret
            rf"(?:^|[.!?\n]\s{{0,3}})(?i:(?:full |patient )?name|patient)\s?:\s{{1,3}}(?P<found>{_FULL},\s{_FULL})"
        ),
        re.compile(rf"{_SAYS_OWN}{{1,3}}(?P<found>{_PLAIN})(?=\W|$)", re.IGNORECASE),
        re.compile(  # name: priya raman
            rf"{_NAMED_PLAINLY}(?P<found>{_NO_WORD}[^\W\d_]{{2,24}}\s{_NO_WORD}[^\W\d_]{{2,24}})(?=\s?(?:[,.;\n]|$))",
            re.IGNORECASE,
        ),
        re.compile(  # my son is called Oliver
            rf"(?<!\w)(?i:{said('kin')})(?:(?:\s(?:is|was))?\s(?:named|called)|'s\sname\s(?:is|was))\s"
            rf"(?P<found>{_OF_KIN})(?!\w)"
        ),
        re.compile(
            rf"(?:^|[.!?,\n]\s{{0,3}})(?i:(?:(?:many )?thanks|thank you),? (?:and|with) )?(?i:{said('regards')})"
            rf"[,.:!\s-]{{1,4}}(?P<found>{_TITLED}{_FULL})(?=[\s.,!]*(?:\n|$))",
            re.M,
        ),
        re.compile(
            rf"(?:^|[.!?]\s{{1,3}})(?i:{said('thanks')}),?\s?(?:\n\s{{0,3}}|"
            rf"\s?[-~]\s?)(?P<found>{_NOT_SHOUTED}{_TITLED}{_FULL})(?=[\s.!]*$)",
            re.M,
        ),
        re.compile(rf"(?:^|[.!?]\s{{1,3}})(?i:{said('thanks')})[,.]\s(?P<found>{_NOT_SHOUTED}{_FULL_OF_TWO})[\s.!]*\Z"),
    ),
    needs=_may_name_somebody,
    likely=(
        re.compile(
            rf"(?<!\w)(?i:{said('named')})(?:\s?:)?\s{{1,3}}(?P<found>(?:(?:Dr|Mrs?|Ms|Miss|Prof)\.?\s)?{_FULL})"
        ),
        re.compile(
            rf"(?<!\w)(?i:{said('am')})\s{_NO_DISEASE}(?P<found>(?:(?:Dr|Mrs?|Ms|Miss|"
            rf"Prof)\.?\s)?{_FULL_OF_TWO})(?=\s?[,.!?;(\n]|\s(?:and|from|here|writing|und|aus|et|de|y|e|en|uit|i|z|och|og)\b|\s?$)"
        ),
        re.compile(  # this is Jane Doe from Leeds; but this is Cauda Equina
            r"(?<!think )(?<!that )(?<!told )(?<!told me )(?<!says )(?<!said )(?<!sure )"
            rf"(?<!\w)(?i:{said('presents')})\s{_NO_DISEASE}(?P<found>(?:(?:Dr|Mrs?|Ms|Miss|Prof)\.?\s)?{_FULL_OF_TWO})"
            r"(?=,?\s(?:here|writing|speaking|calling|again|"
            r"(?:from|aus|uit)(?=\s[A-Z])|(?:and\s)?(?:I|I'm|I've|I'd|[Mm]y))\b)"
        ),
        re.compile(  # on a line of its own
            rf"(?:^|\n)\s{{0,3}}(?i:(?:hello|hi|hey|good \w{{3,9}}),?\s)?(?i:{said('presents')})\s{_NO_DISEASE}"
            rf"(?P<found>{_FULL_OF_TWO})(?=\s?[.,!]?\s*(?:\n|\Z))"
        ),
        re.compile(  # my son, Oliver; my son (Oliver)
            rf"(?<!\w)(?i:{said('kin')})(?:[,:]{_BLANK}|{_BLANK}?\((?=[^()\n]{{2,40}}\)))"
            rf"{_NO_ABBREVIATION}{_NO_DISEASE}(?P<found>{_OF_KIN}){_NO_DISEASE_AFTER}"
        ),
        re.compile(  # my daughters Emma and Zoe; my sons, Liam and Noah
            r"(?<!\w)(?i:(?:my|our) (?:\w{1,9} ){0,2}?(?:(?:grand|step)?(?:sons|daughters|children|parents)|kids|twins|"
            rf"boys|girls|brothers|sisters|friends|cousins|neighbou?rs)),?{_BLANK}{_NO_DISEASE}"
            rf"(?P<found>{_NO_NAME}{_NAME}(?:(?:,|,?{_BLANK}(?:and|&)){_BLANK}{_NO_NAME}{_NAME}){{1,5}})(?!\w)"
        ),
        re.compile(  # my son Oliver
            rf"(?<!\w){_NOT_GIVEN}(?i:{said('kin')}){_BLANK}"
            rf"{_NO_ABBREVIATION}{_NO_DISEASE}(?P<found>{_OF_KIN}){_NO_DISEASE_AFTER}"
        ),
        re.compile(
            rf"(?<!\w)(?i:{said('kin')}){_BLANK}(?P<found>{_NO_NAME}{_NAME})"
            rf"(?=[^\S\n](?:(?:his|her|their)\s|{_NO_FORM}[{_CAPITAL}]))"
        ),
        re.compile(
            rf"(?<!\w){_NOT_GIVEN}{_MEINE}{_BLANK}(?!{_NAME}\s{_FORM}){_NO_DISEASE}"
            rf"(?P<found>{_FULL_OF_TWO}|{_FULL}(?=\s?[,(]))(?!\w){_NO_DOSE}"
        ),
        re.compile(  # meine Mutter, Erika Mustermann, nimmt; mein Mann (Peter) hat
            rf"(?<!\w){_MEINE}(?:,{_BLANK}(?=[^,.\n]{{2,40}},)|:{_BLANK}|{_BLANK}?\((?=[^()\n]{{2,40}}\))){_NO_ABBREVIATION}{_NO_DISEASE}"
            rf"(?P<found>{_FULL_OF_TWO}(?!\w)|{_NO_GERMAN_NOUN}{_NO_NAME}{_NAME}(?=\s?[,.)\n]|$)){_NO_DOSE}"
        ),
    ),
)

_MONTH = rf"(?:{said('months')})"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|ª|°|e)?"
_OF = r"(?:of |de |den |di |del |van |the )?"
_YEAR = (
    r"(?:(?:,? |, ?|-| de | del )(?:19|20)?\d\d(?!\d)|\s'\d\d(?!\d)|"
    rf"(?:,? |,? (?:of|in|de|del) )(?:{said('years')})(?!\w))"
)
_DAY_IN_WORDS = rf"(?:{said('days')})(?!\w)"
_BIRTH_DATE = "|".join(
    [
        r"\d{1,2}[/.\-\s]{1,2}\d{1,2}[/.\-\s]{1,2}(?:\d\d){1,2}(?!\d)",  # 3/4/1961, 03-04-61
        r"(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}(?!\d)",  # 1961-04-03
        rf"{_DAY}[\s-]{_OF}{_MONTH}(?!\w)\.?{_YEAR}?",  # 3rd of April 1961
        # third of April; but of “on April 3”, where “on” is ten in Turkish, the day follows
        rf"{_DAY_IN_WORDS}[\s-]{_OF}{_MONTH}(?!\w)(?!\.?\s(?:the )?\d{{1,2}}(?!\d))\.?{_YEAR}?",
        rf"{_MONTH}(?!\w)\s(?:the )?{_DAY_IN_WORDS}{_YEAR}?",  # April the third, nineteen sixty-one
        rf"{_MONTH}(?!\w)(?:\.(?=\s\d\d?,))?\s(?:the )?{_DAY}(?!\d){_YEAR}?(?!\s?[a-z]{{4,}} (?:visits?|"
        rf"times?))",  # April 3, 1961
    ]
)

_DD, _MM = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
_RUN_TOGETHER = rf"(?:{_DD}{_MM}|{_MM}{_DD})(?:\d\d){{1,2}}|(?:(?:19|20)?\d\d){_MM}{_DD}"

_words_of = re.compile(r"\w+").findall
_is_called_month = re.compile(_MONTH, re.IGNORECASE).fullmatch


@lru_cache(maxsize=20_000)
def _is_month(word: str) -> bool:
    return bool(_is_called_month(word))


def _says_a_month(text: str) -> bool:
    """One look at each word is quicker than one search for all that months are called."""
    return any(map(_is_month, _words_of(text)))


#: Between the word and the day neither does a sentence end nor something else begin: born. Since 3/4 he takes it. Nor
#: is it the first or the last day of those of whom something is said: born on or after 2 September 1958.
_BETWEEN = r"(?:[^\w.!?]|(?<!\w\w\w)\.|\.(?=\s?\d))"
_NOT_SINCE = (
    r"(?!(?:since|seit|depuis|desde|dal|sinds|od|с|took|takes?|taking|nahm|nehme|pris|prends|tom[oóaé]|habe?|hab|ho|"
    r"after|before|between|until|till|nach|vor|zwischen|bis|apr[eè]s|avant|entre|despu[eé]s|antes|dopo|prima|tra|fra|na|v[oó][oó]r|"
    r"tussen|depois)\b)"
)
BIRTH_DATE = Kind(
    "birth_date",
    "[birth date]",
    (
        re.compile(
            rf"(?<!\w)(?<!depuis la )(?<!since )(?<!desde el )(?<!seit der )(?:{said('born')})(?![^\W\d_])"
            rf"{_BETWEEN}{{0,4}}(?:{_NOT_SINCE}[^\W\d_]{{1,20}}{_BETWEEN}{{1,3}}){{0,4}}?(?P<found>{_BIRTH_DATE})",
            re.IGNORECASE,
        ),
        re.compile(  # DOB 030461
            rf"(?<!\w)(?:{said('birthday')})(?!\w)\W{{0,3}}(?:(?:is|was)\s)?(?P<found>{_RUN_TOGETHER})(?!\d)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<![\w/.-])(?P<found>{_BIRTH_DATE})(?:\s?[(,=]\s?(?:{said('birthday')})|"
            rf"\s(?:is|was|ist|war|est|es|[eè]|[eé]|is|was|to|är|er)\s(?:\w{{1,8}}\s){{0,2}}?(?:{said('birthday')})|"
            r"\W{1,3}(?:in\s\w{2,20}\s)?(?:geboren|doğ(?:du|um)\w{0,8}|dog(?:du|um)\w{0,8}|tarihinde\sdoğdum|г\.?\s?р\.?|"
            r"(?:года\s)?рожд\w{2,6}))(?!\w)",
            re.IGNORECASE,
        ),
    ),
    needs=lambda text: has_digit(text) or _says_a_month(text),
)
