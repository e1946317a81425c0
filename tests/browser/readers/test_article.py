"""An article in the hand of a worried reader: the first screen, sources where they stand, and what their eyes need."""

from itertools import product

import pytest

from articles.pages import ArticlePage
from tests.browser import IN_A_BROWSER
from tests.browser.judges import SPACED, axe_finds_nothing, complaints, nothing_scrolls_sideways
from tests.browser.readers.reader_pages import full_article
from tests.factories.drafts import edited
from tests.factories.editions import path_of
from tests.factories.pages import policy
from tests.factories.signing import published

pytestmark = IN_A_BROWSER

TELEPHONE = {"width": 390, "height": 844}
CUT_OFF = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const style = getComputedStyle(one);
    const cuts = style.overflowX === "hidden" || style.overflowY === "hidden";
    return cuts && one.clientWidth > 1 && one.innerText?.trim()
        && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 100))"""


@pytest.fixture
def article(live_server, transactional_db):
    """The address of an article with every kind of block, an emergency card among them."""
    policy("disclaimer")
    return live_server.url + path_of(full_article())


@pytest.fixture
def reader(window):
    return window(viewport=TELEPHONE, has_touch=True)


def test_the_first_screen_has_the_answer_the_signs_of_an_emergency_and_whose_word_it_is(reader, article):
    reader.goto(article)

    for part in ("h1", ".standfirst", ".red-flags", ".trust__line", ".before-reading", ".contents summary"):
        box = reader.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= TELEPHONE["height"], part


def test_a_touched_source_opens_where_it_stands_and_nobody_loses_their_place(reader, article):
    heard = complaints(reader)
    reader.goto(article)
    number = reader.locator(".cite a").last
    number.scroll_into_view_if_needed()
    before = reader.evaluate("scrollY")

    number.tap()

    sheet = reader.get_by_role("dialog", name="Reference 2")
    assert "Author A. Study" in sheet.inner_text()
    assert reader.evaluate("scrollY") == before
    axe_finds_nothing(reader)
    reader.get_by_role("button", name="Close").click()
    assert not sheet.is_visible() and heard == []


def test_what_an_address_leads_to_is_opened_and_paper_has_it_all(reader, article):
    reader.goto(f"{article}#ref-2")

    assert reader.locator("#ref-2").is_visible()
    assert not reader.locator("#history .history").is_visible()
    reader.emulate_media(media="print")
    assert reader.locator("#ref-1").is_visible()
    assert not reader.locator(".site-menu").is_visible()


def test_somebody_who_comes_back_is_told_what_changed_and_can_have_it_forgotten(live_server, reader, article):
    page = ArticlePage.objects.get(slug="inversion-therapy")
    reader.goto(article)
    assert not reader.locator(".since").is_visible()
    published(edited(page, change_class="update", change_note="A new trial was added."))

    reader.goto(article)

    since = reader.locator(".since")
    assert "A new trial was added." in since.inner_text()
    assert since.get_by_role("link", name="See the differences").get_attribute("href").endswith("history/2-3/")
    reader.get_by_role("button", name="Forget it").click()
    assert not since.is_visible()
    assert reader.evaluate("localStorage.length") == 0
    assert reader.context.cookies() == []


def test_a_picture_is_enlarged_and_put_away(reader, article):
    reader.goto(article)
    reader.get_by_role("button", name="Enlarge the picture").first.click()

    assert reader.get_by_role("dialog").locator("img").is_visible()
    reader.keyboard.press("Escape")
    assert not reader.get_by_role("dialog").is_visible()


def test_the_judges_find_nothing_on_the_narrowest_screen_in_any_colours(window, article):
    reader = window(viewport={"width": 320, "height": 700})
    for scheme, colours in product(("light", "dark"), ("none", "active")):
        reader.emulate_media(color_scheme=scheme, forced_colors=colours)
        reader.goto(article)
        axe_finds_nothing(reader)
        nothing_scrolls_sideways(reader)


def test_a_reader_who_spaces_out_the_text_loses_none_of_it(window, article):
    reader = window(viewport=TELEPHONE, bypass_csp=True)
    for path in ("", "history/", "editions/1/hand-out/", "editions/1/record/"):
        reader.goto(article + path)
        reader.add_style_tag(content=SPACED)

        nothing_scrolls_sideways(reader)
        assert reader.evaluate(CUT_OFF) == [], path


def test_a_text_that_runs_from_right_to_left_fits(window, article):
    for width in (390, 1280):
        reader = window(viewport={"width": width, "height": 844})
        reader.goto(article)
        reader.evaluate("document.documentElement.dir = 'rtl'")

        nothing_scrolls_sideways(reader)
        assert reader.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") in ("start", "right")
        brand, menu = (
            reader.locator(part).first.bounding_box() for part in (".site-header__brand", ".site-menu__content")
        )
        if menu:
            assert brand["x"] > menu["x"], "the head of the site is not mirrored"
