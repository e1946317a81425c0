"""Wagtail's panel of checks beside the editor, which checks the preview as it stands."""

import pytest

from tests.browser import IN_A_BROWSER
from tests.browser.judges import complaints
from tests.browser.newsroom import Desk
from tests.factories import PASSWORD, article, body, image, person, section

pytestmark = IN_A_BROWSER


@pytest.fixture
def checked(live_server, window, people):
    """A function that opens a page's edit screen and its panel of checks, and gives what that says, and the count."""
    screen = window()
    desk = Desk(screen, live_server.url).log_in(people["writer"].email, PASSWORD)

    def open_panel(page, finding):
        desk.edit(page.pk)
        heard = complaints(screen)
        panel = screen.locator("[data-side-panel=checks]")
        if not panel.is_visible():
            screen.get_by_role("button", name="Toggle checks").click()
        panel.get_by_text(finding).first.wait_for()
        assert not [each for each in heard if "Content Security Policy" in each]
        return panel

    return open_panel


def test_the_checks_panel_finds_pictures_without_a_description_and_headings_without_words(checked, people):
    picture = {"type": "image", "value": {"image": image().pk, "alt": "", "decorative": False, "caption": ""}}
    decorative = {"type": "image", "value": {"image": image("red").pk, "alt": "", "decorative": True, "caption": ""}}
    sections = body(section("How it works", "It works.", blocks=[picture, decorative]), section("", "Under nothing."))
    page = article(by=people["writer"], author=people["author"], sections=sections)

    panel = checked(page, "A picture has no description")

    assert panel.get_by_text("Empty heading found").count() == 1
    assert panel.locator("[data-content-checker-count]").inner_text() == "2"
    assert int(panel.locator("[data-content-word-count]").inner_text()) > 10


def test_the_checks_panel_finds_a_heading_that_skips_a_level(checked, people):
    page = person("Jo Writes", biography="<h3>Her work</h3><p>She writes.</p>", owner=people["writer"])

    checked(page, "Incorrect heading hierarchy")
