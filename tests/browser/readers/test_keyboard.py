"""An article with the keyboard alone, with and without scripts: every stop can be seen, every way leads somewhere."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from tests.browser import IN_A_BROWSER
from tests.browser.readers.reader_pages import full_article
from tests.factories.editions import path_of
from tests.factories.pages import policy

pytestmark = IN_A_BROWSER

MOST_STOPS = 200
#: What has the focus, whether it is outlined, in view, and under nothing else (WCAG 2.2: 2.4.7 and 2.4.11).
STOP = """() => {
    const stop = document.activeElement;
    const box = stop.getClientRects()[0];
    const { outlineStyle, outlineWidth } = getComputedStyle(stop);
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return {
        what: stop === document.body ? "" : stop.outerHTML.slice(0, 150),
        isOutlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        isInView: right - left > 1 && bottom - top > 1,
        isUncovered: there !== null && (stop.contains(there) || there.contains(stop)),
    };
}"""


@pytest.fixture
def article(live_server, transactional_db):
    """The address of an article that has everything an article can have."""
    policy("disclaimer")
    policy("editorial")
    return live_server.url + path_of(full_article())


@pytest.fixture
def readers(window):
    """Readers at a telephone and at a desk, with scripts and without."""
    return [
        window(viewport={"width": width, "height": 844}, java_script_enabled=has_scripts)
        for width, has_scripts in product((390, 1280), (True, False))
    ]


def tab_to(reader, selector):
    """Press Tab until this has the focus."""
    for _stop in range(MOST_STOPS):
        reader.keyboard.press("Tab")
        if has_focus(reader, selector):
            return reader.locator(selector)
    raise AssertionError(f"The Tab key never comes to {selector}.")


def has_focus(reader, selector):
    return reader.evaluate("(selector) => document.activeElement.matches(selector)", selector)


def follow(reader, selector):
    """Go to a link within the page, and along it; what it leads to, which must then be in view."""
    target = tab_to(reader, selector).get_attribute("href")
    reader.keyboard.press("Enter")
    reader.wait_for_url(re.compile(re.escape(target) + "$"))
    expect(reader.locator(target)).to_be_in_viewport()
    return target


def all_stops(reader):
    """Every stop from the top of the page to its end."""
    for _stop in range(MOST_STOPS):
        reader.keyboard.press("Tab")
        stop = reader.evaluate(STOP)
        if not stop["what"]:
            return
        yield stop
    raise AssertionError("The Tab key comes to no end.")


def test_every_stop_of_the_tab_key_can_be_seen(readers, article):
    for reader in readers:
        reader.goto(article)

        seen = list(all_stops(reader))

        assert len(seen) > 30
        assert [stop for stop in seen if not all(stop.values())] == []


def test_the_keyboard_leads_to_a_section_its_source_and_back_and_says_that_it_helped(readers, article):
    for reader in readers:
        reader.goto(article)
        past_the_head_of_the_site(reader)
        section = to_a_section_by_the_contents(reader)
        to_a_source_and_back(reader, section)
        say_that_it_helped(reader)


def past_the_head_of_the_site(reader):
    reader.keyboard.press("Tab")
    assert has_focus(reader, ".skip-link")
    expect(reader.locator(".skip-link")).to_be_in_viewport(ratio=1)
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    assert has_focus(reader, "main *")


def to_a_section_by_the_contents(reader):
    if reader.locator(".contents summary").is_visible():
        tab_to(reader, ".contents summary")
        reader.keyboard.press("Enter")
    section = follow(reader, ".contents a[href='#risks']")
    reader.keyboard.press("Tab")
    assert has_focus(reader, f"{section} *")
    return section


def to_a_source_and_back(reader, section):
    """A source opens where its number stands; without scripts it is in the list, and leads back."""
    if reader.locator(".sheet").count():
        tab_to(reader, f"{section} #cite-2-1")
        reader.keyboard.press("Enter")
        expect(reader.get_by_role("dialog", name="Reference 2")).to_be_in_viewport()
        assert has_focus(reader, ".sheet__close")
        reader.keyboard.press("Escape")
        assert has_focus(reader, f"{section} #cite-2-1")
        return
    source = follow(reader, f"{section} #cite-2-1")
    reader.keyboard.press("Tab")
    assert has_focus(reader, f"{source} a")
    follow(reader, f"{source} [href='#cite-2-1']")
    reader.keyboard.press("Tab")
    assert has_focus(reader, f"{section} *")


def say_that_it_helped(reader):
    tab_to(reader, ".helpful [value=yes]")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", name="Thank you")).to_be_in_viewport()
