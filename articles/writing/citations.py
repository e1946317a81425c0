"""Citations in a text: numbered by first appearance, gathered, shortened to ranges, and set by the site's style.

AMA Manual of Style, 11th edition, 3.6: superscript, after full stops and commas, before colons and semicolons, without
spaces: `1,3-8,19`. Vancouver: in brackets on the line, before the full stop.
"""

import re
from html import unescape
from itertools import groupby

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

_ONE_OR_RANGE = r"\d{1,3}(?:\s*[–-]\s*\d{1,3})?"
NUMBERS = rf"\[({_ONE_OR_RANGE}(?:\s*,\s*{_ONE_OR_RANGE})*)\]"
#: `[1]`, `[2,3]` or `[1-3]` as a writer types it: the numbers are those of the list beside the text.
MARK = re.compile(NUMBERS)
#: What the citation button leaves, in short: the work's id in the library, and perhaps where in the work.
WORK = r"\[w(\d{1,18})(?:; ([^\[\]<>]{1,60}))?\]"
WORK_MARK = re.compile(WORK)
EITHER_MARK = re.compile(rf"{NUMBERS}|{WORK}")
#: One or more of either, with the punctuation around them. Between two may stand a comma or a semicolon: ¹² is twelve.
#: Blanks are looked at once, however many there are.
MARKS = re.compile(rf"([.,]?)((?<!\s)\s*(?:{NUMBERS}|{WORK})(?:\s*+(?:[,;]\s*+)?(?:{NUMBERS}|{WORK}))*)([.,]?)")
ANCHOR = re.compile(r"""<a ((?:[^<>"]|"[^"]*")*)>(.*?)</a>""", re.DOTALL)
ATTRIBUTE = re.compile(r"""([a-z]+)="([^"]*)\"""")
TAG_OR_TEXT = re.compile(r"(<[^>]*>)")
#: So many numbers in a row are a range.
RANGE = 3


def numbers_in(marks):
    """The numbers in `[2,4-6][9]`, in order, each once."""
    numbers = []
    for mark in MARK.findall(marks):
        for part in re.split(r"\s*,\s*", mark.strip()):
            first, _dash, last = re.sub(r"\s*[–-]\s*", "-", part).partition("-")
            numbers += range(int(first), int(last or first) + 1)
    return list(dict.fromkeys(numbers))


def typed_marks(html):
    """The marks in a text that a writer typed, each once, in order."""
    text = " ".join(part for part in TAG_OR_TEXT.split(html) if not part.startswith("<"))
    return list(dict.fromkeys(normal(match[0]) for match in MARK.finditer(text)))


def normal(mark):
    """A typed mark as it is compared: `[2 – 6]` is `[2-6]`."""
    return re.sub(r"\s+", "", mark).replace("–", "-")


def runs(numbers):
    """Sorted numbers gathered: those that follow each other, three or more, as one run; else each by itself."""
    gathered = []
    for _distance, run in groupby(enumerate(sorted(numbers)), lambda item: item[1] - item[0]):
        run = [number for _place, number in run]
        gathered += [run] if len(run) >= RANGE else [[number] for number in run]
    return gathered


def shortened(html):
    """Cleaned HTML with what the citation button left as a short mark, which nothing else of ours takes for a link."""
    return ANCHOR.sub(_short_mark, html)


def _short_mark(match):
    attributes = dict(ATTRIBUTE.findall(match[1]))
    if attributes.get("linktype") != "citation":
        return match[0]
    locator = f"; {attributes['locator']}" if attributes.get("locator") else ""
    return f"[w{attributes['id']}{locator}]" if "id" in attributes else match[2]


def passages_in(source):
    """The passages that rich text keeps beside its citations, as they were given: {(work's id, locator): passage}."""
    found = (dict(ATTRIBUTE.findall(match[1])) for match in ANCHOR.finditer(str(source)))
    return {
        (kept["id"], kept.get("locator", "")): unescape(kept["passage"])
        for kept in found
        if kept.get("linktype") == "citation" and kept.get("id") and kept.get("passage")
    }


def passages_of(marks, passages):
    """Of the passages of a text those that stand beside what marks cite."""
    cited = [(mark[2], mark[3] or "") for mark in EITHER_MARK.finditer(marks) if mark[2]]
    return tuple(passages[place] for place in cited if place in passages)


def works_in(htmls):
    """The ids of the library's works that texts cite by the button."""
    return {int(match[1]) for html in htmls for match in WORK_MARK.finditer(html)}


def _key(reference):
    """The same for what stands for the same row. What a draft lists may have none yet, and is only itself then."""
    return (type(reference), getattr(reference, "pk", None) or id(reference))


