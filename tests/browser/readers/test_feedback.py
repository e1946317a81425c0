"""Readers' reports in a browser."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.feedback.reports.passages import find_passage
from editorial.feedback.reports.report import Report
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, complaints, judge_as_it_is, nothing_scrolls_sideways
from tests.browser.readers.reader_pages import full_article
from tests.factories.drafts import body, section
from tests.factories.editions import path_of
from tests.factories.pages import published_article
from tests.feedback.capture.troubles import database_down

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


def test_yes_and_no_are_answered_in_place_with_one_question(live_server, window, transactional_db):
    article = live_server.url + path_of(full_article())
    reader = window()
    heard = complaints(reader)
    reader.goto(article)

    reader.get_by_role("button", name="No", exact=True).press("Enter")
    reader.get_by_role("heading", name="Thank you").wait_for()
    assert reader.evaluate("document.activeElement.textContent") == "Thank you"
    judge_as_it_is(reader)
    question = reader.locator(".in-place form")
    assert question.locator("fieldset").count() == 1
    assert [box.is_visible() for box in question.get_by_role("textbox").all()] == [True]

    question.get_by_role("button", name="Send").click()
    reader.get_by_role("heading", name="There is a problem").wait_for()
    assert reader.evaluate("document.activeElement.className").startswith("error-summary")
    question.get_by_label("Something is missing").check()
    question.get_by_label("What should we know?").fill("How long may I hang?")
    question.get_by_role("button", name="Send").click()
    reader.get_by_text("Your receipt code:").wait_for()

    report = Report.objects.get()
    assert (report.helpful, report.reason, report.comment) == (False, "something_missing", "How long may I hang?")
    assert reader.url == article
    assert reader.context.cookies() == heard == []


def test_a_lost_network_and_an_error_keep_the_text_and_say_so(live_server, window, transactional_db):
    reader = window()
    reader.goto(live_server.url + path_of(full_article()))
    form, send = reader.locator("#risks form"), reader.locator("#risks form button[type=submit]")
    reader.locator("#risks .section__report a").click()
    comment = form.get_by_label("What should we know?")
    comment.fill("The dose is wrong.")

    reader.context.set_offline(True)
    send.click()
    form.get_by_role("status").get_by_text("We could not reach the site.").wait_for()
    assert comment.input_value() == "The dose is wrong."
    assert reader.evaluate("document.activeElement.type") == "submit"

    reader.context.set_offline(False)
    reader.route("**/feedback/report/**", lambda route: route.fulfill(status=502, body="Bad gateway"))
    send.click()
    form.get_by_role("status").get_by_text("Something went wrong on our side.").wait_for()
    reader.unroute("**/feedback/report/**")
    axe_finds_nothing(reader)
    send.click()

    reader.get_by_text("Your receipt code:").wait_for()
    assert Report.objects.get().comment == "The dose is wrong."


@pytest.mark.parametrize("is_said_before", [False, True])
def test_what_nobody_can_store_stays_with_whom_to_call_beside_it(
    live_server, window, transactional_db, settings, tmp_path, is_said_before
):
    settings.REPORT_SPOOL = tmp_path / "spool"
    settings.REPORT_SPOOL.write_text("a file where the folder should be")
    reader = window()
    reader.goto(live_server.url + path_of(full_article()))
    form, send = reader.locator("#risks form"), reader.locator("#risks form button[type=submit]")
    reader.locator("#risks .section__report a").click()
    comment = form.get_by_label("What should we know?")
    comment.fill("I took forty tablets.")
    if is_said_before:  # as soon as somebody pauses
        form.locator(".preview .help-now").wait_for()

    with database_down():
        send.click()
        form.get_by_role("status").get_by_text("We cannot store what you sent at the moment.").wait_for()
    assert form.get_by_role("link", name="116 123").is_visible(), "Once, and within sight."
    assert comment.input_value() == "I took forty tablets."
    judge_as_it_is(reader)


def test_somebody_in_danger_sees_whom_to_call_where_they_wrote(live_server, window, transactional_db):
    reader = window(viewport={"width": 390, "height": 844})
    reader.goto(live_server.url + path_of(full_article()))
    reader.get_by_role("link", name="Report a problem with this article").click()
    form = reader.locator(".helpful__report + div form")

    form.get_by_label("What should we know?").fill("I want to die.")
    reader.wait_for_timeout(2_100)
    form.locator("button[type=submit]").click()
    heading = reader.get_by_role("heading", name="Get help now")
    heading.wait_for()

    assert heading.evaluate("(one) => one === document.activeElement")
    number = reader.locator(".in-place .help-now .place__number").first
    assert number.is_visible()
    assert number.get_attribute("href").startswith("tel:")
    axe_finds_nothing(reader)


def test_in_every_form_that_is_opened_one_is_told_whom_to_call_before_it_is_sent(live_server, window, transactional_db):
    reader = window(viewport={"width": 390, "height": 844})
    reader.goto(live_server.url + path_of(full_article()))
    for number, link in enumerate(["Report a problem with this section", "Report a problem with this article"]):
        reader.get_by_role("link", name=link).first.dispatch_event("click")
        form = reader.locator(".in-place form:has([data-preview])").nth(number)
        help_ = form.locator(".preview__help[role=status]")
        help_.wait_for(state="attached")
        assert not help_.evaluate("(one) => one.closest('[hidden]')"), "What comes into it would not be read out."

        form.get_by_label("What should we know?").fill("My mail is jo@example.org. I want to die.")
        form.locator(".preview__words mark").wait_for()

        assert form.locator(".preview__words mark").inner_text() == "[email]"
        assert help_.locator(".place__number").first.is_visible()
    ids = reader.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_on_a_telephone_a_section_offers_its_form_when_words_in_it_are_marked(live_server, window, transactional_db):
    reader = window(viewport={"width": 390, "height": 844})
    reader.goto(live_server.url + path_of(full_article()))
    links = reader.locator(".section__report")
    seen = lambda: [link.bounding_box()["width"] > 1 for link in links.all()]  # noqa: E731
    assert seen() == [False, False]

    reader.evaluate(MARK, WORDS)
    reader.locator(".section--marked").wait_for()
    assert seen() == [False, True]
    reader.locator("#risks .section__report a").click()
    passage = reader.locator("#risks form").get_by_label("Which words is it about?")
    assert passage.input_value() == WORDS
    axe_finds_nothing(reader)
    nothing_scrolls_sideways(reader)

    reader.goto(reader.url + "#how-it-works")
    reader.reload()
    assert seen() == [True, False]


def test_in_place_too_the_device_opens_boxes_that_are_shut(live_server, window, transactional_db, settings):
    settings.TEXTS_A_DAY = 0
    reader = window()
    heard = complaints(reader)
    reader.goto(live_server.url + path_of(full_article()))
    reader.get_by_role("button", name="No", exact=True).click()
    reader.get_by_role("button", name="Send").click()  # refused, so that the form is placed twice
    reader.get_by_role("heading", name="There is a problem").wait_for()

    reader.get_by_role("button", name="Write all the same").click()
    comment = reader.get_by_label("What should we know?")
    comment.wait_for(timeout=60_000)
    comment.fill("The dose is wrong.")
    assert reader.get_by_text("1,182 characters left").is_visible()
    reader.get_by_role("button", name="Send").click()

    reader.get_by_text("Your receipt code:").wait_for()
    assert Report.objects.get().comment == "The dose is wrong."
    assert heard == []


def test_a_form_that_was_opened_is_folded_away_and_comes_back_with_its_text(live_server, window, transactional_db):
    reader = window()
    reader.goto(live_server.url + path_of(full_article()))
    link, comment = reader.locator("#risks .section__report a"), reader.locator("#risks textarea[name=comment]")
    assert link.get_attribute("aria-expanded") == "false"
    link.press("Enter")
    comment.fill("The dose")

    link.press("Enter")
    assert (link.get_attribute("aria-expanded"), comment.is_visible()) == ("false", False)
    link.press("Enter")

    assert (link.get_attribute("aria-expanded"), comment.input_value()) == ("true", "The dose")


def test_readers_see_what_is_stored_before_and_after_they_send_it(live_server, window, transactional_db):
    edition = published_article("Heat packs").editions.get()
    reader = window()
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
    comment.fill("I want to kill myself. Call 07700 900123: <b>warm</b>, not hot.")
    expect(preview.get_by_role("heading", name="You can talk to somebody now")).to_be_visible()
    judge_as_it_is(reader)
    comment.fill("")
    expect(preview.locator(".preview__words")).to_be_empty()
    expect(preview.get_by_role("heading", name="What we store")).to_be_hidden()
    expect(preview.get_by_role("heading", name="You can talk to somebody now")).to_be_visible()
    comment.fill("Call 07700 900123: <b>warm</b>, not hot.")
    expect(preview).to_contain_text("Call [phone]")
    expect(preview).not_to_contain_text("kill")
    assert not Report.objects.exists()
    reader.wait_for_timeout(2000)  # whoever is quicker is a program
    reader.get_by_role("button", name="Send report").click()

    expect(reader.get_by_role("heading", name="What we stored")).to_be_visible()
    expect(reader.locator("mark")).to_have_text("[phone]")
    judge_as_it_is(reader)
    reader.get_by_role("link", name="Mend it").click()
    expect(reader.get_by_label("What should we know? (optional)")).to_have_value("Call [phone]: <b>warm</b>, not hot.")
    judge_as_it_is(reader)
    reader.get_by_label("What should we know? (optional)").fill("Warm.")
    reader.get_by_role("button", name="Send in place of the first").click()
    expect(reader.locator(".stored-words")).to_have_text("Warm.")
    assert Report.objects.get().comment == "Warm."
    assert not heard
