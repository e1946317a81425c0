"""Somebody from outside, in a browser: from the link in a letter to a signature with the passkey that it set up."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.record.signed.sign_offs import SignOff
from articles.record.signers.authority import SigningRule
from editorial.planning import steps
from editorial.review.authority.proposals import AuthorityProposal
from tests.browser import IN_A_BROWSER
from tests.browser.devices import device
from tests.browser.judges import complaints, judge
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD
from tests.factories.authority import issued, link, signing_rule
from tests.factories.drafts import submitted
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, introduce
from tests.letters.post import delivered

pytestmark = IN_A_BROWSER


def invited(editor, page, address):
    """The link in the letter, after an editor invited somebody in their window."""
    judge(editor, address)
    form = editor.locator("form", has=editor.get_by_role("heading", name="Invite somebody new"))
    said = {
        "First name": "Nia",
        "Last name": "Outside",
        "E-mail address": "nia@example.org",
        "Job title": "Physiotherapist",
        "Register, or who appointed them": "Health and Care Professions Council",
        "To be signed by": str(timezone.localdate() + timedelta(9)),
        "What they should know": "Mind the doses, please.",
        "Reason, for the desk": "She knows about heat.",
    }
    for label, words in said.items():
        form.get_by_label(label).fill(words)
    form.get_by_label("Kind").select_option("fact_checking")
    form.get_by_role("button", name="Invite them").click()
    editor.get_by_text("Nia Outside is invited, and written to.").wait_for()
    judge(editor, address)
    (letter,) = [letter for letter in delivered() if letter.to == ["nia@example.org"]]
    return re.search(r"/admin/account/invitation/\S+", letter.body)[0]


def come_in(expert, address, home):
    """Somebody who was invited sets up a passkey at the address in the letter and says yes."""
    heard = complaints(expert)
    judge(expert, address)
    expert.goto(address)
    expert.get_by_role("button", name="Set up a passkey").click()
    expert.get_by_role("heading", name="Your review").wait_for()
    judge(expert, home)
    expert.get_by_text("Two editors confirm that you are who you are").wait_for()
    expert.get_by_role("button", name="Accept").click()
    expert.get_by_text("You said yes. Thank you.").wait_for()
    assert heard == []


def confirmed(email):
    """The user, after it was confirmed who they are and what they may sign, and their page was published."""
    user = get_user_model().objects.get(email=email)
    person = AuthorityProposal.objects.undecided().get(user=user, kind="account_linked").person
    link(person, user)
    issued(person, "fact_checking")
    introduce(get_user_model().objects.get(pk=user.pk))
    return user


@pytest.mark.long
def test_an_expert_comes_in_by_the_link_and_signs_with_the_passkey_that_they_set_up(window, live_server, settings):
    settings.SIGNING = SigningRule.PASSKEY
    page, editor = submitted(article(title="Heat for the back")), appointed_editor()
    steps.follow_all()
    desk = Desk(window(), live_server.url).log_in(editor.email, PASSWORD).page
    address = invited(desk, page, f"{live_server.url}{reverse('review:experts', args=[page.pk])}")

    expert, home = window(), f"{live_server.url}/admin/"
    device(expert)
    come_in(expert, f"{live_server.url}{address}", home)
    judge(expert, f"{live_server.url}{reverse('review:expert_answer', args=[page.expert_invitations.get().pk])}")

    user = confirmed("nia@example.org")
    steps.look_again_at(page.pk)
    signing_rule(SigningRule.PASSKEY)
    expert.goto(home)
    expert.get_by_role("link", name="Signing keys").click()
    expert.get_by_role("button", name="Sign with").click()
    expert.get_by_text("Waits for an editor").wait_for()
    call_command("add_signing_key", user.email)

    expert.goto(home)
    expert.get_by_role("link", name="Review and sign").click()
    judge(expert, f"{live_server.url}{reverse('review:page', args=[page.pk])}")
    expert.locator("[name=agreed]").check()
    expert.get_by_label("No, none").check()
    expert.get_by_role("button", name="Sign", exact=True).click()
    expert.get_by_text("Nothing else is asked of you.").wait_for()

    assert SignOff.objects.get(page_id=page.pk, signer=user).assertion
    judge(expert, home)
