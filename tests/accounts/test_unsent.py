"""What was typed in a form of the desk comes back when the form is not taken, without any script."""

import json
from base64 import b64decode
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.unsent import MARK
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.review.signing.discussion.change_requests import ChangeRequest
from tests.factories.accounts import PASSWORD, UserFactory, logged_in
from tests.factories.drafts import fresh, shown_digest, submitted
from tests.factories.editions import taken_away
from tests.factories.pages import article, published_article
from tests.factories.signing import appointed_editor, credentialed

pytestmark = pytest.mark.django_db

COMMENT = 'The dose in “Children” is <10 mg/kg & not 40.\r\nSee "table 2".'
SHOWN = "The dose in “Children” is &lt;10 mg/kg &amp; not 40.\r\nSee &quot;table 2&quot;."
HERE = {"HTTP_ORIGIN": "http://testserver"}
AUTOSAVE = {"HTTP_ACCEPT": "application/json"}


NEW_PASSWORD = {"password1": "a new long sentence", "password2": "a new long sentence"}


@pytest.fixture
def page():
    return submitted(article())


@pytest.fixture
def checker(client):
    user = credentialed(SignOffKind.FACT_CHECK)
    logged_in(client, user)
    return user


def ask_for_changes(client, page, comment=COMMENT, **extra):
    return client.post(f"/admin/review/{page.pk}/", {"comment": comment, "ask": "", "password": "pa55 word"}, **extra)


def out_of_session(client):
    Session.objects.all().delete()
    return client


def test_a_form_of_a_session_that_is_over_comes_back_with_its_text(client, checker, page):
    answer = ask_for_changes(out_of_session(client), page)

    shown = answer.content.decode()
    assert answer.status_code == 403
    assert "You are logged out, so nothing was sent." in shown
    assert SHOWN in shown and 'name="comment"' in shown and 'name="ask"' in shown
    assert "pa55" not in shown
    assert answer["Cache-Control"] == "no-store"
    assert not ChangeRequest.objects.exists()


def test_nothing_typed_before_a_log_in_stays_on_the_server(client, checker, page):
    ask_for_changes(out_of_session(client), page)

    assert not any("comment" in str(one.get_decoded()) for one in Session.objects.all())


def test_a_form_from_before_the_newest_log_in_is_offered_again_and_then_taken(checker, page):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(checker)
    mark = str(uuid4())
    answer = browser.post(f"/admin/review/{page.pk}/", {"comment": COMMENT, "ask": "", "kept-as": mark}, **HERE)
    assert answer.status_code == 403 and SHOWN in answer.content.decode()
    assert "You logged in again since you opened this form" in answer.content.decode()

    token = answer.context["csrf_token"]
    again = {field["name"]: field["value"] for field in answer.context["fields"]} | {"csrfmiddlewaretoken": token}
    done = browser.post(answer.context["address"], again, **HERE)

    assert ChangeRequest.objects.get(page=page).comment == COMMENT
    assert f"taken-{mark}" in done.cookies


