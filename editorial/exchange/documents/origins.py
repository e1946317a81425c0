"""What the programs that people copy from mean by their HTML: Word, LibreOffice, Google Docs, mammoth, web pages.

A style counts for what it looks like; comments, markers of lists and machinery are told apart from the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit, urlunsplit

from bs4 import BeautifulSoup, NavigableString, Tag

from articles.characters.cleaning import cleaned
from articles.characters.symbols import PRIVATE, in_unicode
from articles.characters.whole_numbers import whole_number
from articles.references.identifiers import without_tracking

#: Elements that hold no words of the document.
MACHINERY = {"script", "style", "head", "meta", "link", "template", "noscript", "title", "colgroup", "col", "map"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Elements that stand on lines of their own.
BLOCKS = {
    *HEADINGS, "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "body", "html",
    "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "table", "caption", "thead",
    "tbody", "tfoot", "tr", "td", "th", "hr", "address", "details", "summary", "fieldset", "center",
}  # fmt: skip
#: Things that no block of ours can hold, with what they are called in the summary.
FOREIGN = {
    "iframe": "embedded pages or videos",
    "video": "videos",
    "audio": "sounds",
    "object": "embedded objects",
    "embed": "embedded objects",
    "svg": "drawings",
    "canvas": "drawings",
    "math": "formulas",
    "form": "forms",
    "input": "form fields",
    "select": "form fields",
    "textarea": "form fields",
    "button": "buttons",
}
#: What a style sheet may say of a class that carries meaning.
MEANINGFUL = {
    "font",
    "font-family",
    "vertical-align",
    "mso-text-raise",
    "font-weight",
    "font-style",
    "text-decoration",
    "text-decoration-line",
    "display",
    "visibility",
    "mso-hide",
}
MOST_OF_A_VALUE = 100
#: Classes of what a page leaves out when it is printed.
NOT_PRINTED = {"noprint", "no-print", "d-print-none", "hide-on-print", "mw-editsection", "mw-cite-backlink"}
BY_TAG = {
    "b": "b",
    "strong": "b",
    "th": "",
    "i": "i",
    "em": "i",
    "cite": "i",
    "dfn": "i",
    "var": "i",
    "sup": "sup",
    "sub": "sub",
    "ins": "ins",
    "del": "del",
    "s": "del",
    "strike": "del",
}
#: The names that Word, Google Docs and LibreOffice give to comments and to their marks, and where these lead.
_COMMENT = re.compile(r"_(?:anchor|com|msoanchor|msocom)_\d+|cmnt(?:_ref)?\d+|sdcomment\d+(?:anc|sym)?")
_TO_COMMENT = re.compile(r"#(?:_msocom_\d+|cmnt(?:_ref)?\d+|sdcomment\d+(?:anc|sym)?)")
#: White space that HTML takes for one space; one that does not break stays.
SPACE = re.compile(r"[ \t\r\n\f]+")
_NO_RULE = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};@]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_RULE = re.compile(r"(?:^|(?<=[{}]))([^{}]+)\{([^{}]*)\}")
#: A class by itself or of one kind of element; what stands within something else is not looked at.
_OF_CLASS = re.compile(r"(?:^|,)\s*[a-z0-9]*\.([\w-]+)\s*(?=,|$)")
_LENGTH = re.compile(r"([+-]?(?:\d+(?:\.\d+)?|\.\d+))(?:px|pt|em|ex|rem|mm|%)")
#: In a font that is set in short, all up to its size.
_BEFORE_FAMILY = re.compile(r"^.*?(?:\d[^\s,]*|\b(?:small|medium|large|larger|smaller))\s+", re.DOTALL)
#: Where search engines, mail programs and social networks put the address that they lead to.
_REDIRECTS = (
    (re.compile(r"(?:^|\.)google\.[a-z.]+$"), "/url", ("q", "url")),
    (re.compile(r"(?:^|\.)bing\.com$"), "/ck/a", ("r",)),
    (re.compile(r"(?:^|\.)duckduckgo\.com$"), "/l/", ("uddg",)),
    (re.compile(r"(?:^|\.)yahoo\.com$"), "/", ("RU",)),
    (re.compile(r"(?:^|\.)(?:l|lm)\.(?:facebook|instagram)\.com$|^l\.messenger\.com$"), "/", ("u",)),
    (re.compile(r"\.safelinks\.protection\.outlook\.com$"), "/", ("url",)),
    (re.compile(r"(?:^|\.)linkedin\.com$"), "/redir/", ("url",)),
    (re.compile(r"(?:^|\.)youtube\.com$"), "/redirect", ("q",)),
    (re.compile(r"^urldefense\.com$|^urldefense\.proofpoint\.com$"), "/v2/", ("u",)),
)


def give_classes_styles(soup: BeautifulSoup) -> None:
    """Write into elements how the document's own style sheet sets their classes; a style of their own goes before it.

    Google's and Apple's programs set powers so, and what is struck out.
    """
    styles: dict[str, dict[str, str]] = defaultdict(dict)
    for sheet in soup.find_all("style"):
        rules = _AT_RULE.sub("", _NO_RULE.sub("", sheet.get_text()))
        for selectors, declarations in _RULE.findall(rules):
            kept = {name: value for name, value in _declared(declarations) if _matters(name, value)}
            for name in set(_OF_CLASS.findall(selectors)) if kept else ():
                styles[name] |= kept
    for element in soup.find_all(class_=list(styles)) if styles else []:
        given: dict[str, str] = {}
        for name in element.get_attribute_list("class"):
            given |= styles.get(str(name), {})
        own = str(element.get("style") or "")
        element["style"] = "".join(f"{name}:{value};" for name, value in given.items()) + own


def give_signs(soup: BeautifulSoup) -> int:
    """Write signs that letters show in a font of signs for these; how many nobody has a name for.

    Those are told by the character that stands for an unknown one, so that whoever reads sees where they were.
    """
    fonts: dict[int, str] = {}
    for element in soup.find_all(True):
        if font := _font_of(element) or fonts.get(id(element.parent), ""):
            fonts[id(element)] = font
    unknown = 0
    for text in soup.find_all(string=True):
        font = fonts.get(id(text.parent), "")
        if type(text) is NavigableString and (font or PRIVATE.search(text)):
            shown, number = PRIVATE.subn("\ufffd", in_unicode(str(text), font))
            unknown += number
            if shown != text:
                text.replace_with(NavigableString(shown))
    return unknown


def _font_of(element: Tag) -> str:
    """The font that an element itself says its words are in."""
    if "font" not in str(element.get("style") or "").lower():
        return str(element.get("face") or "") if element.name == "font" else ""
    styles = styles_of(element)
    if styles.get("mso-char-type") == "symbol" and "mso-symbol-font-family" in styles:
        return styles["mso-symbol-font-family"]
    return styles.get("font-family", "") or _BEFORE_FAMILY.sub("", styles.get("font", ""))


def _matters(name: str, value: str) -> bool:
    """Whether a declaration can say what a text means; hostile sheets are kept from growing with each element."""
    return name in MEANINGFUL and len(value) < MOST_OF_A_VALUE


def styles_of(element: Tag) -> dict[str, str]:
    """The declarations of a style attribute, in small letters."""
    style = str(element.get("style") or "")
    return {name: value.lower() for name, value in _declared(style)}


def _declared(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";"):
        before, _colon, value = declaration.partition(":")
        if (words := before.split()) and value.strip():
            yield words[-1].lower(), value.strip()


def classes_of(element: Tag) -> set[str]:
    return set(element.get_attribute_list("class")) - {None}


def marks_of(element: Tag, outer: frozenset[str]) -> frozenset[str]:
    """The marks of what stands in an element, where `outer` are those around it. A style undoes what a tag says."""
    marks = set(outer)
    styles = styles_of(element)
    mark = BY_TAG.get(element.name, "")
    shift = _shift_of(mark, styles)
    if shift is not None:  # within the other, what is nearer to the words says where they stand
        marks -= {"sup", "sub"}
    marks |= {shift or "", mark if mark not in ("sup", "sub") else ""} - {""}
    weight = styles.get("font-weight", "")
    if weight:
        is_bold = weight in ("bold", "bolder") or (whole_number(weight) or 0) >= 600
        (marks.add if is_bold else marks.discard)("b")
    if "font-style" in styles:
        (marks.add if styles["font-style"] in ("italic", "oblique") else marks.discard)("i")
    if "line-through" in styles.get("text-decoration", "") + styles.get("text-decoration-line", ""):
        marks.add("del")
    return frozenset(marks)


def _shift_of(mark: str, styles: dict[str, str]) -> str | None:
    """Whether an element says that its words are raised (“sup”), lowered (“sub”) or on the line (empty).

    Many sites set `sup` on the line and then move it up, which is what a browser copies.
    """
    shift = mark if mark in ("sup", "sub") else None
    place = styles.get("vertical-align", "")
    length = _LENGTH.match(styles.get("mso-text-raise", place))
    if place in ("super", "sub"):
        return "sup" if place == "super" else "sub"
    if length and float(length[1]):
        return "sub" if length[1].startswith("-") else "sup"
    if place == "baseline" and not (shift and {"top", "bottom"} & set(styles)):
        return ""
    return shift


def is_comment(element: Tag) -> bool:
    """Whether it is a remark on the text, or the anchor of one, of Word, LibreOffice or Google Docs."""
    classes = {name.lower() for name in classes_of(element)}
    if any(name.startswith(("msocom", "msocomment")) for name in classes):
        return True
    if styles_of(element).get("mso-element", "") in ("comment", "comment-list"):
        return True
    if element.name in ("div", "p") and _begins_with_a_way_back(element):
        return True
    names = (str(element.get("id") or ""), str(element.get("name") or ""))
    return any(map(_COMMENT.fullmatch, names)) or bool(_TO_COMMENT.fullmatch(str(element.get("href") or "")))


def _begins_with_a_way_back(element: Tag) -> bool:
    """Whether it is the text of a comment, which Google Docs sets at the end, behind a link to where it belongs."""
    link = element.find("a", id=re.compile(r"^cmnt\d+$"))
    return isinstance(link, Tag) and element.get_text().lstrip().startswith(link.get_text()) and link.get_text() != ""


def is_not_printed(element: Tag) -> bool:
    """Whether it is there to be pressed, as “edit” beside a heading: the page itself says that it is not printed."""
    return bool(classes_of(element) & NOT_PRINTED)


def is_hidden(element: Tag) -> bool:
    """Whether nobody saw it who copied it."""
    styles = styles_of(element)
    hidden = styles.get("display") == "none" or styles.get("visibility") == "hidden" or styles.get("mso-hide") == "all"
    return hidden or element.has_attr("hidden")


def is_list_marker(element: Tag) -> bool:
    """Whether it is the bullet or number that Word or PowerPoint writes out before an item."""
    styles = styles_of(element)
    return styles.get("mso-list", "") == "ignore" or "bullet" in styles.get("mso-special-format", "")


def word_list_level(element: Tag) -> int | None:
    """How deep an item of Word's or PowerPoint's lists is, from 0; None for a paragraph that is none."""
    match = re.search(r"\blevel(\d{1,2})\b", styles_of(element).get("mso-list", ""))
    if match:
        return int(match[1]) - 1
    first = element.find(True, recursive=False) if element.name in ("div", "p") else None
    return 0 if isinstance(first, Tag) and "bullet" in styles_of(first).get("mso-special-format", "") else None


def numbers_of(element: Tag) -> dict[int, str]:
    """The numbers of a list's items, by the identity of the element, unless all count from 1."""
    items = element.find_all("li", recursive=False)
    forms = {id(one): _form_of(one) for one in (element, *items)}
    is_said = element.has_attr("start") or element.has_attr("reversed") or any(item.has_attr("value") for item in items)
    if not is_said and not any(forms.values()):
        return {}
    step = -1 if element.has_attr("reversed") else 1
    start = _integer(element.get("start"))
    last = (start if start is not None else len(items) if step < 0 else 1) - step
    numbers = {}
    for item in items:
        value = _integer(item.get("value"))
        last = value if value is not None else last + step
        numbers[id(item)] = f"{forms[id(item)] or forms[id(element)]}{last}"
    return numbers


