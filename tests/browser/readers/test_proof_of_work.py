"""Boxes that are shut because too much is written, and the work of the reader's device that opens them."""

import base64
import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.record.published.publications import Publication
from editorial.feedback.capture.limits import client
from editorial.feedback.reports.report import Report
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, complaints, nothing_scrolls_sideways
from tests.factories.pages import published_article

pytestmark = IN_A_BROWSER

BUTTON = "Write all the same: your device works for a few seconds first"
TEXT = "The dose is wrong."
#: How often the page had time for something else, and everything that the status said.
LISTEN = """
window.rests = 0;
setInterval(() => window.rests++, 1);
window.said = [];
new MutationObserver(() => window.said.push(document.querySelector("[role=status]").textContent))
    .observe(document.querySelector("[role=status]"), { childList: true });
"""


@pytest.fixture
def form(live_server, transactional_db, settings):
    """The address of a report form whose boxes are shut."""
    settings.TEXTS_A_DAY = 0
    edition = published_article("Heat packs").editions.get()
    return f"{live_server.url}{reverse('feedback:report')}?edition={edition.pk}"


def comment_of(reader):
    return reader.get_by_label("What should we know? (optional)")


def test_the_device_works_and_the_report_is_stored(form, window):
    reader = window()
    heard = complaints(reader)
    reader.goto(f"{form}&passage=Warm,%20not%20hot.")
    reader.evaluate(LISTEN)
    expect(comment_of(reader)).to_be_hidden()

    reader.get_by_label("It is not accurate").check()
    reader.get_by_role("button", name=BUTTON).focus()
    reader.keyboard.press("Enter")

    expect(comment_of(reader)).to_be_visible(timeout=60_000)
    rests = reader.evaluate("window.rests")
    assert reader.evaluate("window.said").pop() == "Done. You can write now."
    assert "Your device is at work for some seconds." in reader.evaluate("window.said")
    expect(reader.get_by_label("Which words is it about?")).to_be_focused()
    expect(reader.get_by_label("Which words is it about?")).to_have_value("Warm, not hot.")
    batches = json.loads(base64.b64decode(reader.locator("[name=proof]").input_value()))["number"] // 1000
    assert rests >= batches // 4, "The page hung while it worked."
    axe_finds_nothing(reader)

    reader.wait_for_timeout(2000)  # nobody writes a sentence in less
    comment_of(reader).fill(TEXT)
    reader.get_by_role("button", name="Send report").click()
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    report = Report.objects.get()
    assert (report.comment, report.reason, report.state) == (TEXT, "not_accurate", "new")
    assert heard == []


def test_a_text_that_was_refused_is_in_the_box_when_the_work_is_done(form, window, settings):
    settings.TEXTS_A_DAY = 40
    reader = window()
    reader.goto(form)
    comment_of(reader).fill(TEXT)
    settings.TEXTS_A_DAY = 0
    reader.get_by_role("button", name="Send report").click()
    expect(reader.get_by_label("What should we know? (not sent)")).to_have_value(TEXT)

    reader.get_by_role("button", name=BUTTON).click()

    expect(comment_of(reader)).to_be_visible(timeout=60_000)
    expect(comment_of(reader)).to_have_value(TEXT)
    expect(reader.get_by_label("(not sent)")).to_have_count(0)
    reader.get_by_role("button", name="Send report").click()
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    assert (Report.objects.get().comment, Report.objects.get().state) == (TEXT, "new")


def test_without_scripts_there_is_no_dead_button_and_a_reason_is_taken(form, window):
    reader = window(java_script_enabled=False)
    reader.goto(form)

    expect(reader.get_by_role("button", name=BUTTON)).to_be_hidden()
    expect(comment_of(reader)).to_be_hidden()
    reader.get_by_label("It is not accurate").check()
    reader.get_by_role("button", name="Send report").click()

    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Report.objects.get().reason == "not_accurate"


DONE = "Your device is done: your text is among the first that somebody here reads."


@pytest.mark.parametrize("is_in_place", [True, False])
def test_for_one_of_many_in_danger_the_device_works_by_itself_while_they_see_whom_to_call(
    form, window, settings, monkeypatch, is_in_place
):
    settings.TEXTS_A_DAY = 40
    monkeypatch.setattr(client, "DANGERS_AN_HOUR", 0)
    reader = window(viewport={"width": 390, "height": 900})
    heard = complaints(reader)
    if is_in_place:
        reader.goto(form.partition("/feedback/")[0] + Publication.objects.get(edition__title="Heat packs").path)
        reader.get_by_role("button", name="No", exact=True).click()
    else:
        reader.goto(form)
    reader.get_by_label("What should we know?").fill("I want to kill myself tonight")
    reader.get_by_role("button", name="Send").click()

    expect(reader.get_by_text("116 123").first).to_be_visible()
    expect(reader.get_by_role("status").filter(has_text=DONE)).to_be_visible(timeout=60_000)
    report = Report.objects.get()
    assert (report.severity, report.tags) == (Report.Severity.SAFETY, [])
    axe_finds_nothing(reader)
    nothing_scrolls_sideways(reader)
    assert heard == []


@pytest.mark.parametrize(("width", "colours"), [(390, "dark"), (1280, "light")])
def test_the_judges_find_nothing_while_the_boxes_are_shut(form, window, settings, width, colours):
    settings.TEXTS_A_DAY = 40
    reader = window(viewport={"width": width, "height": 900}, color_scheme=colours)
    reader.goto(form)
    comment_of(reader).fill(TEXT)
    settings.TEXTS_A_DAY = 0

    for is_refused in (True, False):
        if is_refused:
            reader.get_by_role("button", name="Send report").click()
        else:
            reader.goto(form)
        expect(reader.get_by_role("button", name=BUTTON)).to_be_visible()
        axe_finds_nothing(reader)
        nothing_scrolls_sideways(reader)
