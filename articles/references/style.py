"""A cited work in the style of AMA 11 or Vancouver (NLM), from its CSL-JSON: as HTML and as plain text.

Fields that are not there leave no punctuation behind. The title is HTML with i, b, sub and sup; all else is escaped.
By hand, since citeproc-py lets markup in any field through to the page and leaves out who published a web page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.html import escape

from ..characters.superscripts import in_characters
from ..characters.whole_numbers import whole_number
from . import markup
from .medline import short_range
from .works import Csl


class Style(TextChoices):
    """The styles that a site can have."""

    AMA = "ama", "AMA"
    VANCOUVER = "vancouver", "Vancouver"


class Formatted(NamedTuple):
    """A reference as it is shown; `html` holds no tags but i, b, sub and sup."""

    html: str
    plain: str


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: (As many authors as are all named, how many of more are named before “et al”).
MOST_AUTHORS = {Style.AMA: (6, 3), Style.VANCOUVER: (6, 6)}
#: A name of four letters has a vowel among its first two: nearly all have.
_FOUR_INITIALS = re.compile(r"(?:(?![AEIOUY])[^\W\d_]){2}[^\W\d_]{2}")
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
#: In Vancouver style, of what is a book or a page.
UNDATED = "[date unknown]"
#: As BibTeX and some registers say which edition a book is, from the first.
ORDINALS = [
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
]
_TAGS = re.compile(r"</?(?:i|b|sub|sup)>")


def formatted(csl: Csl, style: Style = Style.AMA) -> Formatted:
    """The reference of a work in a style."""
    by_type = _AMA if style == Style.AMA else _VANCOUVER
    write = by_type.get(csl.get("type", ""), by_type["book"])
    html = " ".join(part for part in write(csl) if part)
    return Formatted(html, plain_of(html))


def plain_of(html: str) -> str:
    """What a reference says without its italics; powers and formulas are characters of their own."""
    return unescape(_TAGS.sub("", in_characters(html)))


def same_in_html(html: str, text: str) -> str:
    """HTML with nothing but i, b, sub and sup in it, where it says just what the text does; empty otherwise."""
    cleaned = markup.clean(html) if html else ""
    return cleaned if cleaned and plain_of(cleaned) == text.strip() else ""


def authors(people: Sequence[dict[str, str]], style: Style = Style.AMA) -> str:
    """Names of people as styles write them: `Example AM, van der Sample B Jr, et al`; not escaped."""
    all_named, first_named = MOST_AUTHORS[style]
    named = [_name(person) for person in people]
    return ", ".join(named if len(named) <= all_named else [*named[:first_named], "et al"])


def initials(given: str, *, beside_capitals: bool = False) -> str:
    """The first letters of given names: JM of “J. Michael”, “J Michael” or “JM”, JP of “Jean-Pierre”.

    Four capitals are initials where they are no name, such as MARY; beside a family name in capitals they are one.
    """
    words = [word for word in re.split(r"[\s.\-\u2010\u2011]+", given) if word]
    if len(words) == 1 and words[0].isupper() and words[0].isalpha():
        is_short = len(words[0]) <= 3
        if is_short or not beside_capitals and _FOUR_INITIALS.fullmatch(words[0]):
            return words[0]
    return "".join(word[0].upper() for word in words if word[0].isalpha())


def _name(person: dict[str, str]) -> str:
    """Family name and initials. A name in Chinese, Japanese or Korean script has none: it is written whole."""
    if "family" not in person:
        return person.get("literal", "")
    if _EAST_ASIAN.search(person["family"]):
        return person["family"] + person.get("given", "")
    given = initials(person.get("given", ""), beside_capitals=person["family"].isupper())
    parts = (person["family"], given, person.get("suffix", "").replace(".", ""))
    return " ".join(part for part in parts if part)


# --- pieces: each is HTML, or empty when there is nothing to say ---


def sentence(text: str) -> str:
    """With a full stop, unless it ends with one or with another end of a sentence."""
    return f"{text}." if text and not re.search(r"[.?!](?:</\w+>)*$", text) else text


def _plain(csl: Csl, name: str) -> str:
    return escape(csl.get(name, ""))


def _title(csl: Csl) -> str:
    return markup.clean(csl.get("title", ""))


def _italic(html: str) -> str:
    without = html.replace("<i>", "").replace("</i>", "")
    return f"<i>{without}</i>" if without else ""


def _by(csl: Csl, style: Style) -> str:
    """The authors; of a book without any, its editors."""
    if csl.get("author"):
        return sentence(escape(authors(csl["author"], style)))
    return "" if csl.get("type") == "chapter" else sentence(_editors(csl, style))


def _editors(csl: Csl, style: Style) -> str:
    editors = csl.get("editor", [])
    words = ("ed", "eds") if style == Style.AMA else ("editor", "editors")
    return f"{escape(authors(editors, style))}, {words[len(editors) > 1]}" if editors else ""


def _year(csl: Csl) -> str:
    return str(_date_parts(csl, "issued")[0] or "")


def _date_parts(csl: Csl, name: str) -> list[int | None]:
    parts = (csl.get(name) or {}).get("date-parts") or [[]]
    return [*parts[0], None, None, None][:3]


def _long_date(csl: Csl, name: str) -> str:
    """May 17, 2018; or as much of it as is known."""
    year, month, day = _date_parts(csl, name)
    if not month:
        return str(year or "")
    return f"{MONTHS[month - 1]} {day}, {year}" if day else f"{MONTHS[month - 1]} {year}"


def _nlm_date(csl: Csl, name: str) -> str:
    """2018 May 17; or as much of it as is known."""
    year, month, day = _date_parts(csl, name)
    return " ".join(str(part) for part in (year, MONTHS[month - 1][:3] if month else None, day) if part)


def _journal(csl: Csl) -> str:
    """The journal's abbreviation, which has no full stops inside, or its whole name."""
    return _plain(csl, "container-title-short").replace(".", "") or _plain(csl, "container-title")


