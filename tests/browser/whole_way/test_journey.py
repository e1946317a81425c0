"""The whole main job, in a browser: write, check, review, publish, read, report, triage, correct."""

import re

import pytest

from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD

pytestmark = IN_A_BROWSER

ARTICLE = {
    "title": "Heat packs for back pain",
    "standfirst": "Warmth can ease a sore back for a few hours. It does not mend anything.",
    "key_points": ["A warm pack may ease pain a little.", "Never sleep on one."],
    "sections": [
        ("Does it help?", [("Text", ["Warmth helped a little in small trials.[1]", "Use it six times a day."])]),
        (
            "Who should not use heat",
            [
                (
                    "Warning list",
                    {"heading": "Do not use heat if:", "items": ["you cannot feel warmth", "the skin is broken"]},
                )
            ],
        ),
    ],
    "references": [
        {"text": "French SD. Superficial heat or cold for low back pain. Cochrane. 2006.", "pmid": "16437495"}
    ],
    "author": "Sam Author",
}


@pytest.mark.long
def test_from_a_blank_page_to_a_correction_that_a_reader_asked_for(live_server, window, people):
    def desk(who):
        return Desk(window(), live_server.url).log_in(people[who].email, PASSWORD)

    writer, checker, reviewer = desk("writer"), desk("checker"), desk("reviewer")

    writer.start_article(people["topic"].pk)
    writer.write_article(ARTICLE)
    page_id = writer.save_draft()
    writer.say_what_cites()
    desk("editor").say_risk(page_id, re.compile("^Standard"))
    writer.submit()
    assert "Next: medical review" in checker.sign(ARTICLE["title"])
    assert "Readers now get edition 1" in reviewer.sign(ARTICLE["title"])

    reader = window(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    reader.goto(f"{live_server.url}/back-pain/heat-packs-for-back-pain/")
    assert reader.get_by_role("heading", level=1).inner_text() == ARTICLE["title"]
    assert "Medically reviewed by" in reader.locator("main").inner_text()
    report_a_section_as_out_of_date(reader)
    assert reader.context.cookies() == []

    triager = desk("triager")
    triage_the_report(triager)

    write_the_correction(writer, page_id)
    checker.sign(ARTICLE["title"])
    assert "Readers now get edition 2" in reviewer.sign(ARTICLE["title"])

    reader.goto(f"{live_server.url}/back-pain/heat-packs-for-back-pain/")
    reader.reload()  # a browser may keep a page for a minute
    assert "Twice a day is enough" in reader.locator("main").inner_text()
    assert "We corrected how often to use a heat pack" in reader.locator("main").inner_text()
    reader.goto(f"{live_server.url}/back-pain/heat-packs-for-back-pain/editions/1/")
    assert "A newer one exists" in reader.locator("body").inner_text()

    with_script = window()
    with_script.goto(f"{live_server.url}/back-pain/heat-packs-for-back-pain/")
    axe_finds_nothing(with_script)


def report_a_section_as_out_of_date(reader):
    reader.get_by_role("link", name=re.compile("Report a problem with", re.I)).first.click()
    reader.get_by_label("It is not up to date").check()
    reader.get_by_label(re.compile("What|comment|tell us", re.I)).last.fill("Six times a day is old advice.")
    reader.locator("form button[type=submit]").last.click()
    assert re.search("thank", reader.locator("main").inner_text(), re.I)


def write_the_correction(writer, page_id):
    writer.edit(page_id)
    writer.page.fill("[name=standfirst]", "Warmth can ease a sore back for a few hours. Twice a day is enough.")
    writer.page.get_by_role("tab", name="This change").click()
    writer.page.select_option("[name=change_class]", "correction")
    writer.page.fill("[name=change_note]", "We corrected how often to use a heat pack, after a reader's report.")
    writer.page.get_by_role("button", name="Save draft").click()
    writer.page.locator(".messages .success").wait_for()
    writer.edit(page_id)
    writer.submit()


def triage_the_report(triager):
    triager.page.goto(f"{triager.address}/admin/readers-reports/")
    triager.page.get_by_role("link", name=ARTICLE["title"]).first.click()
    triager.page.get_by_text("Six times a day is old advice.").first.wait_for()
    triager.page.select_option("[name=state]", "accepted")
    triager.page.locator("[name=note]").fill("The reader is right.")
    triager.page.locator("main form").get_by_role("button", name=re.compile("save", re.I)).last.click()
    triager.page.locator(".messages .success").wait_for()
    triager.page.goto(f"{triager.address}/admin/readers-reports/")
    triager.page.get_by_role("cell", name=re.compile("^Accepted")).wait_for()
