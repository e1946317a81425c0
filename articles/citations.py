"""Citations in a text: numbered by first appearance, gathered, shortened to ranges, and set by the site's style.

AMA Manual of Style, 11th edition, 3.6: superscript, after full stops and commas, before colons and semicolons, without
spaces: `1,3-8,19`. Vancouver: in brackets on the line, before the full stop.
"""

import re
from itertools import groupby

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

NUMBERS = r"\[(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]"
#: `[1]`, `[2,3]` or `[1-3]` as a writer types it: the numbers are those of the list beside the text.
MARK = re.compile(NUMBERS)
#: One or more of them, with the punctuation around them.
MARKS = re.compile(rf"([.,]?)((?:\s*{NUMBERS})+)([.,]?)")
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


def runs(numbers):
    """Sorted numbers gathered: those that follow each other, three or more, as one run; else each by itself."""
    gathered = []
    for _distance, run in groupby(enumerate(sorted(numbers)), lambda item: item[1] - item[0]):
        run = [number for _place, number in run]
        gathered += [run] if len(run) >= RANGE else [[number] for number in run]
    return gathered


class Citations:
    """Numbers the citations of one page as they come.

    `listed` is how many references the page has. `order` holds their places in that list, from 1, in the order in which
    the text cites them first; `uses` how often each number is cited. A mark that names no reference stays as it is.
    """

    def __init__(self, listed=0):
        self.listed = listed
        self.order = []
        self.uses = {}

    def set(self, html):
        """HTML with its marks as links to the references."""
        if not self.listed or "[" not in html:
            return html
        parts = TAG_OR_TEXT.split(html)
        return "".join(part if part.startswith("<") else MARKS.sub(self._cite, part) for part in parts)

    def in_order(self, references):
        """The list as readers get it: what is cited, by number, and then what is not."""
        cited = [references[place - 1] for place in self.order]
        return cited + [reference for place, reference in enumerate(references, start=1) if place not in self.order]

    def _cite(self, match):
        places = numbers_in(match[2])
        if not places or not all(1 <= place <= self.listed for place in places):
            return match[0]
        before, after = match[1], match[match.lastindex]
        links = ",".join(map(self._link, runs([self._number(place) for place in places])))
        if settings.CITATION_STYLE == "vancouver":
            return f' <span class="cite">({links})</span>{before}{after}'
        if before:
            return f'{before}<sup class="cite">{links}</sup>{after}'
        return f'{after}<sup class="cite">{links}</sup>'

    def _number(self, place):
        if place not in self.order:
            self.order.append(place)
        return self.order.index(place) + 1

    def _link(self, run):
        first, last = run[0], run[-1]
        name = (
            _("Reference %d") % first
            if first == last
            else _("References %(first)d to %(last)d") % {"first": first, "last": last}
        )
        text = str(first) if first == last else f"{first}–{last}"
        places = "".join(f'<span id="{self._use(number)}"></span>' for number in run[1:])
        return (
            f'<a role="doc-noteref" id="{self._use(first)}" href="#ref-{first}" aria-label="{escape(name)}">{text}</a>'
            f"{places}"
        )

    def _use(self, number):
        use = self.uses[number] = self.uses.get(number, 0) + 1
        return f"cite-{number}-{use}"
