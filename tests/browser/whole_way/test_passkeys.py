"""Signing with passkeys, in a browser: from adding the keys to the public record that checks the signatures."""

import json

import pytest
from django.core.management import call_command

from articles.record.signed.sign_offs import SignOff
from articles.record.signers.authority import SigningRule
from editorial.review.authority.proposals import AuthorityProposal
from tests.browser import IN_A_BROWSER
from tests.browser.devices import device, forget_the_finger
from tests.browser.judges import complaints, judge
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD
from tests.factories.authority import signing_rule
from tests.factories.drafts import submitted
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import appointed_editor

pytestmark = IN_A_BROWSER


@pytest.fixture
def desk(live_server, window, people, settings):
    """Somebody's window, on a device with a fingerprint reader. Passkeys are the rule from the first on."""
    editor = appointed_editor()
    page = submitted(article(title="Cold packs – ½ “dose” 😀"))
    settings.SIGNING = SigningRule.PASSKEY
    signing_rule(SigningRule.PASSKEY)
    everybody = {**people, "editor": editor}

    def open_desk(who, **options):
        browser = window(**options)
        device(browser)
        return Desk(browser, live_server.url).log_in(everybody[who].email, PASSWORD)

    open_desk.page, open_desk.people = page, everybody
    return open_desk


def adopt(editor, user):
    """The first editor's key, which nobody is there to confirm: the owner of the database puts it in the record."""
    editor.adopt_passkey(PASSWORD)
    call_command("add_signing_key", user.email)


def test_keys_are_added_texts_signed_and_readers_check_it(desk, live_server, window, sign):
    editor, checker, reviewer = desk("editor"), desk("checker"), desk("reviewer")
    adopt(editor, desk.people["editor"])
    for signer in (checker, reviewer):
        editor.confirm_key(signer.adopt_passkey(PASSWORD))

    assert "Next: medical review" in checker.sign(desk.page.title)
    assert "Readers now get edition 1" in reviewer.sign(desk.page.title)

    sign_offs = SignOff.objects.filter(page_id=desk.page.pk)
    assert [len(json.dumps(sign_off.assertion)) < 900 for sign_off in sign_offs] == [True, True]
    sign()
    reader = window()
    heard = complaints(reader)
    reader.goto(f"{live_server.url}{path_of(desk.page)}editions/1/record/")
    reader.get_by_text("All of it fits: this is the text that these people signed.").wait_for()
    assert reader.locator("[data-check='passkeys']").get_attribute("data-state") == "yes"
    assert reader.get_by_text("Signed with their passkey").count() == 2
    assert heard == []


@pytest.mark.long
def test_the_screens_of_keys_and_signatures_are_accessible(desk, live_server):
    editor, checker = desk("editor"), desk("checker")
    review = f"{live_server.url}/admin/review/"
    judge(checker.page, f"{review}{desk.page.pk}/")
    adopt(editor, desk.people["editor"])
    fingerprint = checker.adopt_passkey(PASSWORD)
    judge(checker.page, f"{review}signing-keys/")
    judge(editor.page, f"{review}who-may-sign/{AuthorityProposal.objects.latest('pk').pk}/")
    editor.confirm_key(fingerprint)
    judge(checker.page, f"{review}signing-keys/")
    judge(checker.page, f"{review}{desk.page.pk}/")
    judge(editor.page, f"{review}who-may-sign/")


def test_a_device_that_does_not_know_who_it_is_signs_nothing_and_nothing_is_lost(desk, live_server):
    editor, checker = desk("editor"), desk("checker")
    adopt(editor, desk.people["editor"])
    editor.confirm_key(checker.adopt_passkey(PASSWORD))
    page = checker.page
    forget_the_finger(page)
    page.goto(f"{live_server.url}/admin/review/{desk.page.pk}/")
    page.locator("[name=agreed]").check()
    page.get_by_label("No, none").check()
    page.get_by_role("button", name="Sign", exact=True).click()

    page.get_by_text("No passkey signed. Nothing was sent").wait_for()
    assert page.locator("[name=agreed]").is_checked()
    assert not SignOff.objects.filter(page_id=desk.page.pk).exists()


def test_what_is_missing_is_said_before_anything_is_signed(desk, live_server):
    editor, checker = desk("editor"), desk("checker")
    adopt(editor, desk.people["editor"])
    editor.confirm_key(checker.adopt_passkey(PASSWORD))
    page = checker.page
    forget_the_finger(page)
    page.goto(f"{live_server.url}/admin/review/{desk.page.pk}/")
    page.get_by_role("button", name="Sign", exact=True).click()

    page.get_by_text("To sign, confirm all of this.").wait_for()
