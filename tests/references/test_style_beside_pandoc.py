"""Our AMA and Vancouver beside pandoc with the CSL styles: where they differ, it is said who is right.

tests/references/csl/ holds the styles of citationstyles.org under their own licence (CC BY-SA 3.0), unchanged.
"""

import json
import re
from pathlib import Path

import pypandoc
import pytest

from articles.references.style import Style, formatted

from .varied_works import WORKS

CSL = Path(__file__).parent / "csl"
STYLES = {Style.AMA: CSL / "ama.csl", Style.VANCOUVER: CSL / "nlm.csl"}
AMA, VANCOUVER = Style.AMA, Style.VANCOUVER
BROKEN = "ours: pandoc sets the editors' label before their names, and loses the colon"
HYPHEN = "ours: initials have no hyphen, as in pandoc's own J-P of “J.-P.” beside its JP of “Jean-Pierre”"
#: Who is right where they differ, and why.
DIFFERENCES = {
    (AMA, "initials"): HYPHEN,
    (AMA, "pages alone"): "ours: what has pages is in an issue, not online only",
    (AMA, "online in a year"): "ours: a year alone does not say that there will be no issue",
    (AMA, "book of editors"): BROKEN,
    (AMA, "chapter"): BROKEN,
    (AMA, "chapter of a volume"): BROKEN,
    (
        AMA,
        "report",
    ): "theirs: AMA capitalises titles of reports; we keep the letters that came, to harm no gene or species",
    (AMA, "report with a number"): "ours: the number is part of the reference; for the capitals see “report”",
    (VANCOUVER, "initials"): HYPHEN,
    (VANCOUVER, "pages alone"): "ours: pages follow a colon",
    (VANCOUVER, "book of editors"): BROKEN,
    (VANCOUVER, "book without a date"): "ours: NLM writes [date unknown]",
    (VANCOUVER, "chapter"): BROKEN,
    (VANCOUVER, "chapter of a volume"): BROKEN,
    (
        VANCOUVER,
        "page",
    ): "ours: NLM writes title [Internet]. Publisher; date [cited …]; pandoc takes the site for the title",
    (VANCOUVER, "page without a date"): "ours: as above, with [date unknown]",
    (VANCOUVER, "preprint"): "ours: NLM writes server [Preprint] and the day",
    (VANCOUVER, "report with a number"): "ours: NLM writes Report No.:",
    (VANCOUVER, "thesis"): "ours: brackets are for a place that somebody inferred",
    (VANCOUVER, "master's thesis"): "ours: as above",
}


@pytest.fixture(scope="module")
def theirs(tmp_path_factory):
    """What pandoc writes: {style: {name of the work: its reference}}."""
    folder = tmp_path_factory.mktemp("pandoc")
    library = folder / "works.json"
    library.write_text(json.dumps([{"id": f"w{place:02}", **work} for place, work in enumerate(WORKS.values())]))
    cited = "\n\n".join(f"[@w{place:02}]" for place in range(len(WORKS)))
    return {style: dict(zip(WORKS, written(cited, library, csl), strict=True)) for style, csl in STYLES.items()}


def written(cited, library, csl):
    options = ["--citeproc", "--csl", str(csl), "--bibliography", str(library), "--wrap=none"]
    text = pypandoc.convert_text(cited, "plain", format="markdown", extra_args=options)
    found = re.findall(r"(?m)^([0-9]+)\. +(.+)$", text)
    return [line for _number, line in sorted(found, key=lambda one: int(one[0]))]


def alike(text):
    """Without what differs everywhere by choice: dashes of ranges, the blank after “doi:”, quotes, months of issues.

    NLM lets a journal's month be left out where pages run through the volume, as ICMJE's examples do.
    """
    text = re.sub(r"([0-9]{4}) [A-Z][a-z]{2}(?: [0-9]+)?(?=(?: \[cited [^]]*\])?;)", r"\1", text)
    return re.sub(r"doi: ", "doi:", text.replace("–", "-").replace("“", '"').replace("”", '"').replace("’", "'"))


@pytest.mark.parametrize("style", Style)
def test_our_references_are_pandocs_but_for_what_is_listed(theirs, style):
    differ = {
        name: (alike(formatted(work, style).plain), alike(theirs[style][name]))
        for name, work in WORKS.items()
        if alike(formatted(work, style).plain) != alike(theirs[style][name])
    }

    listed = {name for one, name in DIFFERENCES if one == style}
    assert set(differ) == listed, {name: differ.get(name) for name in set(differ) ^ listed}