class Citations:
    """Numbers the citations of one page as they come.

    `listed` are the references beside the text. Typed marks cite them that are among `said`, by the word of the writer:
    a median of 4 [2-6] points is a range. `works` are those that the citation button stands for, by the id in its mark.
    Each is something with `shown`, and two ids may have the same work. `order` holds what was cited, in the order of
    first appearance; `uses` how often each number is cited. A mark that cites no reference stays as it is.
    """

    def __init__(self, listed=(), works=None, said=()):
        self.listed = list(listed)
        self.said = set(said)
        self.works = works or {}
        self.order = []
        self.numbers = {}
        self.uses = {}

    def set(self, html):
        """HTML with its marks as links to the references."""
        if "[" not in html or not (self.listed or self.works):
            return html
        parts = TAG_OR_TEXT.split(html)
        return "".join(part if part.startswith("<") else MARKS.sub(self._cite, part) for part in parts)

    def in_order(self):
        """The references as readers get them: what is cited, by number, and then what is not; each with its uses."""
        every = [*self.order, *(reference for reference in self.listed if _key(reference) not in self.numbers)]
        return [
            {**reference.shown, "uses": self.uses.get(number, 0)} for number, reference in enumerate(every, start=1)
        ]

    def numbers_of(self, marks):
        """The numbers of what marks cite, after the whole text was set."""
        return tuple(sorted({self._number(reference) for reference, _locator in self._cited(marks) if reference}))

    def _cite(self, match):
        cited = self._cited(match[2])
        if not any(reference for reference, _locator in cited):
            return match[0]
        before, after = match[1], match[match.lastindex]
        if not all(reference for reference, _locator in cited):
            return f"{before}{self._beside_text(match[2])}{after}"
        links = ",".join(self._links(cited))
        if settings.CITATION_STYLE == "vancouver":
            return f' <span class="cite">({links})</span>{before}{after}'
        if before:
            return f'{before}<sup class="cite">{links}</sup>{after}'
        return f'{after}<sup class="cite">{links}</sup>'

    def _beside_text(self, marks):
        """Marks that stand together, of which some cite nothing: a range in brackets, beside a citation."""
        pieces, place = [], 0
        for mark in EITHER_MARK.finditer(marks):
            cited = self._cited(mark[0])
            links = ",".join(self._links(cited)) if all(reference for reference, _locator in cited) else ""
            shown = f'<span class="cite">({links})</span>' if settings.CITATION_STYLE == "vancouver" else ""
            pieces += [marks[place : mark.start()], (shown or f'<sup class="cite">{links}</sup>') if links else mark[0]]
            place = mark.end()
        return "".join(pieces) + marks[place:]

    def _cited(self, marks):
        """What marks that stand together cite, in order, each once: (reference or None, locator)."""
        cited = []
        for mark in EITHER_MARK.finditer(marks):
            if mark[2]:
                cited.append((self.works.get(int(mark[2])), mark[3] or ""))
            elif normal(mark[0]) not in self.said:
                cited.append((None, ""))
            else:
                places = numbers_in(mark[0]) or [0]  # of a range from 5 to 2 there is nothing, and it stays
                cited += [(self.listed[n - 1] if 1 <= n <= len(self.listed) else None, "") for n in places]
        return list({(_key(reference), locator): (reference, locator) for reference, locator in cited}.values())

    def _links(self, cited):
        numbered = [(self._number(reference), locator) for reference, locator in cited]
        plain = runs({number for number, locator in numbered if not locator})
        located = [([number], locator) for number, locator in numbered if locator]
        together = sorted([*((run, "") for run in plain), *located], key=lambda run: run[0][0])
        return [self._link(run, locator) for run, locator in together]

    def _number(self, reference):
        number = self.numbers.setdefault(_key(reference), len(self.order) + 1)
        if number > len(self.order):
            self.order.append(reference)
        return number

    def _link(self, run, locator):
        first, last = run[0], run[-1]
        name = (
            _("Reference %d") % first
            if first == last
            else _("References %(first)d to %(last)d") % {"first": first, "last": last}
        )
        text = str(first) if first == last else f"{first}–{last}"
        places = "".join(f'<span id="{self._use(number)}"></span>' for number in run[1:])
        where = f"({locator})" if locator else ""
        return (
            f'<a role="doc-noteref" id="{self._use(first)}" href="#ref-{first}" aria-label="{escape(name)}">{text}</a>'
            f"{where}{places}"
        )

    def _use(self, number):
        use = self.uses[number] = self.uses.get(number, 0) + 1
        return f"cite-{number}-{use}"
