"""Searching in a browser: with the keyboard, with suggestions, without JavaScript, and as axe sees it."""

import pytest

from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, nothing_scrolls_sideways
from tests.factories.signing import published_home
from tests.search.searching import page_about

pytestmark = IN_A_BROWSER


@pytest.fixture
def site(live_server, transactional_db):
    published_home()
    page_about("Cartilage of the knee", "Cartilage cushions the joint.", slug="cartilage")
    page_about("Knee braces", "They give some support.", slug="braces")
    return live_server.url


def test_a_reader_types_chooses_a_suggestion_by_keyboard_and_reads(site, window):
    page = window()
    page.goto(f"{site}/search/")
    box = page.get_by_role("combobox", name="Search for")

    box.type("knee")
    page.get_by_role("option").first.wait_for()
    axe_finds_nothing(page)
    assert box.get_attribute("aria-expanded") == "true"
    page.get_by_text("2 suggestions").wait_for(state="attached")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    assert chosen.inner_text() == "Cartilage of the knee"
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{site}/back-pain/cartilage/")


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(site, window):
    page = window()
    page.goto(f"{site}/")
    box = page.get_by_role("combobox", name="Search for")

    box.type("knee")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")

    assert page.get_by_role("listbox").is_hidden()
    assert box.input_value() == "knee"
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("listbox").is_visible()
    page.keyboard.press("Tab")
    assert page.get_by_role("listbox").is_hidden()


def test_suggestions_that_come_late_do_not_open_what_was_closed(site, window):
    page = window()
    page.goto(f"{site}/")
    page.route("**/search/suggestions/**", lambda route: None)  # no answer yet
    box = page.get_by_role("combobox", name="Search for")

    with page.expect_request("**/search/suggestions/**"):
        box.type("knee")
    with page.expect_event("requestfailed"):  # given up: nobody waits for it any more
        box.blur()

    assert page.get_by_role("listbox").is_hidden()


def test_enter_without_a_chosen_suggestion_searches(site, window):
    page = window()
    page.goto(f"{site}/search/")

    page.get_by_role("combobox", name="Search for").type("cartilage")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="1 result for “cartilage”").wait_for()
    assert page.locator("mark").first.inner_text() == "Cartilage"
    axe_finds_nothing(page)


def test_without_javascript_there_is_a_plain_form(site, window):
    page = window(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(f"{site}/search/")

    page.get_by_label("Search for a symptom").fill("cartilage")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Cartilage of the knee").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Cartilage of the knee"
    assert page.context.cookies() == []


def test_when_suggestions_fail_the_form_still_searches(site, window):
    page = window()
    page.route("**/search/suggestions/**", lambda route: route.abort())
    page.goto(f"{site}/search/")

    page.get_by_role("combobox", name="Search for").type("cartilage")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="1 result for “cartilage”").wait_for()


def test_suggestions_for_what_was_typed_before_do_not_outlive_an_answer_that_fails(site, window):
    page = window()
    page.goto(f"{site}/")
    box = page.get_by_role("combobox", name="Search for")
    box.type("kne")
    page.get_by_role("option").first.wait_for()

    page.route("**/search/suggestions/**", lambda route: route.fulfill(status=503))
    box.type("e")

    page.get_by_role("listbox").wait_for(state="hidden")
    assert not page.get_by_role("option", include_hidden=True).count()


def test_every_kind_of_answer_is_accessible_and_fits_a_telephone(site, window):
    for scheme in ("light", "dark"):
        page = window(viewport={"width": 390, "height": 844}, color_scheme=scheme)
        for query in ("cartilage", "cartilige", "cartilage xylophone", "xylophone", ""):
            page.goto(f"{site}/search/?q={query}")

            axe_finds_nothing(page)
            nothing_scrolls_sideways(page)