def _where(csl: Csl, pages: str, year: str) -> str:
    """2018;378(20):1865-1876, or as much of it as is known."""
    issue = f"({_plain(csl, 'issue')})" if csl.get("issue") else ""
    volume = f"{_plain(csl, 'volume')}{issue}"
    return ";".join(filter(None, (year, volume))) + (f":{escape(pages)}" if pages else "")


def _pages(csl: Csl) -> str:
    """Its pages, or the number that an electronic article has instead."""
    return csl.get("page") or csl.get("number", "")


def _is_in_an_issue(csl: Csl) -> bool:
    """Whether an article has its place already; before that it is online only."""
    return bool(csl.get("volume") or csl.get("issue") or _pages(csl))


def _edition(csl: Csl) -> str:
    """2nd ed; the first edition is not told. Sources say “2”, “2nd”, “Second” or “second edition”."""
    edition = str(csl.get("edition", "")).strip()
    said = re.sub(r"(?i)\W*\b(edition|edn|ed)\b\W*$", "", edition)
    number = whole_number(re.sub(r"(?i)(?<=\d)(st|nd|rd|th)$", "", said))
    if said.lower() in ORDINALS:
        number = ORDINALS.index(said.lower()) + 1
    if number is not None:
        ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
        return f"{number}{ending} ed." if number > 1 else ""
    if not said:
        return ""
    return f"{escape(said)} ed." if said != edition or said.isalpha() else sentence(escape(edition))


def _publisher(csl: Csl, *, with_place: bool) -> str:
    """Publisher; 2020, in Vancouver with the place before it."""
    publisher = _plain(csl, "publisher")
    if with_place and csl.get("publisher-place"):
        publisher = f"{_plain(csl, 'publisher-place')}: {publisher}" if publisher else _plain(csl, "publisher-place")
    year = _year(csl) or (UNDATED if with_place and publisher else "")
    return "; ".join(part for part in (publisher, year) if part)


def _volume(csl: Csl, before: str) -> str:
    return f"{before} {sentence(_plain(csl, 'volume'))}" if csl.get("volume") else ""


def _doi(csl: Csl, before: str) -> str:
    return f"{before}{_plain(csl, 'DOI')}" if csl.get("DOI") else ""


def _address(csl: Csl, before: str = "") -> str:
    return f"{before}{_plain(csl, 'URL')}" if csl.get("URL") and not csl.get("DOI") else ""


def _accessed(csl: Csl) -> str:
    return f"Accessed {_long_date(csl, 'accessed')}." if _address(csl) and csl.get("accessed") else ""


# --- AMA ---


def _ama_article(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.AMA)
    yield sentence(_title(csl))
    yield sentence(_italic(_journal(csl)))
    if _is_in_an_issue(csl):
        yield sentence(_where(csl, _pages(csl), _year(csl)))
    else:
        when = _long_date(csl, "issued")
        yield sentence(when if when.isdecimal() else f"Published online {when}") if when else ""
    yield _doi(csl, "doi:")
    yield _accessed(csl)
    yield _address(csl)


def _ama_book(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.AMA)
    yield sentence(_italic(_title(csl)))
    yield _volume(csl, "Vol")
    yield _edition(csl)
    yield _genre(csl)
    yield sentence(_publisher(csl, with_place=False))
    yield f"Report No. {sentence(_plain(csl, 'number'))}" if _has_report_number(csl) else ""
    yield _doi(csl, "doi:")
    yield _accessed(csl)
    yield _address(csl)