def _form_of(element: Tag) -> str:
    """How a list or an item of one counts, if not with numbers: a letter of it, or the name of a style."""
    style = styles_of(element)
    name = style.get("list-style-type") or next(iter(style.get("list-style", "").split()), "")
    form = str(element.get("type") or "") or name
    return form if form in ("a", "A", "i", "I") or re.search(r"alpha|roman|latin|greek", form) else ""


def _integer(text: object) -> int | None:
    return int(str(text)) if re.fullmatch(r"\s*-?[0-9]{1,9}\s*", str(text), re.ASCII) else None


def lines_in(text: NavigableString) -> list[str]:
    """A text as one line, but where its own lines are shown as they are."""
    words = cleaned(str(text))
    return words.split("\n") if text.find_parent("pre") else [words]


def web_address(href: str) -> str:
    """Where a link leads, past search engines and without what follows people; nothing for what is no address."""
    href = href.strip()
    for _hop in range(3):
        href, before = _past_redirect(href), href
        if href == before:
            break
    scheme = href.partition(":")[0].lower()
    if scheme in ("mailto", "tel"):
        return href
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    is_one = scheme in ("http", "https") and parts.hostname
    return urlunsplit(parts._replace(query=without_tracking(parts.query))) if is_one else ""


def _past_redirect(href: str) -> str:
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    for host, path, names in _REDIRECTS:
        if host.search(parts.hostname or "") and parts.path.startswith(path):
            asked = parse_qs(parts.query)
            for name in names:
                if asked.get(name, [""])[0].startswith(("http://", "https://")):
                    return asked[name][0]
    return href
