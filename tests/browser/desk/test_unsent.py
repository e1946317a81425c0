"""What is typed at the desk is not lost: the session over, another log-in, a lock, the server away, a closed tab."""

import re
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.planning import steps
from editorial.planning.assigning.assignments import Assignment
from editorial.review.signing.discussion.change_requests import ChangeRequest
from editorial.review.signing.discussion.remarking import remark
from tests.browser import IN_A_BROWSER
from tests.browser.judges import axe_finds_nothing, nothing_scrolls_sideways
from tests.browser.newsroom import Desk
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import fresh, submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import credentialed

pytestmark = IN_A_BROWSER

WIDTHS = (390, 820, 1280)
COMMENT = "The dose for children is 10 mg/kg, not 40."


@pytest.fixture
def enter(window, live_server):
    """A function that gives the desk of somebody who is logged in, in a window of their own."""

    def open_desk(user):
        desk = Desk(window(), live_server.url)
        becomes(desk, user)
        return desk

    return open_desk


def becomes(desk, user):
    """What a log-in in another tab does to the browser: another session, another token of forms."""
    client = Client()
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": desk.address}
    desk.page.context.clear_cookies(name="csrftoken")
    desk.page.context.add_cookies([session])


def beside(desk, user):
    """Log in in the tab that the dialog or the notice opens."""
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("link", name="Log in in a new tab").click()
    tab = opened.value
    tab.fill("[name=login]", user.email)
    tab.fill("[name=password]", PASSWORD)
    tab.get_by_role("button", name="Log in", exact=True).click()
    tab.get_by_text("Close this tab and go on in the other one").wait_for()
    tab.wait_for_load_state()
    tab.close()


def kept(page):
    """How many texts lie in the browser's store."""
    return page.evaluate(
        """new Promise((resolve) => {
          const opening = indexedDB.open("unsent", 1);
          opening.onsuccess = () => {
            const counting = opening.result.transaction("texts").objectStore("texts").count();
            counting.onsuccess = () => resolve(counting.result);
          };
        })"""
    )


def kept_bytes(page):
    """All that lies in the browser's store, as text."""
    return page.evaluate(
        """new Promise((resolve) => {
          const opening = indexedDB.open("unsent", 1);
          opening.onsuccess = () => {
            const getting = opening.result.transaction("texts").objectStore("texts").getAll();
            const text = (one) => JSON.stringify(one) + new TextDecoder("latin1").decode(one.box);
            getting.onsuccess = () => resolve(getting.result.map(text).join());
          };
        })"""
    )


def until_kept(page):
    assert until(page, lambda: kept(page) == 1)


@contextmanager
def server_away(page):
    page.route("**/admin/**", lambda route: route.abort())
    yield
    page.unroute("**/admin/**")


def test_a_comment_is_sent_once_after_the_session_was_over_and_the_server_away(enter, transactional_db):
    reviewer = credentialed(SignOffKind.FACT_CHECK)
    waiting = submitted(article())
    desk = enter(reviewer)
    page, send = desk.page, desk.page.get_by_role("button", name="Ask for changes")
    page.goto(f"{desk.address}/admin/review/{waiting.pk}/")
    page.get_by_label("What has to change?").fill(COMMENT)

    Session.objects.all().delete()
    send.click()
    dialog = page.get_by_role("alertdialog", name="You are logged out")
    dialog.wait_for()
    axe_finds_nothing(page, within=".unsent-dialog")
    page.set_viewport_size({"width": 390, "height": 800})
    assert dialog.bounding_box()["width"] < 390
    page.set_viewport_size({"width": 1280, "height": 900})
    beside(desk, reviewer)
    dialog.wait_for(state="detached")
    page.get_by_role("status").get_by_text("You are logged in again.").wait_for()
    assert page.evaluate("document.activeElement.name") == "ask"

    with server_away(page):
        page.keyboard.press("Enter")
        page.get_by_role("alertdialog", name="The server does not answer").wait_for()
    assert not ChangeRequest.objects.exists()
    page.get_by_role("button", name="Try again").click()

    page.wait_for_url(f"{desk.address}/admin/")
    assert ChangeRequest.objects.get().comment == COMMENT


def type_at_the_end(page, words):
    field = page.locator("[name='body-0-value-content-0-value']")
    field.locator("xpath=following::*[@contenteditable='true'][1]").click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def draft_says(page, words):
    return words in str(fresh(page).get_latest_revision_as_object().body.raw_data)


