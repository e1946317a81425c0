"""How many presses each role's daily task takes, from the admin's home page on: the numbers are budgets."""

import re

import pytest

from articles.record.signed.sign_offs import SignOff, SignOffKind
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.planning import steps
from editorial.planning.assigning import assignments
from editorial.planning.assigning.assignments import Assignment
from editorial.review.signing.signing import ask_for_changes
from tests.browser import IN_A_BROWSER
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import credentialed

pytestmark = IN_A_BROWSER

FACT_CHECK = SignOffKind.FACT_CHECK
#: Presses of the pointer and of keys, in this window, on all pages of the site together.
COUNTED = """for (const kind of ["pointerdown", "keydown"])
    addEventListener(kind, ({ isTrusted }) => {
        if (isTrusted) sessionStorage.presses = Number(sessionStorage.presses ?? 0) + 1;
    }, true);
"""


@pytest.fixture
def at_home(window, live_server):
    """Somebody's window on the admin's home page, whose presses are counted from there on."""

    def open_home(user):
        page = Desk(window(), live_server.url).log_in(user.email, PASSWORD).page
        page.context.add_init_script(COUNTED)
        page.reload()
        return page

    return open_home


def presses(page):
    return int(page.evaluate("sessionStorage.presses ?? 0"))


def waiting(**fields):
    page = submitted(article(**fields))
    steps.follow_all()
    return page


def test_a_writer_answers_a_request_for_changes_with_four_presses_and_their_words(at_home):
    writer = UserFactory(writer=True)
    page = waiting(title="Sent back", by=writer)
    ask_for_changes(page, by=credentialed(FACT_CHECK), comment="The dose is ten times too high.")
    steps.follow_all()
    home = at_home(writer)

    home.get_by_text("The dose is ten times too high.").wait_for()
    home.get_by_role("link", name="Sent back").click()
    standfirst = home.locator("[name=standfirst]")
    standfirst.click()
    standfirst.fill("A tenth of it.")
    Desk(home, "").submit()

    assert presses(home) <= 4
    page.refresh_from_db()
    assert page.current_workflow_state.status == "in_progress"


def test_a_checker_takes_what_waits_for_anybody_and_signs_with_four_presses(at_home):
    page, checker = waiting(title="Free to take"), credentialed(FACT_CHECK)
    steps.look_again_at_all()
    home = at_home(checker)

    home.get_by_role("link", name="Free to take").click()
    home.get_by_label("No, none").check()
    home.locator("[name=agreed]").check()
    home.get_by_role("button", name="Sign", exact=True).click()
    home.wait_for_url("**/admin/")

    assert presses(home) <= 4
    assert SignOff.objects.get(page=page).signer == checker


def test_an_editor_finds_what_nobody_is_asked_for_and_asks_with_five_presses(at_home):
    page, checker = waiting(title="Asked of nobody"), credentialed(FACT_CHECK)
    steps.look_again_at_all()
    home = at_home(UserFactory(editor=True))

    home.get_by_role("link", name=re.compile("wait for a signature")).click()
    home.get_by_role("link", name="Asked of nobody").first.click()
    form = home.locator("form", has=home.get_by_role("heading", name="Ask for a fact check"))
    form.get_by_label("Who").focus()
    home.keyboard.press("Space")  # opens the list, for a person
    form.get_by_label("Who").select_option(str(checker.pk))
    form.get_by_role("button", name="Ask them").click()
    home.get_by_text(f"{checker} is asked.").wait_for()

    assert presses(home) <= 5
    assert Assignment.objects.open().get().page_id == page.pk


def test_a_triager_settles_a_report_with_four_presses_and_a_note(at_home, people):
    receive(published_article("Ice").editions.get(), receipt=new_receipt(), comment="Ten minutes, not ten hours.")
    home = at_home(people["triager"])

    home.get_by_role("link", name="Ice").first.click()
    home.locator("[name=state]").focus()
    home.keyboard.press("Space")  # opens the list, for a person
    home.select_option("[name=state]", "accepted")
    home.locator("[name=note]").fill("The reader is right.")
    home.locator("main form").get_by_role("button", name=re.compile("save", re.I)).last.click()
    home.locator(".messages .success").wait_for()

    assert presses(home) <= 4
    assert Report.objects.get().state == "accepted"


def test_a_reviewer_signs_by_the_keyboard_with_fewer_than_25_presses(at_home):
    page, checker = waiting(title="Asked of me"), credentialed(FACT_CHECK)
    assignments.ask(page, FACT_CHECK, checker, by=UserFactory(editor=True))
    home = at_home(checker)
    home.goto(f"{home.url}review/{page.pk}/")
    home.locator(".sidebar-footer__account").wait_for()  # drawn by a script, as the last of the menu
    home.wait_for_load_state("networkidle")

    to(home, ".skiplink")
    home.keyboard.press("Enter")
    home.locator("#main:focus").wait_for()
    to(home, ".review__jump a")
    home.keyboard.press("Enter")
    home.wait_for_url("**#your-part")
    to(home, "[name=interests]")
    home.keyboard.press("Space")
    to(home, "[name=agreed]")
    home.keyboard.press("Space")
    to(home, "button[name=sign]")
    home.keyboard.press("Enter")
    home.wait_for_url("**/admin/")

    assert presses(home) < 25
    assert SignOff.objects.get(page=page).signer == checker


def to(window, selector):
    """Press Tab until this has the focus."""
    for _stop in range(25):
        window.keyboard.press("Tab")
        if window.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not come to {selector} within 25 presses.")
