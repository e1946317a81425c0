"""Where somebody is found on the net: mail addresses, pages of their own, names there, addresses of machines."""

from __future__ import annotations

import ipaddress
import re

from .kinds import Kind, has_digit
from .languages import said
from .people import is_no_name

_TOP = r"(?:xn--[\w-]{1,59}|[^\W\d_]{2,63})"
_LABEL = r"[\w-]{1,63}"
_AT = rf"\s{{1,2}}(?:{said('at')})\s{{1,2}}"
_AT_SIGN = rf"(?:\s?[(\[{{<]\s?(?:{said('at')}|@)\s?[)\]}}>]\s?|\s{{0,2}}(?:@|&#0?64;|&commat;)\s{{0,2}})"
#: In brackets it is one whatever the address ends with.
_AT_BRACKETED = rf"\s?[(\[{{<]\s?(?:{said('at')}|@)\s?[)\]}}>]\s?"
_DOT = rf"(?:\s{{1,2}}(?:{said('dot')})\s{{1,2}}|\s?[(\[{{<]\s?(?:{said('dot')}|\.)\s?[)\]}}>]\s?)"
_POINT = r"\s?\.\s?"
#: Where “at” and “dot” are words, only what addresses end with often.
_COMMON = r"(?:com|org|net|edu|gov|info|co|uk|ie|de|fr|es|it|nl|pl|pt|br|ru|tr|eu|ch|be|se|ca|au|nz|us|mx|io)(?!\w)"
#: Apart from the host only what is no word: “look at me. It hurts”.
_APART = r"\s?[.,]\s?(?:com|org|net|co)(?!\w)"
#: Of ends in two parts, the second: co.uk, com.br.
_MORE = r"(?:\s?[.,]?\s?(?:uk|br|au|nz|mx|tr|pl)(?!\w))?"
_HOSTS = (
    r"(?:gmail|googlemail|hotmail|outlook|live|yahoo|ymail|icloud|me|aol|gmx|web|t-online|proton(?:mail)?|mail|yandex|"
    r"btinternet|sky|virginmedia|orange|wanadoo|free|laposte|libero|alice|tiscali|ziggo|kpn|wp|onet|interia|uol|"
    r"bol|sapo)"
)
_LOCAL = r"(?<![\w.])[\w.+-]{1,64}"

EMAIL = Kind(
    "email",
    "[email]",
    (
        re.compile(
            rf"[^\s@<>(),;:\"\[\]\ufffc]{{1,64}}@{{1,2}}[\w-]{{1,63}}+(?:\.[\w-]{{1,63}}+){{0,126}}\.{_TOP}(?![\w@])",
        ),
    ),
    needs=lambda text: "@" in text,
)
_is_dot = re.compile(rf"(?:{said('dot')})", re.IGNORECASE).fullmatch
_is_joined_by_dashes = re.compile(rf"[-_](?:{said('dot')})[-_]", re.IGNORECASE).search
_is_host = re.compile(rf"{_HOSTS}\.\w+(?:\.\w+){{0,2}}\W*", re.IGNORECASE).fullmatch

_has_end_apart = re.compile(rf"(?<!\w){_HOSTS}{_APART}", re.IGNORECASE).search


def _may_be_spelt(text: str) -> bool:
    """One look at each word is quicker than one search for all that an address can look like."""
    if "@" in text or "[" in text or "(" in text or "{" in text or "<" in text or _is_joined_by_dashes(text):
        return True
    if "&" in text or "%40" in text or _has_end_apart(text):
        return True
    return any(_is_dot(word) or ("." in word and _is_host(word)) for word in text.split())


