"""How references are written, and numbered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references.files import read
from articles.references.style import Style, authors, formatted, initials, same_in_html

PEOPLE = [
    {"family": name, "given": "Ann Mary"} for name in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta")
]
ARTICLE = {
    "type": "article-journal",
    "title": "Traction with <i>gravity</i> &amp; H<sub>2</sub>O",
    "author": [{"family": "O'Rest", "given": "Paul M"}, {"family": "Lie", "given": "J.-P.", "suffix": "Jr."}],
    "container-title": "The invented journal of rest",
    "container-title-short": "Inv. J. Rest",
    "issued": {"date-parts": [[2018, 5, 17]]},
    "volume": "378",
    "issue": "20",
    "page": "1865-1876",
    "DOI": "10.5555/Rest.55",
    "URL": "https://example.org/x",
}
BOOK = {
    "type": "book",
    "title": "Pearls of pain",
    "author": [{"family": "Pearl", "given": "Pia"}],
    "edition": "2",
    "publisher": "Invented Press",
    "publisher-place": "Nowhere",
    "issued": {"date-parts": [[2019]]},
}
CHAPTER = {
    **BOOK,
    "type": "chapter",
    "title": "Sore backs",
    "container-title": "Pearls of pain",
    "editor": [{"family": "Edit", "given": "Eve"}, {"family": "Redact", "given": "Rob"}],
    "page": "112-134",
}
PAGE = {
    "type": "webpage",
    "title": "Backs for patients",
    "author": [{"literal": "National Invented Service"}],
    "container-title": "NIS",
    "issued": {"date-parts": [[2020, 1, 2]]},
    "accessed": {"date-parts": [[2021, 5, 1]]},
    "URL": "https://example.org/backs",
}
PREPRINT = {
    "type": "article",
    "title": "Backs before review?",
    "author": [{"family": "Early", "given": "Di"}],
    "publisher": "inventedRxiv",
    "issued": {"date-parts": [[2021, 2, 3]]},
    "DOI": "10.5555/2021.02",
}
REPORT = {**PAGE, "type": "report", "title": "Guideline for backs", "publisher": "NIS"}


@pytest.mark.parametrize(
    ("csl", "written"),
    [
        (
            ARTICLE,
            "O'Rest PM, Lie JP Jr. Traction with gravity & H₂O. Inv J Rest. 2018;378(20):1865-1876."
            " doi:10.5555/Rest.55",
        ),
        (BOOK, "Pearl P. Pearls of pain. 2nd ed. Invented Press; 2019."),
        (
            CHAPTER,
            "Pearl P. Sore backs. In: Edit E, Redact R, eds. Pearls of pain. 2nd ed. Invented Press; 2019:112-134.",
        ),
        (
            PAGE,
            "National Invented Service. Backs for patients. NIS. January 2, 2020. Accessed May 1, 2021."
            " https://example.org/backs",
        ),
        (
            PREPRINT,
            "Early D. Backs before review? inventedRxiv. Preprint posted online February 3, 2021. doi:10.5555/2021.02",
        ),
        (
            REPORT,
            "National Invented Service. Guideline for backs. NIS; 2020. Accessed May 1, 2021. https://example.org/backs",
        ),
        ({"type": "article-journal", "title": "Alone"}, "Alone."),
        ({"type": "book", "title": "Edited", "editor": PEOPLE[:1]}, "Alpha AM, ed. Edited."),
        ({}, ""),
    ],
)
def test_ama_11(csl, written):
    assert formatted(csl, Style.AMA).plain == written


@pytest.mark.parametrize(
    ("csl", "written"),
    [
        (
            ARTICLE,
            "O'Rest PM, Lie JP Jr. Traction with gravity & H₂O. Inv J Rest. 2018;378(20):1865-76. doi: 10.5555/Rest.55",
        ),
        (BOOK, "Pearl P. Pearls of pain. 2nd ed. Nowhere: Invented Press; 2019."),
        (
            CHAPTER,
            "Pearl P. Sore backs. In: Edit E, Redact R, editors. Pearls of pain. 2nd ed."
            " Nowhere: Invented Press; 2019. p. 112-34.",
        ),
        (
            PAGE,
            "National Invented Service. Backs for patients [Internet]. NIS; 2020 Jan 2 [cited 2021 May 1]."
            " Available from: https://example.org/backs",
        ),
        (PREPRINT, "Early D. Backs before review? inventedRxiv [Preprint]. 2021 Feb 3. doi: 10.5555/2021.02"),
        (
            REPORT,
            "National Invented Service. Guideline for backs [Internet]. NIS; 2020 [cited 2021 May 1]."
            " Available from: https://example.org/backs",
        ),
    ],
)
def test_vancouver(csl, written):
    assert formatted(csl, Style.VANCOUVER).plain == written


def test_six_authors_are_all_named():
    assert authors(PEOPLE[:6]).count("AM") == 6


def test_a_work_of_one_page_has_one_page_and_four_initials_are_no_name():
    csl = {"type": "article-journal", "title": "Heat", "page": "123-123", "volume": "1", "container-title": "BMJ"}
    csl |= {"author": [{"family": "Smith", "given": "JMAB"}], "issued": {"date-parts": [[2020]]}}

    vancouver = formatted(csl, Style.VANCOUVER).plain

    assert "123." in vancouver and "123-" not in vancouver and "Smith JMAB" in vancouver


@pytest.mark.parametrize("style", list(Style))
def test_whatever_is_brought_in_with_one_page_is_printed_with_one(style):
    (work,) = read(b"@article{a, title={Heat}, journal={BMJ}, year=2020, pages={113--113}}").works

    printed = formatted(work.csl, style).plain

    assert "113" in printed and "113-" not in printed


def test_of_seven_authors_ama_names_three_and_vancouver_six():
    assert authors(PEOPLE, Style.AMA) == "Alpha AM, Beta AM, Gamma AM, et al"
    assert authors(PEOPLE, Style.VANCOUVER).endswith("Epsilon AM, Zeta AM, et al")
    assert formatted({"type": "book", "title": "T", "author": PEOPLE}).plain.startswith(
        "Alpha AM, Beta AM, Gamma AM, et al. T"
    )


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("J. Michael", "JM"),
        ("JM", "JM"),
        ("Jean-Pierre", "JP"),
        ("J.-P.", "JP"),
        ("Ö", "Ö"),
        ("ANN MARY", "AM"),
        ("Xiao-Ming", "XM"),
        ("", ""),
    ],
)
def test_initials(given, written):
    assert initials(given) == written


@pytest.mark.parametrize(
    ("family", "given", "written"),
    [
        ("SMITH", "MARY", "SMITH M"),
        ("Smith", "JOHN", "Smith J"),
        ("Smith", "ANNA", "Smith A"),
        ("SMITH", "JMAB", "SMITH J"),
        ("Smith", "JMAB", "Smith JMAB"),
    ],
)
def test_a_given_name_in_capitals_is_no_row_of_initials(family, given, written):
    assert authors([{"family": family, "given": given}]) == written


@pytest.mark.parametrize(
    ("csl", "ama", "vancouver"),
    [
        (
            {key: ARTICLE[key] for key in ("type", "title", "container-title-short", "volume", "issue", "page")},
            "Traction with gravity & H₂O. Inv J Rest. 378(20):1865-1876.",
            "Traction with gravity & H₂O. Inv J Rest. 378(20):1865-76.",
        ),
        (
            {**BOOK, "volume": "3"},
            "Pearl P. Pearls of pain. Vol 3. 2nd ed. Invented Press; 2019.",
            "Pearl P. Pearls of pain. 2nd ed. Vol. 3. Nowhere: Invented Press; 2019.",
        ),
        (
            {**ARTICLE, "volume": "", "issue": "", "page": "S12-S19"},
            "O'Rest PM, Lie JP Jr. Traction with gravity & H₂O. Inv J Rest. 2018:S12-S19. doi:10.5555/Rest.55",
            "O'Rest PM, Lie JP Jr. Traction with gravity & H₂O. Inv J Rest. 2018:S12-9. doi: 10.5555/Rest.55",
        ),
        (
            {**PAGE, "issued": None},
            "National Invented Service. Backs for patients. NIS. Accessed May 1, 2021. https://example.org/backs",
            "National Invented Service. Backs for patients [Internet]. NIS; [date unknown] [cited 2021 May 1]."
            " Available from: https://example.org/backs",
        ),
    ],
    ids=["no year", "volume of a book", "pages with letters", "no date"],
)
def test_what_is_not_known_leaves_nothing_behind(csl, ama, vancouver):
    assert (formatted(csl, Style.AMA).plain, formatted(csl, Style.VANCOUVER).plain) == (ama, vancouver)


@pytest.mark.parametrize(
    ("html", "text", "shown"),
    [
        ("A. <i>Inv J Rest</i>. 2018.", "A. Inv J Rest. 2018.", "A. <i>Inv J Rest</i>. 2018."),
        ("Over 10<sup>9</sup>/L.", "Over 10⁹/L.", "Over 10<sup>9</sup>/L."),
        ("A. <i>Another</i>. 2018.", "A. Inv J Rest. 2018.", ""),
        ("<script>x</script><i>A</i>", "A", "<i>A</i>"),
        ("", "A", ""),
    ],
)
def test_a_reference_with_italics_says_just_what_the_text_does(html, text, shown):
    assert same_in_html(html, text) == shown


def test_a_reference_holds_no_markup_but_its_titles():
    html = formatted(ARTICLE).html

    assert "Traction with <i>gravity</i> &amp; H<sub>2</sub>O. <i>Inv J Rest</i>." in html


FIELD = st.text(st.sampled_from("a<>&\"'/ =.;:"), max_size=12) | st.sampled_from(
    ["<script>x</script>", "<b>x", "&lt;i&gt;"]
)
DATES = st.fixed_dictionaries({"date-parts": st.lists(st.lists(st.integers(1, 12), max_size=3), max_size=1)})
NAMES = st.lists(
    st.fixed_dictionaries({}, optional={"family": FIELD, "given": FIELD, "suffix": FIELD, "literal": FIELD})
)
TEXTS = (
    "title",
    "container-title",
    "container-title-short",
    "volume",
    "issue",
    "page",
    "publisher",
    "edition",
    "DOI",
    "URL",
)
CSL = st.fixed_dictionaries(
    {"type": st.sampled_from(["article-journal", "article", "book", "chapter", "webpage", "report", "odd"])},
    optional={**dict.fromkeys(TEXTS, FIELD), "author": NAMES, "editor": NAMES, "issued": DATES, "accessed": DATES},
)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize(
    ("said", "printed"),
    [
        *dict.fromkeys(["2", "2nd", "2nd ed.", "Second", "second edition"], "2nd ed.").items(),
        ("10th", "10th ed."),
        ("Revised", "Revised ed."),
        ("revised edition", "revised ed."),
        ("International student version", "International student version."),
        *dict.fromkeys(["1", "1st", "First edition", "ed."], "").items(),
    ],
)
def test_a_books_edition_is_told_alike_however_a_source_says_it(said, printed, style):
    text = formatted({**BOOK, "edition": said}, style).plain

    assert text == formatted({**BOOK, "edition": ""}, style).plain.replace("pain. ", f"pain. {printed} ".rstrip() + " ")


@given(CSL, st.sampled_from(Style))
def test_nothing_in_a_field_becomes_markup(csl, style):
    html = formatted(csl, style).html

    for tag in ("i", "b", "sub", "sup"):
        html = html.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in html
    assert ">" not in html
