"""Whatever file somebody sends is read in short time or refused in a sentence, in any encoding."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references import files
from articles.references.style import formatted
from tests.references.files.works import authors_of, work_of, works_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_encodings_of_other_systems_are_read(encoding, line_end):
    text = line_end.join(["TY  - JOUR", "TI  - Rückenschmerz – was hilft?", "ER  - "])

    imported = files.read(text.encode(encoding))

    assert [work.title for work in imported.works] == ["Rückenschmerz – was hilft?"]
    assert not imported.problems


def test_an_old_encoding_is_guessed_and_told():
    imported = files.read("TY  - JOUR\nTI  - Rückenschmerz\nER  - ".encode("cp1252"))

    assert imported.works[0].title == "Rückenschmerz"
    assert imported.problems == (files.Problem(1, "The file is not in UTF-8. Check letters with accents."),)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding):
    assert [work.title for work in works_of("TY  - JOUR\nTI  - Rücken\nER  - \n", encoding)] == ["Rücken"]


def test_an_indented_file_is_read():
    text = "    TY  - JOUR\n    TI  - Backs\n    AU  - Alpha, A\n    ER  - \n"

    assert authors_of(work_of(text)) == ["Alpha"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "This is none of the files that are read"),
        (b"%PDF-1.7 \x00\x01", "This is no text file."),
        (b"TY  - JOUR\n" + b"x" * files.MOST_BYTES, "The file is larger than 2 MB."),
    ],
)
def test_a_file_that_is_none_of_these_is_refused_with_a_sentence(content, why):
    with pytest.raises(files.FileRefused, match=why):
        files.read(content)


def test_only_so_many_records_are_read():
    imported = files.read(b"TY  - JOUR\nTI  - Backs\nER  - \n" * (files.MOST_RECORDS + 5))

    assert len(imported.works) == files.MOST_RECORDS
    assert [problem.sentence for problem in imported.problems] == ["Only the first 1,000 records were read."]


def test_scripts_in_a_file_go_no_further():
    work = files.read(b"TY  - JOUR\nTI  - <img src=x onerror=alert(1)>Backs\nT2  - <b>Pain</b>\nER  - ").works[0]

    assert (work.title_html, work.csl["container-title"]) == ("Backs", "Pain")


@pytest.mark.parametrize(
    "content",
    [
        b"@a{b," + b"{" * 500_000,
        b"@a{b, title={" + b"{}" * 500_000,
        b"@a{b, title={" + b"\\'" * 500_000 + b"}}",
        b"@a{b, author={" + b"and " * 300_000 + b"}, title={x}}",
        b"@a{b,c=d\n" * 20_000,
        b"TY  - JOUR\n" + b"AU  - a,b,c\n" * 100_000,
        b"PMID- 1\n" + b"      x\n" * 100_000,
        b"@comment{\n" * 150_000,
        b"@a{b, title={" + b"\\foo$^" * 200_000 + b"}}",
        b'[{"a": ' * 200_000,
        b"<xml>" * 300_000,
        b"PT J\n" * 300_000,
    ],
)
def test_a_hostile_file_takes_no_long_time(content):
    began = time.process_time()

    files.read(content)

    assert time.process_time() - began < 5


def test_a_number_as_long_as_a_book_costs_its_file_nothing():
    much = "9" * 5000
    fields = f'"type": "book", "edition": {much}, "volume": {much}, "issued": {{"date-parts": [[{much}, 5]]}}'

    imported = files.read(f'[{{"title": "Backs", {fields}}}, {{"title": "Necks", "volume": 7}}]'.encode())

    assert [work.title for work in imported.works] == ["Backs", "Necks"]
    assert "issued" not in imported.works[0].csl and imported.works[1].csl["volume"] == "7"
    assert all(formatted(work.csl) for work in imported.works)


@pytest.mark.parametrize(
    "content",
    [
        b"TY  - RPRT\nTI  - Backs\nDA  - 2016/02/30\nER  - ",
        b'[{"title": "Backs", "issued": {"date-parts": [[2016, 2, 30]]}}]',
        b"@misc{a, title={Backs}, date={2016-02-30}}",
        b"PMID- 1\nTI  - Backs\nDP  - 2016 Feb 30\n",
    ],
    ids=["ris", "csl", "bibtex", "pubmed"],
)
def test_of_a_day_that_no_month_has_the_month_is_kept(content):
    [work] = files.read(content).works

    assert work.csl["issued"] == {"date-parts": [[2016, 2]]}


def test_the_day_between_february_and_march_is_one_in_a_leap_year():
    days = files.read(b'[{"title": "A", "issued": {"date-parts": [[2016, 2, 29]]}}]').works[0].csl["issued"]

    assert days == {"date-parts": [[2016, 2, 29]]}


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "foo"])
def test_xml_is_read_in_the_encoding_that_it_is_in_whatever_it_declares(encoding):
    xml = f"""<?xml version="1.0" encoding="{encoding}"?><xml><records><record><titles>
    <title>Rückenschmerz</title></titles></record></records></xml>"""

    assert work_of(xml).title == "Rückenschmerz"


def test_a_record_whose_elements_are_too_deep_is_told_and_costs_no_other():
    deep = f"<record><titles><title>{'<a>' * 20_000}{'</a>' * 20_000}</title></titles></record>"
    xml = f"<xml><records>{deep}<record><titles><title>Backs</title></titles></record></records></xml>"

    imported = files.read(xml.encode())

    assert [work.title for work in imported.works] == ["Backs"]
    assert imported.problems == (files.Problem(1, "The file breaks off here, or is no XML."),)


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["TY  - JOUR", "TI  - Backs", "ER  - ", "PMID- 1", "@article{a, title={Backs}}", "@string{", "}"]
        ),
        st.text(max_size=20).map("AU  - {}".format),
        st.text(max_size=20).map("@book{{a, title={{{0}}}, author={{{0}}}}}".format),
        st.text(max_size=20).map("DP  - {}".format),
        st.text(max_size=20),
    )
)


@given(LINES)
def test_no_file_breaks_the_import(lines):
    try:
        imported = files.read("\n".join(lines).encode())
    except files.FileRefused as refused:
        assert str(refused).endswith(".")
    else:
        assert all(work.title for work in imported.works)
