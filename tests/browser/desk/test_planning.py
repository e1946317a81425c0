"""An editor asks somebody to sign, and whoever is asked finds it on their home page and gets to the text."""

import re

import pytest

from articles.record.signed.sign_offs import SignOff, SignOffKind
from editorial.planning import steps
from editorial.planning.assigning import assignments
from editorial.planning.assigning.assignments import Answer, Assignment
from editorial.planning.review_due.guidelines import GuidelineChange, note_change
from editorial.review.signing.signing import ask_for_changes
from tests.browser import IN_A_BROWSER
from tests.browser.judges import judge
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed
from tests.letters.post import delivered

pytestmark = IN_A_BROWSER


@pytest.fixture
def desk(window, live_server):
    """Somebody's window on the admin, after they logged in."""
    return lambda user: Desk(window(), live_server.url).log_in(user.email, PASSWORD).page


def test_a_link_in_a_sentence_is_told_apart_in_the_dark(window, live_server):
    editor, page = UserFactory(editor=True), submitted(article())
    change = GuidelineChange(title="Back pain", changed_on="2026-01-01", what="Nothing.")
    note_change(change, by=editor)
    ask_for_changes(page, by=credentialed(SignOffKind.FACT_CHECK), comment="Not clear.")
    desk = Desk(window(color_scheme="dark"), live_server.url).log_in(editor.email, PASSWORD).page

    for screen in ("", "planning/guidelines/", f"planning/{page.pk}/"):
        judge(desk, f"{live_server.url}/admin/{screen}")


@pytest.mark.long
def test_who_is_asked_is_one_press_from_the_text_and_may_hand_it_over(desk, live_server):
    page, checker, other = (
        submitted(article()),
        credentialed(SignOffKind.FACT_CHECK),
        credentialed(SignOffKind.FACT_CHECK),
    )
    steps.follow_all()
    admin = f"{live_server.url}/admin/"
    editor = desk(UserFactory(editor=True))
    plan = f"{admin}planning/{page.pk}/"

    judge(editor, plan)
    form = editor.locator("form", has=editor.get_by_role("heading", name="Ask for a fact check"))
    form.get_by_label("Who").select_option(str(checker.pk))
    form.get_by_label("To be signed by").fill("2099-12-01")
    form.get_by_role("button", name="Ask them").click()
    editor.get_by_text(f"{checker} is asked.").wait_for()
    judge(editor, plan)
    for screen in ("reports/waiting-for-signatures/", "reports/desk/", "guide/"):
        judge(editor, f"{admin}{screen}")
    judge(editor, admin)

    asked = desk(checker)
    judge(asked, admin)
    judge(asked, f"{admin}review/")
    asked.goto(admin)
    asked.get_by_role("button", name="Accept").click()
    asked.wait_for_url(f"**/admin/review/{page.pk}/")
    assert Assignment.objects.get().answer == Answer.ACCEPTED

    judge(asked, f"{admin}planning/assignments/{Assignment.objects.get().pk}/")
    asked.get_by_label("To whom").select_option(str(other.pk))
    asked.get_by_role("button", name="Hand it over").click()
    asked.get_by_text("Somebody else is asked instead.").wait_for()
    assert Assignment.objects.open().get().person == other


def test_from_the_letter_to_signed_it_takes_four_presses(desk, live_server):
    """And a passkey or a password, where the log-in is too old."""
    page, checker = submitted(article()), credentialed(SignOffKind.FACT_CHECK)
    assignments.ask(page, SignOffKind.FACT_CHECK, checker, by=UserFactory(editor=True))
    letter = next(letter for letter in delivered() if "You are asked to sign" in letter.subject)
    link = re.search(r"(/admin/review/\d+/)\s", letter.body)[1]
    window = desk(checker)
    presses = []

    def press(what):
        presses.append(what)
        what.click()

    window.goto(f"{live_server.url}{link}")
    presses.append("the link in the letter")
    press(window.get_by_label("No, none"))
    press(window.locator("[name=agreed]"))
    press(window.get_by_role("button", name="Sign", exact=True))
    window.wait_for_url("**/admin/")

    assert len(presses) <= 4
    assert SignOff.objects.get(page=page).signer == checker