SPELT_EMAIL = Kind(
    "email",
    "[email]",
    (
        re.compile(
            rf"{_LOCAL}{_AT_SIGN}{_LABEL}(?:(?:{_DOT}|{_POINT}){_LABEL}){{0,3}}(?:{_DOT}|{_POINT}){_COMMON}", re.I
        ),
        re.compile(rf"{_LOCAL}{_AT_BRACKETED}{_LABEL}(?:(?:{_DOT}|\.){_LABEL}){{0,3}}(?:{_DOT}|\.){_TOP}(?!\w)", re.I),
        re.compile(rf"{_LOCAL}%40[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,3}}\.{_TOP}(?!\w)", re.I),
        re.compile(
            rf"{_LOCAL}(?:{_DOT}{_LABEL}){{0,2}}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{0,2}}{_DOT}{_COMMON}", re.IGNORECASE
        ),
        re.compile(rf"{_LOCAL}(?:{_AT}|{_AT_SIGN}){_HOSTS}(?:[.,]{_COMMON}|{_APART}){_MORE}", re.IGNORECASE),
        re.compile(rf"{_LOCAL}{_AT_SIGN}{_HOSTS}\s{{1,2}}{_COMMON}{_MORE}", re.IGNORECASE),
        re.compile(  # maggie-at-gmail-dot-com
            rf"(?<![\w.])[\w.+]{{1,64}}[-_](?:{said('at')})[-_]\w{{1,63}}[-_](?:{said('dot')})[-_]{_COMMON}",
            re.IGNORECASE,
        ),
    ),
    needs=_may_be_spelt,
)

#: What in an address names a person, or opens what is theirs.
_PERSONAL = re.compile(
    r"[\w.-]{0,20}(?:token|session|auth|secret|passw(?:or)?d|pass(?:code|phrase)|pwd|signature|e-?mail|patient|member|account|phone|mobile|"
    r"user(?:name)?)[\w.-]{0,20}|(?:first|last|full|sur)?_?name|sid|uid|key|code|sig|pass|pw|pin|otp|jwt|dob|birth\w{0,10}|nhs\w{0,10}|mrn|"
    r"ssn|fbclid|gclid|msclkid|mc_eid|_hs\w{3,6}|appointment\w{0,10}|booking\w{0,10}",
    re.IGNORECASE,
)
_OPENS = re.compile(r"[\w-]{32}|@|%40|\d\.\d{1,12}(?:,|%2C)-?\d{1,3}\.\d")
#: After such a step of an address comes what lets in whoever has it. The site's own receipts are among them.
_LETS_IN = (
    r"password|reset|confirm(?:ation)?|activat(?:e|ion)|verif(?:y|ication)|invit(?:e|ation)s?|join|magic(?:link)?|"
    r"unsubscribe|preferences|log-?in|sign-?in|auth|sso|tokens?|sessions?|shared?|receipt|kept"
)
#: What nobody would say aloud: letters and figures mixed more than once, or six figures in a row.
_UNSPEAKABLE = r"(?=[^/\s]{0,99}?(?:\d{6}|(?:[a-z]\d|\d[a-z])[^/\s]{0,99}?(?:[a-z]\d|\d[a-z])))[\w.~%=:+-]{6,2000}"
_WHOSE = (
    r"patients?|users?|members?|accounts?|profiles?|people|persons?|clients?|customers?|records?|appointments?|visits?|"
    r"bookings?|orders?|messages?|u"
)
_ID = r"(?:[\w.-]{0,60}?\d{4,}[\w.-]{0,60}|[A-Z][a-z]{2,20}[A-Z][a-z]{2,20}\w{0,20}|[a-z]{2,20}[._][a-z]{2,20})"


def _is_somebodys(found: str) -> bool:
    """Whether it is the path to somebody's page, or what follows a ? or # names or opens it."""
    if found[0] not in "?#":
        return True
    names = (part.partition("=")[0] for part in re.split(r"[?#&;]", found))
    return bool(_OPENS.search(found)) or any(_PERSONAL.fullmatch(name) for name in names)


