"""A site that moved in: two editors decide with their passkeys, readers see the mark and check the record."""

import os
from itertools import product

import pytest
from django.core.management import call_command

from articles.record.published.legacy import LegacyDecision
from articles.record.signers.authority import SigningRule
from editorial.exchange.legacy.publishing import publish_batches
from editorial.exchange.legacy.runs import LegacyRun
from tests.browser import IN_A_BROWSER
from tests.browser.devices import device
from tests.browser.judges import complaints, judge, judge_as_it_is
from tests.browser.newsroom import Desk
from tests.browser.trust_records import change_on_its_way, outcome
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.authority import signing_rule
from tests.factories.drafts import edited
from tests.factories.editions import path_of
from tests.factories.moved_in import batch_of, imported_article, legacy_edition
from tests.factories.signing import appointed_editor

pytestmark = IN_A_BROWSER

REASONS = [{"page": 1, "title": "A post with a shortcode", "why": ["Shortcodes of plugins stand in the text: [x]"]}]


@pytest.fixture
def pages(people):
    return [imported_article(f"Moved in {number} – ½ “dose” 😀") for number in range(5)]


@pytest.fixture
def batch(pages):
    return LegacyRun.objects.create(batch=batch_of(*pages), left_out=REASONS)


@pytest.mark.long
def test_two_editors_decide_with_their_passkeys_and_readers_check_it(window, live_server, batch, pages, settings, sign):
    editors = [appointed_editor(), appointed_editor()]
    edited(pages[3], standfirst="Somebody was quicker.", by=UserFactory(writer=True))
    settings.SIGNING = SigningRule.PASSKEY
    signing_rule(SigningRule.PASSKEY)
    screen = f"{live_server.url}/admin/exchange/moved-in/{batch.pk}/"
    for editor in editors:
        browser = window()
        device(browser)
        desk = Desk(browser, live_server.url).log_in(editor.email, PASSWORD)
        desk.adopt_passkey(PASSWORD)
        call_command("add_signing_key", editor.email)
        judge(browser, screen)
        browser.get_by_label("Nobody has reviewed them under our present policy").check()
        browser.get_by_role("button", name="Sign").click()
        browser.get_by_text("You decided.").wait_for()
    publish_batches()
    assert [bool(one.assertion) for one in LegacyDecision.objects.all()] == [True, True]
    browser.goto(screen)
    assert browser.get_by_text("Readers get 4 of 5.").is_visible()
    for address in (
        screen,
        f"{live_server.url}/admin/exchange/moved-in/",
        f"{live_server.url}/admin/reports/first-reviews/",
    ):
        judge(browser, address)
        look(browser, address)

    sign()
    reader = window()
    heard = complaints(reader)
    reader.goto(f"{live_server.url}{path_of(pages[4])}editions/1/record/")

    said, states = outcome(reader)
    assert set(states.values()) == {"yes"} and "passkeys" in states, states
    assert said == "All of it fits: this is a text about which these people decided. Nobody reviewed it."
    assert heard == []


#: What is changed of two editors' decisions, and how.
FORGED = [
    (["moved_in", "place"], lambda place: place + 1),
    (["moved_in", "decisions"], lambda decisions: decisions[:1]),
    (["moved_in", "decisions", 0, "statement"], lambda said: "I reviewed it."),
    (["moved_in"], lambda said: None),
]


def test_what_does_not_fit_of_two_decisions_is_said(window, live_server, people, sign):
    page = legacy_edition().page
    sign()
    for path, value in FORGED:
        reader = window()
        change_on_its_way(reader, path, value)
        reader.goto(f"{live_server.url}{path_of(page)}editions/1/record/")

        said, states = outcome(reader)
        assert states["signatures"] == "no" and said.startswith("Something does not fit."), path


def test_everybody_can_read_the_mark(window, live_server, people):
    page = legacy_edition().page
    addresses = (path_of(page), f"{path_of(page)}editions/1/record/", f"{path_of(page)}history/")
    for scheme, address in product(("light", "dark"), addresses):
        reader = window(color_scheme=scheme, java_script_enabled=True)
        reader.goto(f"{live_server.url}{address}")
        judge_as_it_is(reader)
        look(reader, f"{scheme}{address}")


def look(page, name):
    """Pictures of a page at three widths, where PICTURES_OF_PAGES says where they go."""
    folder = os.environ.get("PICTURES_OF_PAGES")
    for width in (390, 820, 1280) if folder else ():
        page.set_viewport_size({"width": width, "height": 900})
        name = "".join(letter if letter.isalnum() else "-" for letter in name)[-60:]
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