def _ama_chapter(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.AMA)
    yield sentence(_title(csl))
    book = _italic(_plain(csl, "container-title"))
    yield sentence(" ".join(filter(None, ("In:", sentence(_editors(csl, Style.AMA)), book)))) if book else ""
    yield _volume(csl, "Vol")
    yield _edition(csl)
    pages = f":{_plain(csl, 'page')}" if csl.get("page") else ""
    yield sentence(_publisher(csl, with_place=False) + pages)
    yield _doi(csl, "doi:")
    yield _accessed(csl)
    yield _address(csl)


def _ama_page(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.AMA)
    yield sentence(_title(csl))
    yield sentence(_plain(csl, "container-title") or _plain(csl, "publisher"))
    yield sentence(_long_date(csl, "issued"))
    yield _doi(csl, "doi:")
    yield _accessed(csl)
    yield _address(csl)


def _ama_preprint(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.AMA)
    yield sentence(_title(csl))
    yield sentence(_italic(_server(csl)))
    yield f"Preprint posted online {_long_date(csl, 'issued')}." if csl.get("issued") else "Preprint."
    yield _doi(csl, "doi:")
    yield _accessed(csl)
    yield _address(csl)


# --- Vancouver ---


def _vancouver_article(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.VANCOUVER)
    yield sentence(_title(csl))
    yield sentence(_journal(csl) + _internet(csl))
    year = (_year(csl) if _is_in_an_issue(csl) else _nlm_date(csl, "issued")) + _cited(csl)
    yield sentence(_where(csl, short_range(_pages(csl)), year.strip()))
    yield from _vancouver_end(csl)


def _vancouver_book(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.VANCOUVER)
    genre = f" [{_plain(csl, 'genre')}]" if _is_thesis(csl) and csl.get("genre") else ""
    yield sentence(_title(csl) + genre + _internet(csl))
    yield _edition(csl)
    yield _volume(csl, "Vol.")
    yield sentence(_publisher(csl, with_place=True) + _cited(csl))
    yield f"Report No.: {sentence(_plain(csl, 'number'))}" if _has_report_number(csl) else ""
    yield from _vancouver_end(csl)


def _vancouver_chapter(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.VANCOUVER)
    yield sentence(_title(csl))
    book = _plain(csl, "container-title")
    book = book and book + _internet(csl)
    yield sentence(" ".join(filter(None, ("In:", sentence(_editors(csl, Style.VANCOUVER)), book)))) if book else ""
    yield _edition(csl)
    yield _volume(csl, "Vol.")
    yield sentence(_publisher(csl, with_place=True) + _cited(csl))
    yield sentence(f"p. {escape(short_range(csl['page']))}") if csl.get("page") else ""
    yield from _vancouver_end(csl)


def _vancouver_page(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.VANCOUVER)
    yield sentence(f"{_title(csl)} [Internet]")
    publisher = _plain(csl, "publisher") or _plain(csl, "container-title")
    yield sentence("; ".join(filter(None, (publisher, _nlm_date(csl, "issued") or UNDATED))) + _cited(csl))
    yield from _vancouver_end(csl)


def _vancouver_preprint(csl: Csl) -> Iterator[str]:
    yield _by(csl, Style.VANCOUVER)
    yield sentence(_title(csl))
    yield sentence(f"{_server(csl)} [Preprint]".strip())
    yield sentence((_nlm_date(csl, "issued") + _cited(csl)).strip())
    yield from _vancouver_end(csl)


def _server(csl: Csl) -> str:
    """Where a preprint stands."""
    return _plain(csl, "publisher") or _plain(csl, "container-title")


def _is_thesis(csl: Csl) -> bool:
    return csl.get("type") == "thesis"


def _genre(csl: Csl) -> str:
    """Doctoral dissertation; or, where nobody said of which degree, Dissertation."""
    genre = _plain(csl, "genre") or "Dissertation"
    return sentence(genre[:1].upper() + genre[1:]) if _is_thesis(csl) else ""


def _has_report_number(csl: Csl) -> bool:
    return csl.get("type") == "report" and bool(csl.get("number"))


def _internet(csl: Csl) -> str:
    return " [Internet]" if _address(csl) else ""


def _cited(csl: Csl) -> str:
    return f" [cited {_nlm_date(csl, 'accessed')}]" if _address(csl) and csl.get("accessed") else ""


def _vancouver_end(csl: Csl) -> Iterator[str]:
    yield _doi(csl, "doi: ")
    yield _address(csl, "Available from: ")


_AMA = {
    "article-journal": _ama_article,
    "article": _ama_preprint,
    "book": _ama_book,
    "chapter": _ama_chapter,
    "webpage": _ama_page,
}
_VANCOUVER = {
    "article-journal": _vancouver_article,
    "article": _vancouver_preprint,
    "book": _vancouver_book,
    "chapter": _vancouver_chapter,
    "webpage": _vancouver_page,
}
