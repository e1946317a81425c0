"""The admin's home page tells everybody what to do next, and asks as little on a large site as on a small one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.credentials import Credential
from editorial.planning import steps
from editorial.planning.assigning import assignments
from editorial.planning.assigning.assignments import Assignment
from editorial.planning.schedule.bundles import Bundle
from editorial.planning.steps import Step
from editorial.review.authority import deciding as authority
from editorial.review.decisions import decisions_for_each
from editorial.review.publishing.status import propose
from editorial.review.signing.discussion.remarking import remark
from editorial.review.signing.signing import ask_for_changes
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import appointed_editor, credentialed

pytestmark = pytest.mark.django_db

FACT_CHECK = SignOffKind.FACT_CHECK
MOST_QUERIES = 13


def waiting(title, by=None):
    page = submitted(article(title=title, by=by))
    steps.follow(page.current_workflow_state.current_task_state_id)
    return page


def home_of(client, user):
    logged_in(client, user)
    return client.get("/admin/").content.decode()


def test_a_checker_sees_what_they_are_asked_and_what_they_could_take(client):
    checker, editor = credentialed(FACT_CHECK), UserFactory(editor=True)
    asked, free = waiting("Asked of me"), waiting("Free to take")
    assignments.ask(asked, FACT_CHECK, checker, by=editor, due=timezone.localdate() - timedelta(1))

    shown = home_of(client, checker)

    assert shown.index("You are asked to sign") < shown.index("Asked of me") < shown.index("Waiting for anybody")
    assert shown.index("Waiting for anybody") < shown.index("Free to take")
    assert "overdue" in shown
    assert reverse("review:page", args=[free.pk]) in shown


def revocation(by, of):
    """That an editor asks for a credential to be revoked."""
    page = of.person_account.person
    about = {"person": page, "credential": page.credentials.get()}
    return authority.ask(by=by, kind="credential_revoked", reason="Retired.", **about)


def test_all_that_two_editors_decide_waits_for_the_other_one_on_the_screen_and_in_the_digest(client):
    first, second = appointed_editor(), appointed_editor()
    page, person = published_article(), credentialed(SignOffKind.FACT_CHECK, user=UserFactory(reviewer=True))
    propose(page, by=first, status="withdrawn", notice="It was wrong.", reason="Report 12")
    wanted, of_second = (revocation(by=first, of=user) for user in (person, second))
    bundle = Bundle.objects.create(title="May", state="out", take_back_asked_by=first)
    addresses = {
        reverse("review:status", args=[page.pk]),
        reverse("review:authority_proposal", args=[wanted.pk]),
        reverse("planning:bundle", args=[bundle.pk]),
    }

    def listed(user, *asked):
        client.logout()
        shown = logged_in(client, user).get(reverse("to_sign")).content.decode()
        found = {address for address in asked if f'"{address}"' in shown}
        assert found == {each.url for each in decisions_for_each()[user.pk]} & {*asked}
        return found

    assert listed(second, *addresses) == addresses
    assert listed(first, *addresses) == set()
    assert listed(second, reverse("review:authority_proposal", args=[of_second.pk])) == set()


def test_a_credential_that_ends_soon_is_told(client):
    checker = credentialed(FACT_CHECK)
    end = timezone.localdate() + timedelta(20)
    Credential.objects.filter(person=checker.person_account.person).update(expires_on=end)

    assert "Ask an editor to prolong it" in home_of(client, checker)


def test_a_writer_sees_what_was_asked_of_their_drafts(client):
    writer = UserFactory(writer=True)
    sent_back, new = waiting("Sent back", by=writer), article(title="Not submitted", by=writer)
    ask_for_changes(sent_back, by=credentialed(FACT_CHECK), comment="The dose is ten times too high.")
    steps.follow_all()

    shown = home_of(client, writer)

    assert shown.index("The dose is ten times too high.") < shown.index("A draft that you have not submitted")
    assert shown.index("Sent back") < shown.index(new.title)


def test_an_editor_sees_what_stands_still_and_why(client):
    checker, editor = credentialed(FACT_CHECK), UserFactory(editor=True)
    old, nobody, refused = waiting("Old text"), waiting("Signed by nobody"), waiting("Refused text")
    Step.objects.filter(page_id=old.pk).update(began_at=timezone.now() - timedelta(9))
    Step.objects.filter(page_id=nobody.pk).update(able=[])
    assignments.ask(nobody, FACT_CHECK, checker, by=editor)
    Assignment.objects.update(kind=SignOffKind.MEDICAL_REVIEW)  # asked for the step after this one
    asked = assignments.ask(refused, FACT_CHECK, checker, by=editor)
    assignments.decline(asked, by=checker, reason="Not my field.")

    shown = home_of(client, editor)

    assert shown.count("nobody can sign it") == 1
    assert "Not my field." in shown
    assert "Old text" in shown


def test_an_editor_sees_who_did_not_answer_and_who_declines_after_all(client):
    silent, fickle, editor = credentialed(FACT_CHECK), credentialed(FACT_CHECK), UserFactory(editor=True)
    assignments.lapse(assignments.ask(waiting("Unanswered text"), FACT_CHECK, silent, by=editor))
    accepted = assignments.ask(waiting("Promised text"), FACT_CHECK, fickle, by=editor)
    assignments.accept(accepted, by=fickle)
    Step.objects.update(began_at=timezone.now())
    assignments.decline(accepted, by=fickle, reason="I am ill.")

    shown = home_of(client, editor)

    listed = shown[shown.index("Declined or unanswered") :]
    assert "Unanswered text" not in listed  # it was asked for in the round before
    assert "I am ill." in listed
    Step.objects.update(began_at=timezone.now() - timedelta(1))
    shown = home_of(client, editor)
    assert "Unanswered text" in shown[shown.index("Declined or unanswered") :]


@pytest.mark.parametrize("role", ["checker", "writer", "editor"])
def test_the_home_page_asks_as_little_of_a_large_site(client, role):
    editor = UserFactory(editor=True)
    user = {"checker": credentialed(FACT_CHECK), "editor": editor, "writer": UserFactory(writer=True)}[role]
    logged_in(client, user)
    waiting("A", by=user if role == "writer" else None)
    client.get("/admin/")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    small = asked()
    for number in range(4):
        page = waiting(f"Text {number}", by=user if role == "writer" else None)
        if role != "writer":
            assignments.ask(page, FACT_CHECK, credentialed(FACT_CHECK) if role == "editor" else user, by=editor)
        named = {"quote": "It may help", "comment": f"@{user.email}, is that so?"}
        remark(Draft.of(page), by=credentialed(FACT_CHECK), **named)
    steps.look_again_at_all()

    assert asked() <= small + 3  # lists that were empty: remarks, what stands still, and who is asked
    assert asked() <= MOST_QUERIES


def test_something_in_every_list_costs_one_question_for_each_and_for_what_it_names(client):
    editor, checker = UserFactory(editor=True), credentialed(FACT_CHECK)
    refused, sent_back, mine = waiting("Refused text"), waiting("Sent back"), article(title="Mine", by=editor)
    assignments.decline(assignments.ask(refused, FACT_CHECK, checker, by=editor), by=checker, reason="Not my field.")
    ask_for_changes(sent_back, by=checker, comment="The dose is ten times too high.")
    remark(Draft.of(refused), by=checker, quote="It may help", comment=f"@{editor.email}, is that so?")
    Page.objects.filter(pk=mine.pk).update(locked=True, locked_by=editor, locked_at=timezone.now())
    edited(mine, by=editor, standfirst="Better.")
    PageLogEntry.objects.log_action(mine, "wagtail.edit", user=editor)
    steps.follow_all()
    Step.objects.update(began_at=timezone.now() - timedelta(9))

    shown = home_of(client, editor)
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/")

    for heading in ("Remarks that name you", "What needs you", "Sent back to their writers", "Your locked pages"):
        assert heading in shown
    assert "Your most recent edits" in shown and "Declined or unanswered" in shown
    assert len(queries) <= 22