def until(page, condition, tries=40):
    for _try in range(tries):
        if condition():
            return True
        page.wait_for_timeout(100)
    return False


def test_the_editor_says_what_is_wrong_saves_again_and_gives_back_what_a_closed_tab_had(enter, transactional_db):
    writer = UserFactory(writer=True)
    draft = article(by=writer)
    desk = enter(writer)
    page = desk.page
    desk.edit(draft.pk)
    page.wait_for_timeout(2_200)  # Wagtail takes what is there two seconds after the editor was opened as its beginning

    Session.objects.all().delete()
    type_at_the_end(page, " Session over.")
    page.get_by_text("Your session is over, so nothing is being saved.").first.wait_for()
    beside(desk, writer)
    assert until(page, lambda: draft_says(draft, "Session over."))

    locker = UserFactory(is_superuser=True, first_name="Ada", last_name="Lock")
    locked = fresh(draft)
    locked.locked, locked.locked_by, locked.locked_at = True, locker, locked.latest_revision_created_at
    locked.save()
    type_at_the_end(page, " While it was locked.")
    page.locator(".footer__container").get_by_text("Ada Lock").wait_for()
    until_kept(page)
    page.get_by_role("status").get_by_text("What you type is kept in this browser.").wait_for(state="attached")
    another = page.context.new_page()
    page.close()

    type(draft).objects.filter(pk=draft.pk).update(locked=False, locked_by=None)
    desk.page = page = another
    desk.edit(draft.pk)
    offer = page.get_by_role("region", name="What you typed before")
    offer.get_by_text("was not sent").wait_for()
    axe_finds_nothing(page, within=".unsent-offer")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        nothing_scrolls_sideways(page)
    offer.get_by_role("button", name="Put it back").press("Enter")
    page.get_by_text("This is what you had typed. It is not saved yet.").wait_for()
    assert until(page, lambda: draft_says(draft, "While it was locked."))
    assert until(page, lambda: kept(page) == 0)


def test_the_editor_says_once_what_is_wrong_and_that_words_are_kept_only_where_they_are(enter, transactional_db):
    writer = UserFactory(writer=True)
    desk = enter(writer)
    page = desk.page
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('No store', 'SecurityError') }")
    desk.edit(article(by=writer).pk)
    page.wait_for_timeout(2_200)

    Session.objects.all().delete()
    type_at_the_end(page, " Session over.")
    link = page.get_by_role("link", name="Log in in a new tab")
    link.evaluate("one => one.dataset.seen = ''")
    with page.expect_response(lambda answer: answer.status == 401 and answer.request.method == "POST"):
        type_at_the_end(page, " And more.")
    page.wait_for_timeout(300)

    assert link.evaluate("one => 'seen' in one.dataset")
    assert not page.get_by_text("kept in this browser").count()


def test_a_note_outlives_a_closed_tab_and_another_log_in_but_no_log_out(enter, transactional_db):
    first, second = UserFactory(triager=True), UserFactory(triager=True)
    receive(published_article().editions.get(), receipt=new_receipt(), comment="Is 40 mg right?")
    desk = enter(first)
    address = f"{desk.address}{reverse('wagtailsnippets_feedback_report:edit', args=[Report.objects.get().pk])}"
    page = desk.page
    page.goto(address)
    page.locator("[name=note]").fill("I asked the author.")
    until_kept(page)
    page, closed = page.context.new_page(), page
    closed.close()
    page.goto(address)
    page.get_by_role("button", name="Put it back").click()
    assert page.locator("[name=note]").input_value() == "I asked the author."
    assert page.evaluate("document.activeElement.name") == "note"

    becomes(desk, second)
    other = page.context.new_page()
    with other.expect_response("**/account/session/"):
        other.goto(address)
    other.wait_for_timeout(300)
    assert not other.get_by_role("button", name="Put it back").is_visible()
    assert "asked" not in kept_bytes(page)
    save = page.locator("main form").get_by_role("button", name=re.compile("save", re.I)).last
    save.click()
    page.get_by_role("alertdialog", name="Somebody else is logged in now").wait_for()
    page.get_by_role("button", name="Back to the form").click()
    becomes(desk, first)
    save.dblclick()
    page.locator(".messages .success").wait_for()
    assert [note.author for note in Report.objects.get().notes.all()] == [first]

    page.goto(address)
    page.locator("[name=note]").fill("Never sent.")
    until_kept(page)
    page.locator(".sidebar-footer__account").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(f"{desk.address}/admin/login/")
    assert kept(page) == 0


