"""What has no place here is named in the report: nothing of the former site is passed over in silence."""

import pytest

from articles.record.published.addresses import MovedInAddress
from editorial.exchange.moved_in import MovedInThing
from tests.exchange.wordpress.exports import export, item, picture
from tests.factories.drafts import home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db):
    return home()


def test_terms_of_a_plugins_taxonomy_are_named(move_in):
    terms = [
        ("category", "back", "Back pain"),
        ("condition", "sciatica", "Sciatica"),
        ("post_format", "aside", "Aside"),
    ]

    rows = move_in(export(item(1, terms=terms)))

    assert rows["1"]["what to look at"] == "Terms that became no topic stayed out: condition: Sciatica"


def test_what_categories_and_terms_say_of_themselves_is_told(move_in):
    said = (
        "<wp:category><wp:category_nicename>neck</wp:category_nicename><wp:cat_name>Neck</wp:cat_name>"
        "<wp:category_description>Take 400 mg.</wp:category_description></wp:category>"
        "<wp:term><wp:term_taxonomy>condition</wp:term_taxonomy><wp:term_slug>hip</wp:term_slug>"
        "<wp:term_name>Hip</wp:term_name><wp:term_description>Rest it.</wp:term_description></wp:term>"
    )

    summary = move_in(export(item(1), head=said))["summary"]

    assert "The description of “Neck” (category) stayed out: Take 400 mg." in summary
    assert "The description of “Hip” (condition) stayed out: Rest it." in summary


def test_the_main_picture_of_a_page_is_told(move_in):
    page = item(1, post_type="page", terms=[], meta={"_thumbnail_id": "3"})

    rows = move_in(export(page, picture(3, "cold.png")))

    assert "Its main picture stayed out" in rows["1"]["what to look at"]


@pytest.mark.parametrize(
    "nameless", ['<category domain="post_tag" nicename=""></category>', '<category domain="category"/>']
)
def test_a_term_without_a_name_costs_no_text(move_in, nameless):
    rows = move_in(export(item(1, raw=nameless), item(2, terms=[], raw=nameless)))

    assert rows["1"]["outcome"] == rows["2"]["outcome"] == "came in"


def test_a_text_whose_number_another_has_is_a_failure_that_the_exit_code_tells(move_in):
    rows = move_in(export(item(1, title="Post 1"), item(1, "<p>Other words.</p>", title="Post 2")), code=3)

    assert "1  could not come in" in rows["summary"]
    assert "An item with the same number stands before it in the file." in rows["1"]["what to look at"]


def test_each_address_that_a_text_ever_had_leads_to_it(move_in):
    renamed = "".join(
        f"<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>{slug}</wp:meta_value></wp:postmeta>"
        for slug in ("oldest", "older")
    )

    move_in(export(item(1, slug="new", raw=renamed)))

    page = MovedInThing.objects.get(kind="item").page
    assert set(MovedInAddress.objects.filter(page=page).values_list("address", flat=True)) >= {
        "/oldest",
        "/older",
        "/new",
    }
