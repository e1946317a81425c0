"""Each part of a page has an address of its own, whatever somebody calls it."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as thoroughness
from hypothesis import strategies as st

from articles.writing.anchors import PAGES_OWN, is_pages_own, new_anchor
from articles.writing.typesetting import clean_html
from tests.factories.drafts import body, edited, section
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

ID = re.compile(r"""[\s'"]id=\\?["'`]([^"'`\s]+)""")
OWN = ["Main", "References", "History", "Ref 1", "Ref-1", "Cite 1 1", "Related", "Recent", "Table: doses", "Topics"]
TRICKY = [
    *OWN,
    "Search words",
    "Key points heading",
    "Id comment",
    "Citation preview",
    "痛み",
    "Боль",
    "🙂",
    "table_1",
    "",
]
HEADINGS = st.lists(st.sampled_from(TRICKY) | st.text(max_size=20), min_size=8, max_size=14)


def table(caption):
    columns = [{"type": "text", "heading": heading} for heading in ("Drug", "Dose")]
    return {
        "type": "table",
        "value": {
            "caption": caption,
            "table": {"columns": columns, "rows": [{"values": ["A", "5 mg"]}], "caption": ""},
        },
    }


def ids_of(html):
    return Counter(ID.findall(html))


#: Templates of blocks, whose ids are made, and of the admin.
NOT_OF_PAGES = {"blocks", "guide", "set_up", "wagtailadmin"}


def test_what_a_template_or_a_script_of_readers_pages_calls_its_parts_no_section_is_called():
    root = Path(settings.BASE_DIR)
    folders = [root / "pain_site/templates", root / "articles/templates/articles/components"]
    texts = [
        path.read_text() for folder in folders for path in folder.rglob("*.html") if not NOT_OF_PAGES & set(path.parts)
    ]
    names = {name for text in texts for name in re.findall(r'\bid="([a-z0-9-]+)"', text)}
    names |= {name for text in texts for name in re.findall(r'cards\.html" with[^%]* id="([a-z0-9-]+)"', text)}
    scripts = [path.read_text() for path in (root / "pain_site/static/pain_site/js").rglob("*.js")]
    names |= {name for text in scripts for name in re.findall(r'\.id = "([a-z0-9-]+)"', text)}

    assert {"main", "references", "history", "sheet-title"} <= names
    assert [name for name in sorted(names) if not is_pages_own(name)] == []


@thoroughness(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(HEADINGS)
def test_no_two_parts_of_a_page_have_one_address(client, headings):
    sections = [section(heading, "Text.[1]", blocks=[table("Doses"), table("痛み")]) for heading in headings]
    page = published_article(sections=body(*sections))

    html = client.get(path_of(page)).content.decode()

    assert {name: times for name, times in ids_of(html).items() if times > 1} == {}
    assert len(page.body) == len({block.value["anchor"] for block in page.body})


@pytest.mark.parametrize(
    "heading", [*sorted(PAGES_OWN), "ref 7", "cite 1 2", "Search words", "Titles of it", "Cause heading"]
)
def test_a_heading_that_sounds_like_a_part_of_the_page_gets_another_address_however_often_it_comes(heading):
    taken = set()
    for _ in range(20):
        taken.add(new_anchor(heading, taken))

    assert len(taken) == 20
    assert [anchor for anchor in taken if is_pages_own(anchor)] == []


def test_a_copied_section_gets_an_address_and_the_first_keeps_its_own():
    page = edited(article(), body=body(section("Dose", "A.[1]", anchor="dose"), section("Dose", "B.", anchor="dose")))

    anchors = [block.value["anchor"] for block in page.get_latest_revision_as_object().body]

    assert anchors == ["dose", "dose-2"]


def test_a_copy_that_was_moved_before_its_original_gets_another_address():
    page = edited(article(sections=body(section("Dose", "A.[1]"), section("Risks", "B."))))
    draft = page.get_latest_revision_as_object()
    original = draft.body.get_prep_value()[0]
    draft.body = [{"type": "section", "value": original["value"]}, *draft.body.get_prep_value()]
    draft.save_revision(user=page.owner)

    assert [block.value["anchor"] for block in draft.body] == ["dose-2", "dose", "risks"]
    assert draft.body[1].id == original["id"]


def test_an_address_stays_when_the_heading_is_reworded():
    page = published(article(sections=body(section("Dose", "A.[1]"))))
    draft = page.get_latest_revision_as_object()
    draft.body[0].value["heading"] = "How much"
    draft.save_revision(user=page.owner)

    assert draft.body[0].value["anchor"] == "dose"


@pytest.mark.parametrize(
    ("kept", "html"),
    [
        ('<a href="https://a.org/" id="17">x</a>', '<a href="https://a.org/">x</a>'),
        ('<a href="/x" linktype="page" id="7">x</a>', '<a linktype="page" id="7">x</a>'),
        ('<a linktype="page">x</a>', "<a>x</a>"),
        ('<a linktype="citation" id="3" locator="p. 4">[A]</a>', "[w3; p. 4]"),
    ],
)
def test_a_link_brings_no_id_to_the_page(kept, html):
    assert clean_html(kept) == html