def test_who_is_asked_whether_to_leave_and_stays_can_press_again_and_is_told_nothing_false(enter, transactional_db):
    receive(published_article().editions.get(), receipt=new_receipt(), comment="Is 40 mg right?")
    desk, asked = enter(UserFactory(triager=True)), []
    page = desk.page
    page.goto(f"{desk.address}{reverse('wagtailsnippets_feedback_report:edit', args=[Report.objects.get().pk])}")
    page.locator("[name=note]").fill("I asked the author.")
    until_kept(page)
    page.evaluate("addEventListener('beforeunload', (event) => event.preventDefault())")

    def stays_once(dialog):
        asked.append(dialog.type)
        return dialog.dismiss() if len(asked) == 1 else dialog.accept()

    page.on("dialog", stays_once)
    page.locator(".sidebar-footer__account").click()
    page.get_by_role("button", name="Log out").click()
    assert until(page, lambda: asked == ["beforeunload"])
    page.locator("[name=note]").fill("I asked the author twice.")
    with server_away(page):
        page.locator("main form").get_by_role("button", name=re.compile("save", re.I)).last.click()
        page.get_by_role("alertdialog", name="The server does not answer").wait_for()
        assert not page.locator(".unsent-dialog [data-kept]").is_visible()
        page.get_by_role("button", name="Back to the form").click()

    if not page.get_by_role("button", name="Log out").is_visible():
        page.locator(".sidebar-footer__account").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(f"{desk.address}/admin/login/")


def test_what_was_typed_before_the_sites_secret_changed_is_still_its_writers(enter, transactional_db, settings):
    triager = UserFactory(triager=True)
    receive(published_article().editions.get(), receipt=new_receipt(), comment="Is 40 mg right?")
    desk = enter(triager)
    page, address = desk.page, reverse("wagtailsnippets_feedback_report:edit", args=[Report.objects.get().pk])
    page.goto(desk.address + address)
    page.locator("[name=note]").fill("I asked the author.")
    until_kept(page)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one" * 9, [settings.SECRET_KEY]
    becomes(desk, triager)
    page.locator("main form").get_by_role("button", name=re.compile("save", re.I)).last.click()
    page.locator(".messages .success").wait_for()
    assert Report.objects.get().notes.get().author == triager

    page.goto(desk.address + address)
    page.locator("[name=note]").fill("She answered.")
    until_kept(page)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next" * 9, [settings.SECRET_KEY]
    becomes(desk, triager)
    page.goto(desk.address + address)
    page.get_by_role("button", name="Put it back").click()
    assert page.locator("[name=note]").input_value() == "She answered."


def test_an_answer_is_offered_at_its_own_remark_whatever_a_colleague_settled(enter, transactional_db):
    reviewer, writer = credentialed(SignOffKind.FACT_CHECK), UserFactory(writer=True)
    page = submitted(article(by=writer))
    first, second = (
        remark(Draft.of(page), by=reviewer, quote="heat", comment=said) for said in ("Why?", "Since when?")
    )
    desk = enter(writer)
    screen, address = desk.page, f"{desk.address}{reverse('review:remarks', args=[page.pk])}"
    screen.goto(address)
    screen.fill(f"#answer-{first.pk}", "Never mind.")
    screen.fill(f"#answer-{second.pk}", "Since 1998.")
    assert until(screen, lambda: kept(screen) == 2)

    first.settle(reviewer)
    screen.goto(address)
    screen.get_by_role("button", name="Put it back").click()

    assert screen.locator(f"#answer-{second.pk}").input_value() == "Since 1998."