def test_a_form_that_another_site_may_have_sent_is_not_offered_again(checker, page):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(checker)

    for elsewhere in ({"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {}):
        answer = ask_for_changes(browser, page, **elsewhere)
        assert answer.status_code == 403 and "Children" not in answer.content.decode()


def test_a_refused_form_comes_back_with_its_text_and_the_sentence(client, page):
    logged_in(client, UserFactory(triager=True))

    answer = ask_for_changes(client, page)

    assert answer.status_code == 403 and SHOWN in answer.content.decode()
    assert "You may not do this now. Perhaps somebody locked the page" in answer.content.decode()
    assert "Sorry, you do not have permission" not in client.get("/admin/").content.decode()


def test_a_second_factor_that_is_asked_for_first_costs_no_comment(client, checker, page, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    answer = ask_for_changes(client, page)

    assert answer.status_code == 403 and SHOWN in answer.content.decode()
    assert "Before you go on, add a second factor" in answer.content.decode()
    assert f'href="{reverse("mfa_index")}"' in answer.content.decode()


def test_a_press_without_text_is_refused_as_ever(client, page):
    logged_in(client, UserFactory(triager=True))

    assert client.post(f"/admin/review/{page.pk}/", {"settle": "3"}).url == reverse("wagtailadmin_home")


def test_a_refusal_in_a_sentence_keeps_the_text_too(client):
    edition = published_article().editions.get()
    receive(edition, receipt=new_receipt(), comment="I nearly died of the dose.")
    Report.objects.update(severity=Report.Severity.SAFETY)
    editor = UserFactory(is_superuser=True)
    logged_in(client, editor)
    too_long = "We are looking at this page. " * 20

    answer = client.post(
        reverse("wagtailsnippets_feedback_report:put_notice", args=[Report.objects.get().pk]), {"notice": too_long}
    )

    assert answer.status_code == 403 and too_long.strip() in answer.content.decode()
    assert "at most 200 characters" in answer.content.decode()


def test_a_task_that_was_taken_back_meanwhile_costs_no_comment(client, checker, page):
    page.current_workflow_state.cancel(user=UserFactory(is_superuser=True))

    answer = ask_for_changes(client, page)

    assert answer.status_code == 403 and SHOWN in answer.content.decode()
    assert "Only somebody who could sign this text can send it back." in answer.content.decode()


def test_a_screen_that_refuses_a_decision_without_its_form_gives_the_reason_back(client):
    editor = appointed_editor()
    page = published_article()
    logged_in(client, editor)
    taken_away(page)
    typed = {"hold-notice": "We are looking into the dose.", "hold-reason": "A reader’s letter.", "hold": ""}

    answer = client.post(reverse("review:status", args=[page.pk]), typed)

    assert answer.status_code == 403
    assert all(text in answer.content.decode() for text in (typed["hold-notice"], typed["hold-reason"]))


def test_only_a_form_that_was_taken_is_told_to_the_browser(client, checker, page):
    mark = str(uuid4())
    form = {"ask": "", "kept-as": mark}

    assert f"taken-{mark}" not in client.post(f"/admin/review/{page.pk}/", {**form, "comment": ""}).cookies
    taken = client.post(f"/admin/review/{page.pk}/", {**form, "comment": COMMENT}).cookies
    assert taken[f"taken-{mark}"]["path"] == "/admin/" and taken[f"taken-{mark}"]["samesite"] == "Strict"
    assert not client.post(f"/admin/review/{page.pk}/", {**form, "kept-as": "x=1; Domain=evil"}).cookies.get("taken-x")


def test_a_form_about_logging_in_and_an_interest_that_is_asked_about_are_taken_too(client, checker, page):
    marks = [str(uuid4()) for _ in range(3)]
    client.post(reverse("account_change_password"), {**NEW_PASSWORD, "oldpassword": "wrong", MARK: marks[0]})
    client.post(reverse("account_change_password"), {**NEW_PASSWORD, "oldpassword": PASSWORD, MARK: marks[1]})
    declared = {"interests": "declared", "which_interests": "Talks for its maker.", "agreed": "on", "sign": ""}
    shown = {"digest": shown_digest(page), "kind": "fact_check"}
    client.post(f"/admin/review/{page.pk}/", {**shown, **declared, MARK: marks[2]})

    assert [f"taken-{mark}" in client.cookies for mark in marks] == [False, True, True]


def test_autosave_is_told_in_words(client):
    writer = UserFactory(writer=True)
    page = article(by=writer)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    logged_in(client, writer)

    locker = UserFactory(is_superuser=True, first_name="Ada", last_name="Lock")
    page.locked, page.locked_by, page.locked_at = True, locker, timezone.now()
    page.save()
    locked = client.post(address, {"title": "New"}, **AUTOSAVE).json()
    assert locked["error_code"] == "locked" and "Ada Lock" in locked["error_message"]

    writer.groups.clear()
    refused = client.post(address, {"title": "New"}, **AUTOSAVE)
    assert (refused.status_code, refused.json()["error_code"]) == (403, "refused")

    over = client.post(address, {"title": "New"}, **AUTOSAVE) if out_of_session(client) else None
    assert over.status_code == 401 and over.json()["error_code"] == "session_over"
    assert "You are logged out" in over.json()["error_message"]

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(locker)
    assert strict.post(address, {"title": "New"}, **AUTOSAVE).json()["error_code"] == "logged_in_again"


def test_asking_who_is_logged_in_is_cheap(client, django_assert_num_queries):
    logged_in(client, UserFactory(writer=True))

    with django_assert_num_queries(2):
        client.get(reverse("account_session"))


def test_the_key_of_what_the_browser_keeps_is_given_to_its_account_alone(client, settings):
    address = reverse("account_session")
    assert client.get(address).status_code == 401

    given = []
    for user in (UserFactory(writer=True), UserFactory(writer=True)):
        logged_in(client, user)
        answer = client.get(address)
        given.append(answer.json())
        assert "no-store" in answer["Cache-Control"]
    one, other = given
    assert one["accounts"] != other["accounts"] and one["keys"] != other["keys"]
    assert len(b64decode(other["keys"][0])) == 32

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    client.force_login(user)
    after = client.get(address).json()
    assert (after["accounts"][1], after["keys"][1]) == (other["accounts"][0], other["keys"][0])


def typed_article():
    """What a browser kept of the editor of an article."""
    rich = {
        "blocks": [
            {
                "key": "a1b2c",
                "text": "Take 5 mg.",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [],
            }
        ],
        "entityMap": {},
    }
    return {
        "title": "What I typed",
        "slug": "x",
        "standfirst": "A new standfirst.",
        "key_points-count": "0",
        "subjects-count": "0",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "section",
        "body-0-id": str(uuid4()),
        "body-0-value-heading": "Doses",
        "body-0-value-content-count": "1",
        "body-0-value-content-0-deleted": "",
        "body-0-value-content-0-order": "0",
        "body-0-value-content-0-type": "text",
        "body-0-value-content-0-id": str(uuid4()),
        "body-0-value-content-0-value": json.dumps(rich),
        "loaded_revision_id": "1",
        "loaded_revision_created_at": "2026-01-01T00:00:00+00:00",
    }


def test_the_editor_is_filled_in_again_and_nothing_is_saved_by_that(client):
    writer = UserFactory(writer=True)
    page = article(by=writer)
    logged_in(client, writer)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(address).context["form"]
    before = page.latest_revision_id

    kept = typed_article()
    for formset in form.formsets.values():
        kept |= {f"{formset.prefix}-TOTAL_FORMS": "0", f"{formset.prefix}-INITIAL_FORMS": "0"}
    shown = client.post(f"{address}put-back/", kept).content.decode()

    assert "This is what you had typed. It is not saved yet." in shown
    assert "Somebody saved this page since." in shown
    assert "What I typed" in shown and "Take 5 mg." in shown
    assert 'value="2026-01-01T00:00:00+00:00"' in shown
    assert fresh(page).latest_revision_id == before


def test_what_is_no_whole_form_is_put_back_nowhere_and_it_is_said(client):
    page = article()
    logged_in(client, UserFactory(editor=True))

    shown = client.post(f"/admin/pages/{page.pk}/edit/put-back/", {"title": "Half"}, follow=True).content.decode()

    assert "What was kept is not the whole form" in shown
