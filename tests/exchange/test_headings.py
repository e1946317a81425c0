"""What headings of the text and of columns lose, as they hold no markup, is told."""

import pytest

from editorial.exchange.documents.body import Body, html_of
from editorial.exchange.documents.reading import read
from editorial.exchange.documents.reference_lists import take_references

HEADED = """<h2>Doses<sup>1</sup></h2><p>It helps.<sup>2</sup></p><h2>See <a href="https://a.example/">more</a></h2>
<table><thead><tr><th>Drug</th><th>Dose<sup>1,2</sup></th></tr></thead>
<tr><td>Ice<sup>1</sup></td><td>5 mg</td></tr></table>
<h2>References</h2><ol><li>Smith.</li><li>Jones.</li></ol>"""


def test_headings_of_the_text_and_of_columns_hold_no_citations_and_no_links_and_that_is_told():
    body = Body(take_references(read(HEADED)), cite=lambda n: f"[{n}]")

    html = html_of(body)
    assert "<h2>Doses</h2>" in html and "<p>Drug</p><p>Dose</p><p>Ice[1]</p>" in html and "It helps.[2]" in html
    assert body.changed == [
        "No citation can stand in the heading “Doses¹”: of reference 1",
        "No link can stand in the heading “See more”: https://a.example/",
        "No citation can stand in the heading “Dose¹,²”: of reference 1",
        "No citation can stand in the heading “Dose¹,²”: of reference 2",
    ]


def test_numbers_in_headings_stay_where_the_list_of_references_does():
    html = html_of(Body(take_references(read(HEADED))))

    assert "<h2>Doses¹</h2>" in html and "Smith." in html


@pytest.mark.parametrize(("cell", "told"), [("th", []), ("td", ["“Drug; Dose”"])])
def test_a_first_row_that_nothing_calls_a_header_is_told_as_it_becomes_one(cell, told):
    rows = f"<tr><{cell}>Drug</{cell}><{cell}>Dose</{cell}></tr><tr><td>A</td><td>5 mg</td></tr>"

    changed = Body(read(f"<table>{rows}</table>")).changed

    assert [words.rpartition(": ")[2] for words in changed] == told