PROFILE = Kind(
    "handle",
    "[name on the net]",
    (
        re.compile(
            r"(?<![\w-])(?:https?://)?(?:www\.|m\.|mobile\.)?(?:facebook|fb|instagram|twitter|x|tiktok|threads|snapchat|linkedin|"
            r"vk|t|wa|bsky|reddit|medium)\.(?:com|net|me|app)/(?:in/|add/|profile/|u/|user/|@)?"
            r"(?P<found>(?!(?:watch|groups|events|hashtag|search|share|company|pages|explore|reel|p|"
            r"r)/)[\w.+@-]{3,60})",
            re.IGNORECASE,
        ),
    ),
    needs=lambda text: "/" in text,
)
LINK = Kind(
    "link",
    "[part of the address]",
    (
        # An address without any is matched too, and stays: else a long text of addresses would be read many times.
        re.compile(
            r"(?:https?://|www\.)[^\s?#<>\"\[]*+(?P<found>[?#][^\s<>\"\[]*[^\s<>\"\[.,;:!?)\]])?", re.IGNORECASE
        ),
        re.compile(
            rf"(?:(?:https?://|www\.)[^\s?#<>\"\[/]{{1,255}}|"
            rf"(?<![\w@./-])[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{1,3}})/(?:[^\s?#<>\"\[/]{{1,100}}/){{0,5}}?(?i:{_WHOSE})/"
            rf"(?P<found>(?:[\w.-]{{1,60}}/){{0,3}}?{_ID}(?:/[\w./-]{{0,200}})?)",
        ),
        # a place on a map
        re.compile(r"(?<=/)(?P<found>@?-?\d{1,3}\.\d{3,12}(?:,|%2C|/)-?\d{1,3}\.\d{3,12}[^\s<>\"\[]*)", re.IGNORECASE),
        re.compile(r"(?<=/maps/)(?P<found>(?:place|search|dir)/[^\s<>\"\[]+)", re.IGNORECASE),
        re.compile(r"(?<=://)(?P<found>[^\s/@:]{1,64}:[^\s/@]{1,64}@)"),  # whose it is, and the password
        # Whoever copies an address leaves out where it begins: clinic.example/visit?token=…, /reset/…
        re.compile(r"(?<=[\w/])(?P<found>[?#](?=[\w.-]{1,40}=)[^\s<>\"\[]*[^\s<>\"\[.,;:!?)\]])"),
        re.compile(
            rf"(?<=/)(?:[a-z]{{1,12}}[_-])?(?:{_LETS_IN})(?:[_-][a-z]{{1,12}})?/(?P<found>(?:[\w=-]{{1,40}}/){{0,2}}?{_UNSPEAKABLE}(?<![.:])/?)",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<=/)(?P<found>eyJ[\w-]{5,2000}\.[\w-]{5,2000}\.[\w-]{5,2000})"
        ),  # a JWT opens wherever it stands
    ),
    lambda found: not found.startswith(("http", "www")) and _is_somebodys(found),
    lambda text: "/" in text or "?" in text or "#" in text,
)

_PLACES = (
    r"twitter|instagram|insta|facebook|fb|tik ?tok|snap ?chat|snap|telegram|discord|skype|linkedin|threads|"
    r"mastodon|bluesky|reddit|x\.com|wechat|signal|youtube|vk|line|kik|viber"
)
_HANDLE = r"@?[a-z\d](?:[\w-]|\.(?=\w)){2,40}"
#: Without one of these words, and without such a sign, no name on the net is said.
_HANDLE_WORDS = frozenset(
    [
        "twitter",
        "instagram",
        "insta",
        "facebook",
        "fb",
        "tik",
        "tiktok",
        "snap",
        "snapchat",
        "telegram",
        "discord",
        "skype",
        "linkedin",
        "threads",
        "mastodon",
        "bluesky",
        "reddit",
        "x",
        "wechat",
        "signal",
        "youtube",
        "vk",
        "line",
        "kik",
        "viber",
        "user",
        "username",
        "handle",
        "screen",
        "screenname",
        "log",
        "login",
        "gamertag",
    ]
)


def _may_name_a_place(text: str) -> bool:
    if "@" in text or "#" in text or "/" in text:
        return True
    return not _HANDLE_WORDS.isdisjoint(re.findall(r"[a-z]+", text.lower()))


