"""How risks are told: by how much one changes means nothing without how big it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .advice import Advice, Kind, quoted
from .parts import Part
from .sentences import sentences_of

RISKS = Kind(
    gettext_lazy("Relative risks alone"),
    gettext_lazy(
        "“Twice the risk” can be 2 in 10 instead of 1, or 2 in a million. Say of how many people it happens to how "
        "many, with and without."
    ),
    "Gigerenzer G, et al. Helping doctors and patients make sense of health statistics. 2007",
    "https://doi.org/10.1111/j.1539-6053.2008.00033.x",
)
_CHANCE = r"(?:risks?|chances?|odds|likelihood|probability|rates?)"
_NUMBER = r"(?:\d[\d,.]{0,9}|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|a hundred|a thousand)"
_PERCENT = r"(?:\d[\d,.]{0,9}\s?(?:%|per ?cent\b)|a (?:third|quarter|half)\b)"
_CHANGED = r"(?:more|less|higher|lower|greater|smaller|fewer|reduced|increased|reduction|increase|decrease|rise|drop)"
_CHANGES = r"(?:cut|reduc|lower|rais|increas|decreas|halv|doubl|tripl|ris|fall|fell|rose|drop)(?:es|e|s|ed|ing|ting)?"
RELATIVE = re.compile(
    rf"{_PERCENT}(?:\s+\w+){{0,2}}\s+{_CHANGED}\b"
    rf"|\b{_CHANGES}\b[^.]{{0,80}}?\bby\s+(?:\w+\s+){{0,2}}{_PERCENT}"
    rf"|\b(?:twice|double|half|triple|{_NUMBER}\s+times)\s+(?:as|more|less|the)\b"
    rf"|\b(?:doubl|halv|tripl)(?:es|e|ed|ing)\b"
    r"|\b(?:relative risk|hazard ratio|odds ratio|risk ratio)s?\b",
    re.IGNORECASE,
)
ABOUT_CHANCE = re.compile(
    rf"\b(?:{_CHANCE}|likely|unlikely|common|relative risk|hazard ratio|odds ratio|risk ratio)\b", re.IGNORECASE
)
ABSOLUTE = re.compile(
    rf"\b{_NUMBER}\s+(?:\w+\s+)?(?:in|out of|of)\s+(?:every\s+|each\s+)?{_NUMBER}(?!\w)"
    rf"|\bper\s+\d|\bin every\s+{_NUMBER}\b|\babsolute\b|\bnumber needed to (?:treat|harm)\b"
    rf"|\bfrom\s+(?:\w+\s+)?{_PERCENT}\s+(?:\w+\s+){{0,3}}to\s+(?:\w+\s+)?{_PERCENT}"
    rf"|{_PERCENT}\s+of\s+(?:\w+\s+){{0,3}}(?:people|adults|men|women|children|patients|those)\b",
    re.IGNORECASE,
)


def relative_risks(parts: list[Part]) -> Iterator[Advice]:
    for part in parts:
        lines = part.own_lines
        for place, line in enumerate(lines):
            told = [
                sentence
                for sentence in sentences_of(line.text)
                if RELATIVE.search(sentence) and ABOUT_CHANCE.search(sentence)
            ]
            # The numbers may stand in the paragraph before it, or come with the next one.
            if told and not any(ABSOLUTE.search(near.text) for near in lines[max(0, place - 1) : place + 2]):
                for sentence in told:
                    yield Advice(RISKS, part.place, _("of how many people? %s") % quoted(sentence))
