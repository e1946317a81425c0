"""What the editor tells a writer of the text as it stands: Wagtail's checks of the preview, and our advice."""

import pytest

from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, complaints
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD
from tests.factories.drafts import body, fresh, image, person, section
from tests.factories.pages import article

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


def test_a_writer_asks_for_advice_on_what_is_in_the_editor_and_nothing_is_saved(live_server, window, people):
    page = article(by=people["writer"], author=people["author"])
    saved = page.latest_revision_id
    screen = window()
    desk = Desk(screen, live_server.url).log_in(people["writer"].email, PASSWORD)
    screen.route("**/pages/*/edit/", lambda route: route.fallback() if route.request.method == "GET" else route.abort())
    desk.edit(page.pk)
    heard = complaints(screen)

    screen.fill("[name=standfirst]", "Take .5 mg at night.")
    screen.get_by_role("tab", name="Advice").click()
    tab = screen.locator("[data-advice]")
    tab.get_by_text("Nothing to say.").wait_for()
    tab.get_by_role("button", name="Look at the text as it is now").click()
    tab.get_by_text("At the head of the page: write “0.5 mg” instead of “.5 mg”.").wait_for()

    assert screen.evaluate("document.activeElement.hasAttribute('data-advice-ask')")
    assert tab.get_by_role("status").inner_text() == "Of the text as it stands in the editor now."
    assert fresh(page).latest_revision_id == saved
    assert not [each for each in heard if "advice" in each]
    for width in (390, 820, 1280):
        screen.set_viewport_size({"width": width, "height": 900})
        axe_finds_nothing(screen, within="[data-advice]")
