"""Readers' reports in a browser."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.feedback.reports.passages import find_passage
from editorial.feedback.reports.report import Report
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, complaints, nothing_scrolls_sideways
from tests.browser.reader_pages import full_article
from tests.factories import body, path_of, published_article, section

pytestmark = IN_A_BROWSER

MARK = """(words) => {
    const nodes = document.createTreeWalker(document.querySelector("#risks"), NodeFilter.SHOW_TEXT);
    while (!nodes.nextNode().data.includes(words));
    const range = document.createRange();
    range.setStart(nodes.currentNode, nodes.currentNode.data.indexOf(words));
    range.setEnd(nodes.currentNode, range.startOffset + words.length);
    getSelection().addRange(range);
}"""
WORDS = "falls only when you stand up"


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_words_that_a_reader_marked_are_in_the_form(live_server, window, transactional_db, way):
    reader = window()
    reader.goto(live_server.url + path_of(full_article()))
    link = reader.locator("#risks .section__report a")

    reader.evaluate(MARK, WORDS)
    if way == "pointer":
        link.click()
    else:
        link.focus()
        reader.keyboard.press("Enter")

    reader.wait_for_url("**/feedback/report/**")
    assert reader.get_by_label("Which words is it about?").input_value() == WORDS
    assert reader.get_by_label("Which part is it about?").input_value() == "risks"


def test_marked_powers_stay_powers(live_server, window, transactional_db):
    text = "<p>Give 10<sup>6</sup> units, 5 × 10<sup>-3</sup> Gy.[1]</p><p>Drink H<sub>2</sub>O.</p>"
    page = published_article(sections=body(section("Risks", blocks=[{"type": "text", "value": text}])))
    reader = window()
    reader.goto(live_server.url + path_of(page))

    reader.evaluate("getSelection().selectAllChildren(document.querySelector('#risks p'))")
    reader.evaluate("getSelection().extend(document.querySelector('#risks p + p'), 3)")
    reader.locator("#risks .section__report a").click()
    reader.wait_for_url("**/feedback/report/**")
    marked = reader.get_by_label("Which words is it about?").input_value()
    assert marked == "Give 10⁶ units, 5 × 10⁻³ Gy.1 Drink H₂O."
    assert find_passage(page.editions.get(), marked) == ("risks", 0)


def test_without_marked_words_or_without_scripts_the_link_leads_to_an_empty_form(live_server, window, transactional_db):
    address = live_server.url + path_of(full_article())
    for has_scripts in (True, False):
        reader = window(java_script_enabled=has_scripts)
        reader.goto(address)
        reader.locator("#risks .section__report a").click()

        assert reader.get_by_label("Which words is it about?").input_value() == ""
        assert reader.get_by_label("Which part is it about?").input_value() == "risks"


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_readers_see_what_is_stored_before_and_after_they_send_it(live_server, window, transactional_db, width):
    edition = published_article("Heat packs").editions.get()
    reader = window(viewport={"width": width, "height": 900})
    heard = complaints(reader)
    reader.goto(f"{live_server.url}{reverse('feedback:report')}?{urlencode({'edition': edition.pk})}")
    comment = reader.get_by_label("What should we know? (optional)")
    preview = reader.locator("[data-preview]")
    expect(preview).to_be_hidden()

    comment.fill("Warm, not hot.")
    expect(preview).to_contain_text("It is stored as you wrote it.")
    comment.fill("Call 07700 900123: <b>warm</b>, not hot.")
    expect(preview.locator("mark")).to_have_text("[phone]")
    expect(preview).to_contain_text("Call [phone]: <b>warm</b>, not hot.")
    assert not Report.objects.exists()
    axe_finds_nothing(reader)
    nothing_scrolls_sideways(reader)
    reader.wait_for_timeout(2000)  # whoever is quicker is a program
    reader.get_by_role("button", name="Send report").click()

    expect(reader.get_by_role("heading", name="What we stored")).to_be_visible()
    expect(reader.locator("mark")).to_have_text("[phone]")
    axe_finds_nothing(reader)
    reader.get_by_role("link", name="Mend it").click()
    expect(reader.get_by_label("What should we know? (optional)")).to_have_value("Call [phone]: <b>warm</b>, not hot.")
    axe_finds_nothing(reader)
    nothing_scrolls_sideways(reader)
    reader.get_by_label("What should we know? (optional)").fill("Warm.")
    reader.get_by_role("button", name="Send in place of the first").click()
    expect(reader.locator(".stored-words")).to_have_text("Warm.")
    assert Report.objects.get().comment == "Warm."
    assert not heard
