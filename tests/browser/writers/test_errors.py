"""What is wrong with an article stands at its field, and the tab of the field says so."""

import re

from playwright.sync_api import expect

from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, nothing_scrolls_sideways
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD
from tests.factories.pages import article

pytestmark = IN_A_BROWSER


def refused(screen, tabs):
    """Wait for the refusal, and for the tabs that say that something in them is wrong."""
    screen.get_by_text(re.compile("could not be (created|saved) due to validation errors")).wait_for()
    for name in tabs:
        screen.get_by_role("tab", name=re.compile(rf"^{name}.*\d error")).wait_for()


def test_a_title_of_emoji_asks_for_an_address_on_the_tab_that_has_it(live_server, window, people):
    screen = window()
    desk = Desk(screen, live_server.url).log_in(people["writer"].email, PASSWORD)
    desk.start_article(people["topic"].pk)
    screen.fill("[name=title]", "🙂🙂")
    screen.get_by_role("button", name="Save draft").click()
    refused(screen, ["This change"])

    screen.get_by_text("Go to the first error").click()

    screen.get_by_text("The title has no letters to make the address of").first.wait_for(state="visible")
    assert screen.locator("[name=slug]").is_visible()


def test_each_tab_says_what_its_fields_blocks_and_rows_lack(live_server, window, people):
    page = article(by=people["writer"], author=people["author"])
    screen = window()
    desk = Desk(screen, live_server.url).log_in(people["writer"].email, PASSWORD)
    desk.edit(page.pk)
    desk.insert_block("body", 1)
    screen.get_by_role("tab", name="People and topics").click()
    screen.get_by_role("button", name="Add Byline").click()
    screen.get_by_role("tab", name="This change").click()
    screen.fill("[name=slug]", "search")

    screen.get_by_role("button", name="Save draft").click()
    refused(screen, ["People and topics", "This change"])
    screen.get_by_role("tab", name="This change").click()
    screen.get_by_text("This word is taken by the site itself. Choose another.").first.wait_for(state="visible")
    screen.get_by_role("tab", name="People and topics").click()
    screen.get_by_text("This field is required.").first.wait_for(state="visible")
    axe_finds_nothing(screen, within="#tab-people_and_topics")


def test_what_keeps_autosave_is_seen_where_one_types_and_goes_when_it_is_mended(live_server, window, people):
    page = article(by=people["writer"], author=people["author"])
    screen = window()
    desk = Desk(screen, live_server.url).log_in(people["writer"].email, PASSWORD)
    desk.edit(page.pk)
    screen.wait_for_timeout(2_200)  # what stands there then Wagtail takes for the beginning

    screen.get_by_role("tab", name="This change").click()
    screen.fill("[name=slug]", "search")
    screen.get_by_role("tab", name="Content").click()
    screen.locator("[name='references-0-text']").type(" More.")

    sentence = "Not saved: Slug: This word is taken by the site itself. Choose another."
    told = screen.get_by_role("status").get_by_text(sentence)
    told.wait_for(state="attached")
    for width, place in ((820, "footer"), (1280, "footer"), (390, "[role=status]")):
        screen.set_viewport_size({"width": width, "height": 900})
        screen.locator("[name='references-0-text']").scroll_into_view_if_needed()
        expect(screen.locator(place).get_by_text(sentence)).to_be_in_viewport()
        nothing_scrolls_sideways(screen)
    axe_finds_nothing(screen, within=".unsent-told--autosave")
    screen.set_viewport_size({"width": 1280, "height": 900})
    screen.get_by_role("tab", name="This change").click()
    screen.fill("[name=slug]", "another-word")
    told.wait_for(state="detached")
