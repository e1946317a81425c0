"""What is pasted into the editor keeps its meaning, or the writer is asked first."""

import pytest
from django.contrib.sessions.models import Session
from django.utils.html import strip_tags
from playwright.sync_api import expect

from tests.browser import IN_A_BROWSER
from tests.browser.judges import complaints, judge_as_it_is
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD
from tests.factories.drafts import body, fresh, section
from tests.factories.pages import article

pytestmark = IN_A_BROWSER

#: What a browser does with what the clipboard holds.
PASTE = """([editor, html]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.textContent);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def draft(people):
    return article(by=people["writer"], sections=body(section("Doses", "Known.[1]")))


@pytest.fixture
def writer(live_server, window, people, draft):
    """A writer's window with the article open and the cursor at the end of its text."""
    desk = Desk(window(), live_server.url).log_in(people["writer"].email, PASSWORD)
    desk.heard = complaints(desk.page)
    desk.page.goto(f"{live_server.url}/admin/pages/{draft.pk}/edit/")
    editor = desk.page.locator("[name='body-0-value-content-0-value']").locator(
        "xpath=following::*[@contenteditable='true'][1]"
    )
    editor.click()
    desk.page.keyboard.press("Control+End")
    desk.editor = editor
    return desk


def paste(desk, html):
    desk.page.evaluate(PASTE, [desk.editor.element_handle(), html])


def saved(desk, draft):
    """The article's sections, as the draft has them after it was saved."""
    desk.page.wait_for_timeout(400)  # the editor writes what it holds into its field a moment after a change
    with desk.expect_new_page():
        desk.page.get_by_role("button", name="Save draft").click()
    return fresh(draft).get_latest_revision_as_object().body


def test_powers_and_lists_are_pasted_as_they_were(writer, draft):
    paste(writer, "<p>Give 10<sup>6</sup> units.</p><ul><li>H<sub>2</sub>O<ul><li>cold</li></ul></li></ul>")
    writer.page.get_by_text("units.").wait_for()

    source = saved(writer, draft)[0].value["content"][0].value.source

    assert "10<sup>6</sup> units." in source and "H<sub>2</sub>O" in source and source.count("<ul>") == 2
    assert writer.heard == []


WHOLE = """<p>Take <del>40 mg</del><ins>20 mg</ins>.</p><table><tr><td>Drug</td><td>Dose</td></tr>
<tr><td>A</td><td>5 mg</td></tr></table><h2>Risks</h2><p>Few.</p>"""


def test_what_has_to_be_decided_is_asked_and_then_stands_as_blocks_and_sections(writer, draft):
    paste(writer, WHOLE)
    dialogue = writer.page.get_by_role("dialog")
    dialogue.get_by_role("heading", name="Tracked changes").wait_for()
    judge_as_it_is(writer.page, within=".exchange-dialogue")
    dialogue.get_by_role("button", name="Insert", exact=True).click()
    dialogue.get_by_text("Decide about the tracked changes first.").wait_for()
    dialogue.get_by_label("Accept them").check()
    dialogue.get_by_role("button", name="Insert", exact=True).click()
    dialogue.wait_for(state="hidden")

    doses, risks = saved(writer, draft)

    text, table = doses.value["content"]
    assert "Take 20 mg." in text.value.source and "40 mg" not in text.value.source
    assert [strip_tags(cell.value) for row in table.value["table"].rows for cell in row] == ["A", "5 mg"]
    assert risks.value["heading"] == "Risks"


def test_a_title_keeps_powers_as_characters(writer):
    title = writer.page.locator("[name=title]")
    title.fill("Dose: ")

    writer.page.evaluate(PASTE, [title.element_handle(), "<p>10<sup>6</sup> units of H<sub>2</sub>O</p>"])

    expect(title).to_have_value("Dose: 10⁶ units of H₂O")


SENTENCE = "Decide about its tracked and struck-out words where you copied it first."


def test_a_title_takes_no_tracked_words_and_says_why(writer):
    title = writer.page.locator("[name=title]")
    title.fill("Dose: ")

    writer.page.evaluate(PASTE, [title.element_handle(), "<p>Max <del>40</del><ins>20</ins> mg</p>"])

    expect(title).to_have_js_property("validationMessage", SENTENCE)
    expect(title).to_have_value("Dose: ")


def test_a_paste_while_the_server_is_away_is_told_and_not_half_done(writer):
    writer.page.route("**/exchange/paste/**", lambda route: route.abort())

    paste(writer, "<p>Give 10<sup>6</sup> units.</p>")

    writer.page.get_by_text("What you copied is still in the clipboard").wait_for()
    writer.page.get_by_role("button", name="Insert nothing").click()
    assert "106" not in writer.editor.inner_text()


def test_a_paste_after_the_session_was_over_says_so_and_comes_in_after_a_log_in_beside_it(writer, draft, people):
    Session.objects.all().delete()
    paste(writer, "<p>Give 10<sup>6</sup> units.</p>")
    writer.page.get_by_role("alert").get_by_text("You are logged out").wait_for()
    writer.page.get_by_role("button", name="Insert nothing").click()

    beside = writer.page.context.new_page()
    Desk(beside, writer.address).log_in(people["writer"].email, PASSWORD)
    paste(writer, "<p>Give 10<sup>6</sup> units.</p>")

    expect(writer.editor).to_contain_text("units.")


def test_what_is_closed_while_the_server_is_at_it_does_not_come_in(writer):
    paste(writer, WHOLE)
    dialogue, held = writer.page.get_by_role("dialog"), []
    dialogue.get_by_label("Accept them").check()
    writer.page.route("**/exchange/paste/**", lambda route: held.append(route))
    dialogue.get_by_role("button", name="Insert", exact=True).click()
    writer.page.wait_for_timeout(300)
    dialogue.get_by_role("button", name="Insert nothing").click()

    (sent,) = held
    sent.continue_()
    writer.page.wait_for_timeout(1_000)

    assert "Take" not in writer.editor.inner_text() and "Drug" not in writer.page.content()


def test_a_paste_that_is_too_long_for_the_site_is_told_as_such(writer):
    paste(writer, f"<p>{'€' * 4_000_000} 10<sup>6</sup></p>")

    writer.page.get_by_text("This is more than the site takes at once").wait_for()