def test_what_was_sent_and_not_answered_for_long_is_not_sent_again_without_asking(enter, transactional_db):
    writer, sent = UserFactory(writer=True), []
    page = submitted(article(by=writer))
    thread = remark(Draft.of(page), by=credentialed(SignOffKind.FACT_CHECK), quote="heat", comment="Since when?")
    desk = enter(writer)
    screen, address = desk.page, f"{desk.address}{reverse('review:remarks', args=[page.pk])}"
    screen.clock.install()
    screen.goto(address)
    screen.route(address, lambda route: (sent.append(1), route.fulfill(status=204)))  # leaves the browser where it is
    screen.fill(f"#answer-{thread.pk}", "Since 1998.")
    send = screen.get_by_role("button", name="Answer")

    send.click()
    assert until(screen, lambda: len(sent) == 1)
    send.click()
    assert not screen.get_by_role("alertdialog").count()
    screen.clock.fast_forward(60_000)
    send.click()

    dialog = screen.get_by_role("alertdialog", name="The server has not answered yet")
    dialog.wait_for()
    assert len(sent) == 1
    dialog.get_by_role("button", name="Try again").click()
    assert until(screen, lambda: len(sent) == 2)


def test_a_button_on_a_screen_without_texts_is_not_pressed_for_somebody_who_logged_in_since(enter, transactional_db):
    first, second = credentialed(SignOffKind.FACT_CHECK), credentialed(SignOffKind.FACT_CHECK)
    submitted(article(title="Free to take"))
    steps.look_again_at_all()
    desk = enter(first)
    page, take = desk.page, desk.page.get_by_role("button", name=re.compile("^Take it"))
    page.goto(f"{desk.address}/admin/")

    becomes(desk, second)
    take.click()
    page.get_by_role("alertdialog", name="Somebody else is logged in now").wait_for()
    page.get_by_role("button", name="Back to the form").click()
    assert not Assignment.objects.exists()

    becomes(desk, first)
    take.click()
    page.locator(".messages .success").wait_for()
    assert Assignment.objects.get().person == first


def test_the_server_gives_the_text_back_itself_where_no_script_was_asked(enter, transactional_db):
    reviewer = credentialed(SignOffKind.FACT_CHECK)
    waiting = submitted(article())
    desk = enter(reviewer)
    page = desk.page
    page.goto(f"{desk.address}/admin/review/{waiting.pk}/")
    page.get_by_label("What has to change?").fill(COMMENT)

    Session.objects.all().delete()
    page.evaluate("document.querySelector('[name=comment]').form.submit()")
    page.get_by_text("You are logged out, so nothing was sent.").wait_for()
    axe_finds_nothing(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        nothing_scrolls_sideways(page)
    beside(desk, reviewer)
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("You logged in again since you opened this form").wait_for()
    assert page.get_by_label("Comment").input_value() == COMMENT


def test_a_form_that_is_too_long_is_stopped_before_it_is_sent(enter, transactional_db, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 30
    writer = UserFactory(writer=True)
    desk = enter(writer)
    page = desk.page
    desk.edit(article(by=writer).pk)
    page.fill("[name=standfirst]", "Much more than before.")

    page.get_by_role("button", name="Save draft").click()

    dialog = page.get_by_role("alertdialog", name="This is too long to send at once")
    dialog.get_by_text("more than the site takes at once").wait_for()
    axe_finds_nothing(page, within=".unsent-dialog")
    dialog.get_by_role("button", name="Back to the form").click()
    assert page.locator("[name=standfirst]").input_value() == "Much more than before."


def test_a_window_to_choose_in_says_why_it_does_not_open_and_opens_when_it_can(enter, transactional_db):
    writer = UserFactory(writer=True)
    desk = enter(writer)
    page = desk.page
    desk.edit(article(by=writer).pk)
    choose = page.get_by_role("button", name="Choose an image").first
    window = page.get_by_role("dialog").filter(has_text="Search")

    page.route("**/images/chooser/**", lambda route: route.fulfill(status=500), times=1)
    choose.click()
    page.get_by_role("alertdialog", name="This window did not open").wait_for()
    page.get_by_role("button", name="Back to the form").click()

    with server_away(page):
        choose.click()
        page.get_by_role("alertdialog", name="The server does not answer").wait_for()
    page.get_by_role("button", name="Try again").click()
    window.wait_for()

    Session.objects.all().delete()
    window.get_by_label("Search term").fill("heat")
    page.get_by_role("alertdialog", name="You are logged out").wait_for()
    page.get_by_role("button", name="Back to the form").click()
    window.get_by_role("button", name="Close").click()
    window.wait_for(state="detached")
    choose.press("Enter")
    page.get_by_role("alertdialog", name="You are logged out").wait_for()
    axe_finds_nothing(page, within=".unsent-dialog")
    beside(desk, writer)
    page.get_by_role("status").get_by_text("You are logged in again.").wait_for()
    page.keyboard.press("Enter")
    window.wait_for()