HANDLE = Kind(
    "handle",
    "[name on the net]",
    (
        re.compile(  # find me @maggie, @maggie on twitter
            r"\b(?:me|my|mine|i'?m|i am|us|contact|mich|ich bin|moi|je suis|m[ií]|soy|sono|sou|mij|ik ben|mnie|mim|"
            r"меня|beni)\b[^@.!?\n]{0,40}?"
            r"(?P<found>(?<![\w.])(?<!\d\s)@(?!\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]m|h|uhr)\b)[a-z\d][\w.]{2,40}(?<!\.))(?!@)",
            re.IGNORECASE,
        ),
        re.compile(  # my instagram is maggie.thistle
            rf"\b(?:my|mein|mon|mi|mijn|m[oó]j|meu)\s(?:{_PLACES})(?:\s(?:name|handle|user(?:name)?|id|account|tag))?"
            rf"(?P<is>\sis|\sist|\sest|\ses|:|\s[=-])?\s(?P<found>(?(is)|(?=@|[\w.-]{{0,40}}[\d_.]\w)){_HANDLE})",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\bon\s)\b(?:{_PLACES})\s?[:=]?\s?(?P<found>@[a-z\d](?:[\w-]|"
            rf"\.(?=\w)){{2,40}})",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:{_PLACES})(?:\sname|\shandle|\suser(?:name)?|\sid)?\s?[:=]\s?"
            r"(?P<found>(?:live:)?(?=[\w.]{0,30}[\d_.]\w)[a-z](?:\w|\.(?=\w)){3,40})",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:me|my)\b[^.\n]{{0,25}}\b(?:{_PLACES})\s(?:as\s|under\s|at\s)?"
            r"(?P<found>(?=[\w.]{0,30}[\d_.]\w)[a-z](?:\w|\.(?=\w)){3,40})",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w/.#])[a-z][\w.]{2,31}#\d{4}(?!\w)", re.IGNORECASE),
        re.compile(r"(?<![\w.@/])@[a-z]\w{0,30}(?:_[a-z\d]|[a-z]\d)\w{0,20}(?![\w@])", re.IGNORECASE),  # no word
        re.compile(  # snapchat maggie_t99
            r"\b(?:instagram|insta|tik ?tok|snap ?chat|telegram|discord|skype|wechat|kik|viber)\s"
            r"(?P<found>[a-z]\w{1,20}_\w{1,20})(?!\w)",
            re.IGNORECASE,
        ),
        re.compile(r"(?<![\w/.])(?<!\d\s)/?u/[\w-]{3,20}(?!\w)"),
        re.compile(
            r"\b(?:i'm|i am|me(?: as| under)?|my user ?name is|my handle is|my screen ?name is)\s"
            rf"(?P<found>(?=[\w.]{{0,30}}[\d_]){_HANDLE})\son\s(?:{_PLACES})\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:my\s)?(?:user ?name|handle|screen ?name|log ?in|gamertag)\s(?:is|=)\s"
            r"(?P<found>@?[a-z\d](?=[\w.]{0,30}[\d_.@])(?:[\w-]|\.(?=\w)){2,40})",
            re.IGNORECASE,
        ),
    ),
    lambda found: not is_no_name(found),
    _may_name_a_place,
)

_OCTET = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"


def _is_machine(found: str) -> bool:
    """An address of a machine, and neither a version nor a number of a section; nor “::a”, which is no one's."""
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return False
    digits = sum(character.isdigit() for character in found)
    return digits >= 7 if address.version == 4 else digits > 0 and len(found.replace(":", "")) >= 4


MACHINE = Kind(
    "machine",
    "[address of a device]",
    (
        re.compile(rf"(?<![\w.-])(?<!\d/)(?:{_OCTET}\.){{3}}{_OCTET}(?![\w-]|\.\d)"),
        re.compile(r"(?<![\w:.])(?:[\da-f]{0,4}:){2,7}[\da-f]{1,4}(?![\w:])", re.IGNORECASE),
    ),
    _is_machine,
    has_digit,
)
NAMED_MACHINE = Kind(
    "machine",
    "[address of a device]",
    (re.compile(rf"\bip(?:\saddress)?(?:\sis|:)?\s(?P<found>(?:{_OCTET}\.){{3}}{_OCTET})(?!\w|\.\d)", re.IGNORECASE),),
    needs=has_digit,
)
MAC = Kind(
    "machine",
    "[address of a device]",
    (
        re.compile(r"(?<![\w.])(?=[\d.]{0,9}[a-f])(?:[\da-f]{4}\.){2}[\da-f]{4}(?![\w.])", re.IGNORECASE),
        re.compile(
            r"(?<![\w:-])(?=[\d:-]*[a-f]|"
            r"[\da-f]{2}:)(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\w:-])",
            re.IGNORECASE,
        ),
    ),
)
