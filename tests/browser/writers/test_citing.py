"""The citation button in the editor, used as a writer uses it: with the mouse, and with the keyboard."""

import re

from playwright.sync_api import expect

from articles.references.library.references import Reference
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD
from tests.factories.drafts import fresh
from tests.factories.pages import article

pytestmark = IN_A_BROWSER


def test_a_writer_cites_a_work_of_the_library_and_changes_where_in_it(live_server, window, people):
    csl = {"author": [{"family": "Hayden"}], "issued": {"date-parts": [[2021]]}}
    work = Reference.objects.create(text="Hayden JA. Exercise therapy for back pain. 2021.", csl=csl)
    page = article(by=people["writer"], author=people["author"])
    screen = window()
    desk = Desk(screen, live_server.url).log_in(people["writer"].email, PASSWORD)
    desk.edit(page.pk)

    text = screen.locator("[name='body-0-value-content-0-value']").locator(
        "xpath=following::*[@contenteditable='true'][1]"
    )
    text.click()
    screen.keyboard.press("Control+A")
    screen.get_by_role("button", name="Citation", exact=True).click()
    dialog = screen.get_by_role("dialog").filter(has_text="Cite a work")
    dialog.get_by_label(re.compile("words to look for")).fill("exercise")
    screen.keyboard.press("Enter")
    dialog.get_by_label(re.compile("Hayden JA")).check()
    axe_finds_nothing(screen, within=".modal-content")
    dialog.get_by_label("Where in it").fill("p. 4")
    dialog.get_by_role("button", name="Cite it").click()
    dialog.wait_for(state="hidden")
    assert "grows.[1][Hayden 2021]" in text.inner_text().replace("\n", "")

    text.get_by_text("[Hayden 2021]").click()
    screen.get_by_role("button", name="Edit").click()
    dialog.get_by_label("Where in it").fill("p. 5")
    dialog.get_by_role("button", name="Cite it").click()
    dialog.wait_for(state="hidden")
    assert text.inner_text().count("[Hayden 2021]") == 1

    # The editor writes what it holds into its form a quarter of a second later.
    expect(screen.locator("[name=body-0-value-content-0-value]")).to_have_value(re.compile("p. 5"))
    screen.get_by_role("button", name="Save draft").click()
    screen.locator(".messages .success").wait_for()
    screen.wait_for_load_state("networkidle")  # what saved by itself meanwhile
    stored = fresh(page).get_latest_revision_as_object().body.raw_data[0]["value"]["content"][0]["value"]
    assert f'[1]<a linktype="citation" id="{work.pk}" locator="p. 5">[Hayden 2021]</a>' in stored
