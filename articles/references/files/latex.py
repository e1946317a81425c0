"""Values of BibTeX files: LaTeX as HTML with i, b, sub and sup. No command is left out without a word.

What a command stands for is pylatexenc's knowledge; it is asked command by command, since it drops those that it does
not know, and writes what is raised or lowered in the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexSpecialsNode,
    LatexWalker,
    LatexWalkerError,
)
from pylatexenc.latexwalker import (
    get_default_latex_context_db as walker_commands,
)

#: Commands that set what follows them in another way.
TAGS = {
    **dict.fromkeys(("textit", "emph", "textsl", "mkbibemph", "mathit", "it", "itshape", "em"), "i"),
    **dict.fromkeys(("textbf", "mkbibbold", "mathbf", "bf", "bfseries"), "b"),
    **dict.fromkeys(("textsubscript", "mkbibsubscript"), "sub"),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), "sup"),
}
#: The same for all that follows them in their group, which they stand at the beginning of.
SWITCHES = {"it", "itshape", "em", "bf", "bfseries"}
#: Commands of which only what they are about is seen, or nothing.
UNSEEN = {
    *("text", "textrm", "textsf", "texttt", "textsc", "textnormal", "textup", "textmd", "mbox", "hbox", "ensuremath"),
    *("mathrm", "mathsf", "mathcal", "mathbb", "mathnormal", "boldsymbol", "bm", "operatorname", "uppercase", "relax"),
    *("protect", "NoCaseChange", "MakeUppercase", "MakeLowercase", "scriptsize", "footnotesize", "small", "normalsize"),
    *("rm", "sc", "sf", "tt", "upshape", "scshape", "url", "path", "href", "SI", "si", "qty", "unit", "num", "left"),
    *("right", "big", "Big", "bigl", "bigr", "displaystyle", "textstyle", "limits", "nolimits", "noopsort"),
    *("nocite", "break", "allowbreak", "nolinebreak", "hspace", "vspace", "newblock", "natexlab", "xspace", "/"),
}
FRACTIONS = {"frac", "tfrac", "dfrac", "textfrac", "nicefrac", "sfrac"}
#: Signs that pylatexenc has another idea of, or none.
SIGNS = {
    **{"textless": "<", "textgreater": ">", "lt": "<", "gt": ">", "textbackslash": "\\", "slash": "/", "newline": " "},
    **{"textmu": "μ", "micro": "μ", "degree": "°", "textdegree": "°", "celsius": "°C", "percent": "%", "ohm": "Ω"},
    **{"textperiodcentered": "·", "textbar": "|", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_"},
    **{"gram": "g", "kilogram": "kg", "metre": "m", "meter": "m", "litre": "L", "liter": "L", "mole": "mol"},
    **{"second": "s", "minute": "min", "hour": "h", "day": "d", "milli": "m", "centi": "c", "kilo": "k", "nano": "n"},
    **{
        "mega": "M",
        "per": "/",
        "tesla": "T",
        "hertz": "Hz",
        "joule": "J",
        "pascal": "Pa",
        "kelvin": "K",
        "newton": "N",
    },
    **{"thinspace": " ", "enspace": " ", "quad": " ", "qquad": " ", ",": " ", ";": " ", ":": " ", "!": "", " ": " "},
    **{"-": "", "textsoftbreak": "", "nobreakspace": " ", "nbsp": " ", "textcompwordmark": "", "@": "", "\n": " "},
    **{"newcommand": "", "bibstring": "", "textquotesingle": "'", "textasciiacute": "´", "textasciigrave": "`"},
}
_LATEX2TEXT = LatexNodes2Text(math_mode="text", keep_comments=True, latex_context=get_default_latex_context_db())
_COMMANDS = walker_commands()
#: Stands before a fraction until it is known what is before it; no file holds it.
_BEFORE_FRACTION = "\x00"
#: How deep groups may stand in each other; what is deeper than that is nobody's title.
DEEPEST = 60
_ACCENT = re.compile(r"""\\(['`^"~=.]|[bcdHkruv](?![A-Za-z]))\s*\{\\([ij])\s*\}""")
_BARE_COMMAND = re.compile(r"\\[A-Za-z]+\s*|[{}$]|\\(?=\W)")
#: Tags that are HTML already, as some programs write them.
_TAG = re.compile(
    r"(</?(?:i|b|em|strong|sub|sup|span|scp)(?:\s[^<>]*)?/?>|&(?:[a-z]{2,8}|#[0-9]{1,6}|#x[0-9a-f]{1,5});)", re.I
)


def html(text: str, unknown: set[str]) -> str:
    """LaTeX as HTML; the commands that nobody knows stay as they are written, and are added to `unknown`."""
    if "\\" not in text and not re.search(r"[{}$~`'-]", text):
        return text
    if text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        return _BARE_COMMAND.sub("", text)
    text = _ACCENT.sub(r"\\\1{\2}", re.sub(r"(?<!\\)%", r"\\%", text))
    try:
        nodes, _start, _length = LatexWalker(text, latex_context=_COMMANDS, tolerant_parsing=True).get_latex_nodes()
        return _with_fractions_apart("".join(_Writer(unknown).written(nodes)))
    except (LatexWalkerError, RecursionError):
        unknown.update(re.findall(r"\\[A-Za-z]+", text)[:5])
        return _BARE_COMMAND.sub("", text)


class _Writer:
    """Writes nodes of pylatexenc's as HTML."""

    def __init__(self, unknown: set[str]) -> None:
        self.unknown = unknown

    def written(self, nodes: Sequence[Any] | None, *, is_math: bool = False) -> Iterable[str]:
        """Each node in turn; what is raised, lowered or switched takes the ones after it along."""
        rest = [node for node in nodes or () if node is not None]
        while rest:
            node = rest.pop(0)
            if isinstance(node, LatexMacroNode) and node.macroname in SWITCHES:
                yield self.in_tag(TAGS[node.macroname], rest, is_math=is_math)
                return
            if self.is_tag_of_the_next(node) and rest:
                yield self.in_tag(TAGS[node.macroname], [rest.pop(0)], is_math=is_math)
                continue
            if is_math and isinstance(node, LatexCharsNode) and (match := re.search(r"[\^_]", node.chars)):
                yield _escaped(node.chars[: match.start()])
                after = node.chars[match.end() :].lstrip()
                tag = "sup" if match[0] == "^" else "sub"
                if after:
                    yield f"<{tag}>{_escaped(after[0])}</{tag}>"
                    rest.insert(0, _chars(after[1:]))
                elif rest:
                    yield self.in_tag(tag, [rest.pop(0)], is_math=True)
            else:
                yield from self.of(node, is_math=is_math)

    def is_tag_of_the_next(self, node: Any) -> bool:
        """A command that pylatexenc does not know takes nothing along by itself."""
        is_command = isinstance(node, LatexMacroNode) and node.macroname in TAGS
        return is_command and not any(node.nodeargd.argnlist if node.nodeargd else [])

    def of(self, node: Any, *, is_math: bool) -> Iterable[str]:
        if isinstance(node, LatexCharsNode):
            yield _escaped(node.chars)
        elif isinstance(node, LatexMathNode):
            yield from self.written(node.nodelist, is_math=True)
        elif isinstance(node, LatexGroupNode | LatexEnvironmentNode):
            yield from self.written(node.nodelist, is_math=is_math)
        elif isinstance(node, LatexMacroNode):
            yield from self.command(node, is_math=is_math)
        elif isinstance(node, LatexSpecialsNode):
            yield _escaped(_text_of(node).replace("\u00a0", " "))

    def command(self, node: LatexMacroNode, *, is_math: bool) -> Iterable[str]:
        name, about = node.macroname, node.nodeargd.argnlist if node.nodeargd else []
        if name in TAGS and any(about):
            yield self.in_tag(TAGS[name], about, is_math=is_math)
        elif name in TAGS or name in UNSEEN:
            yield from self.written(about, is_math=is_math)
        elif name in SIGNS:
            yield _escaped(SIGNS[name])
        elif name in FRACTIONS:
            parts = ["".join(self.of(part, is_math=True)) for part in about if part is not None]
            yield _BEFORE_FRACTION + "/".join(map(_as_one, parts))
        elif sign := _sign(node):
            yield _escaped(sign)
        else:
            self.unknown.add(f"\\{name}")
            yield _escaped(f"\\{name} " if not any(about) else f"\\{name}")
            yield from self.written(about, is_math=is_math)

    def in_tag(self, tag: str, nodes: Sequence[Any], *, is_math: bool) -> str:
        inside = "".join(self.written(list(nodes), is_math=is_math))
        return f"<{tag}>{inside}</{tag}>" if inside else ""


def _as_one(part: str) -> str:
    """What stands above or below a fraction's stroke, in brackets if it holds an operator."""
    has_operator = re.search(r"\S\s*[-+−–±×·/]", re.sub(r"<(su[bp])>.*?</\1>", "", part))
    return f"({part})" if has_operator else part


def _with_fractions_apart(written: str) -> str:
    """The same where 1 and ½ are “1 1/2”."""
    return re.sub(rf"(?<=[0-9]){_BEFORE_FRACTION}", " ", written).replace(_BEFORE_FRACTION, "")


def _sign(node: LatexMacroNode) -> str:
    """What a command stands for: as it is named, or without the “text” or “up” before its name."""
    if _LATEX2TEXT.latex_context.get_macro_spec(node.macroname) and (text := _text_of(node)):
        return text
    for before in ("text", "up", "var"):
        plain = LatexMacroNode(macroname=node.macroname.removeprefix(before), nodeargd=None)
        if node.macroname.startswith(before) and _known(plain.macroname) and (text := _text_of(plain)):
            return text
    return ""


def _known(name: str) -> bool:
    spec = _LATEX2TEXT.latex_context.get_macro_spec(name)
    return bool(spec and isinstance(spec.simplify_repl, str))


def _text_of(node: Any) -> str:
    return unicodedata.normalize("NFC", _LATEX2TEXT.node_to_text(node))


def _escaped(text: str) -> str:
    """Signs of HTML as entities, but for tags and entities that stood in the file."""
    return "".join(part if place % 2 else escape(part, quote=False) for place, part in enumerate(_TAG.split(text)))


def _chars(text: str) -> Any:
    return LatexCharsNode(chars=text)


def _depth(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        deepest = max(deepest, depth)
    return deepest
