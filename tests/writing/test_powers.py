"""Powers, indices and citations reach readers from every place that can hold a dose, in every form that readers get."""

import pytest
from django.test import Client

from articles.reading.public_record.comparison import marked, outline
from articles.references.library.references import Reference
from articles.writing.claims import claims_in
from tests.factories.drafts import body, section
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

DOSE = "10<sup>6</sup> units"


def blocks(words):
    """Each kind of block that holds a line, with these words in each of its lines."""
    return [
        {"type": "text", "value": f"<p>text {words}</p>"},
        {"type": "steps", "value": [f"<p>step {words}</p>"]},
        {
            "type": "table",
            "value": {
                "caption": f"<p>caption {words}</p>",
                "table": {
                    "columns": [{"type": "text", "heading": "Drug"}, {"type": "text", "heading": "Dose, 10⁶"}],
                    "rows": [{"values": [f"<p>head {words}</p>", f"<p>cell {words}</p>"]}],
                },
            },
        },
        {"type": "quote", "value": {"text": f"<p>quoted {words}</p>", "source": "Somebody"}},
        {"type": "care_card", "value": {"level": "urgent", "heading": "Call if:", "items": [f"<p>sign {words}</p>"]}},
        {"type": "warnings", "value": {"heading": "Not if:", "items": [f"<p>condition {words}</p>"]}},
        {"type": "question", "value": {"question": "How much?", "answer": f"<p>answer {words}</p>"}},
    ]


LINES = ["point", "text", "step", "caption", "head", "cell", "quoted", "sign", "condition", "answer"]


def page_saying(words):
    sections = body(section("Doses", "Known.[1]", blocks=blocks(words)))
    return published(article(slug="doses", sections=sections, key_points=[f"<p>point {words}</p>"]))


def test_a_power_is_one_in_every_line():
    page = page_saying(DOSE)

    html = Client().get(path_of(page)).content.decode()
    markdown = Client().get(f"{path_of(page)}index.md").content.decode()

    for line in LINES:
        assert f"{line} {DOSE}" in html, line
        assert f"{line} 10⁶ units" in markdown, line
    assert "106" not in markdown


def test_what_differs_by_a_power_alone_differs():
    texts = [
        outline({"sections": [{"id": "a", "heading": "A", "html": f"<p>{dose}</p>"}]})["section a"][1]
        for dose in (DOSE, "106 units")
    ]

    assert "10⁶ units" in texts[0] and "106 units" in texts[1]
    assert "<del>" in marked(*texts)


def test_a_claim_keeps_its_power():
    (claim,) = claims_in(f"<p><mark>It takes {DOSE}.</mark></p>")

    assert claim.text == "It takes 10⁶ units."


def test_every_line_can_cite():
    work = Reference.objects.create(text="Author A. A trial. 2012.", doi="10.5555/cited")
    page = page_saying(f'dose<a linktype="citation" id="{work.pk}">[Author 2012]</a>')

    html = Client().get(path_of(page)).content.decode()

    # Key points stand before the sections, and so does the number of what they cite.
    assert html.count('href="#ref-1"') == len(LINES)
    assert 'point dose<sup class="cite"><a role="doc-noteref" id="cite-1-1"' in html
    assert "[Author 2012]" not in html
