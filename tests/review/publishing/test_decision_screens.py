"""The screens on which editors change what readers get, call an emergency, and waive an interest."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.management import call_command

from articles.record.published.drafts import Draft
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.interests import InterestDeclaration
from editorial.review.publishing.status import decide, hold, propose
from editorial.review.publishing.status_proposals import StatusProposal
from editorial.review.screens.decisions.status_forms import PutBackForm
from editorial.review.signing.discussion.remarking import remark
from editorial.review.signing.interests import declare
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import shown_digest, submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import appointed_editor, credentialed

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    return entering(client, credentialed(SignOffKind.EDITORIAL, user=UserFactory(editor=True)))


def entering(client, user):
    """The user, who has just logged in with this client."""
    client.logout()
    logged_in(client, user)
    return user


def status_address(page):
    return f"/admin/review/{page.pk}/status/"


def status_of(page):
    return Publication.objects.get(page_id=page.pk).status


def test_an_edition_is_offered_with_its_day_by_the_clock_on_the_wall():
    publication = Publication.objects.get(page_id=published_article().pk)
    offered = PutBackForm(publication=publication).fields["edition"]
    edition = publication.edition
    edition.created_at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert offered.label_from_instance(edition) == "1, of 1 July 2026"


def test_an_editor_puts_a_notice_on_a_page(client, editor):
    page = published_article()

    client.post(
        status_address(page),
        {"hold": "", "hold-notice": "We are checking the dose.", "hold-reason": "Two reports"},
    )

    assert status_of(page) == PublicationStatus.UNDER_REVIEW
    assert "We are checking the dose." in client.get(status_address(page)).content.decode()


def test_a_notice_that_nobody_read_is_not_taken_away(client, editor):
    page = published_article()
    hold(page, by=UserFactory(editor=True), notice="We look at its sources.", reason="Report 12")
    seen = client.get(status_address(page)).context["as_of"]
    hold(page, by=UserFactory(editor=True), notice="Do not follow this page.", reason="Report 13")

    shown = client.post(status_address(page), {"lift": "", "lift-reason": "They are fine.", "as_of": seen})

    assert "what readers get was changed since you opened this" in shown.content.decode()
    assert "They are fine." in shown.content.decode()
    assert Publication.objects.get(page_id=page.pk).notice == "Do not follow this page."
    client.post(status_address(page), {"lift": "", "lift-reason": "Fine.", "as_of": shown.context["as_of"]})
    assert status_of(page) == PublicationStatus.PUBLISHED


def test_a_form_that_lacks_something_says_so_and_keeps_the_rest(client, editor):
    page = published_article()

    shown = client.post(status_address(page), {"hold": "", "hold-notice": "We are checking.", "hold-reason": ""})

    assert "Give the reason: it is kept." in shown.content.decode()
    assert "We are checking." in shown.content.decode()
    assert status_of(page) == PublicationStatus.PUBLISHED


def test_an_editor_proposes_and_another_is_written_to_and_agrees(client, editor, django_capture_on_commit_callbacks):
    page = published_article()
    other = UserFactory(editor=True)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            status_address(page),
            {
                "take_away": "",
                "take_away-status": PublicationStatus.WITHDRAWN,
                "take_away-notice": "It was wrong.",
                "take_away-reason": "Report 12",
            },
        )
    assert other.email in [email.to[0] for email in mail.outbox if "Please decide" in email.subject]
    assert status_of(page) == PublicationStatus.PUBLISHED

    entering(client, other)
    client.post(status_address(page), {"agree": StatusProposal.objects.get().pk})

    assert status_of(page) == PublicationStatus.WITHDRAWN


def test_who_proposed_is_not_offered_to_agree_and_cannot(client, editor):
    page = published_article()
    proposal = propose(page, by=editor, status=PublicationStatus.WITHDRAWN, notice="It was wrong.", reason="Report 12")

    assert "Agree" not in client.get(status_address(page)).content.decode()
    shown = client.post(status_address(page), {"agree": proposal.pk})

    assert "somebody else has to agree" in shown.content.decode()
    assert status_of(page) == PublicationStatus.PUBLISHED


def test_agreeing_is_to_what_was_read_and_to_no_later_proposal(client, editor):
    page, first, third = published_article(), UserFactory(editor=True), UserFactory(editor=True)
    read = propose(page, by=first, status=PublicationStatus.ARCHIVED, notice="Nobody needs it.", reason="Old")
    decide(read, by=third, accept=False)
    later = propose(page, by=third, status=PublicationStatus.RETRACTED, notice="It was false.", reason="Report 12")

    for button in ("agree", "dismiss"):
        shown = client.post(status_address(page), {button: read.pk}).content.decode()
        assert "Somebody has decided this already." in shown
        assert "It was false." in shown

    later.refresh_from_db()
    assert (later.decided_at, status_of(page)) == (None, PublicationStatus.PUBLISHED)


@pytest.mark.parametrize("role", ["writer", "reviewer", "triager"])
def test_others_do_not_get_the_screen(client, role):
    page = published_article()
    client.force_login(UserFactory(**{role: True}))

    assert client.get(status_address(page)).status_code != 200
    client.post(status_address(page), {"hold": "", "hold-notice": "No.", "hold-reason": "No"})

    assert status_of(page) == PublicationStatus.PUBLISHED


def emergency_signature(page, **more):
    return {"digest": shown_digest(page), "interests": "none", "agreed": "on", **more}


def test_two_editors_publish_in_an_emergency(client, editor):
    call_command("emergency_editions", "--allow", "24")
    page = article()
    address = f"/admin/review/{page.pk}/emergency/"

    client.post(address, emergency_signature(page, call="", reason="A recall", hours="12"))
    assert not page.editions.exists()
    assert "Another editor has to sign" in client.get(address).content.decode()
    entering(client, credentialed(SignOffKind.EDITORIAL, user=UserFactory(editor=True)))
    client.post(address, emergency_signature(page, confirm=""))

    assert page.editions.get().is_emergency


def test_nobody_calls_an_emergency_that_somebody_has_called_with_another_reason(client, editor):
    call_command("emergency_editions", "--allow", "24")
    page = article()
    address = f"/admin/review/{page.pk}/emergency/"
    client.post(address, emergency_signature(page, call="", reason="A recall", hours="12"))
    second = entering(client, appointed_editor())

    shown = client.post(address, emergency_signature(page, call="", reason="Another reason", hours="24"))

    assert "An emergency has been called for this text already." in shown.content.decode()
    assert not SignOff.objects.filter(signer=second, page=page.pk).exists()
    client.post(address, emergency_signature(page, confirm=""))
    assert page.editions.get().override.reason == "A recall"


def test_a_remark_that_blocks_is_told_before_an_emergency_is_called(client, editor):
    call_command("emergency_editions", "--allow", "24")
    page = article()
    address = f"/admin/review/{page.pk}/emergency/"
    assert 'name="call"' in client.get(address).content.decode()

    remark(Draft.of(page), by=editor, quote="It may help a little.", comment="Harmful.", is_blocking=True)

    shown = client.get(address).content.decode()
    assert f"Nobody can sign this text before the remark of {editor} is settled" in shown
    assert 'name="call"' not in shown


def test_there_is_no_emergency_screen_where_emergencies_are_not_allowed(client, editor):
    page = article()

    assert client.get(f"/admin/review/{page.pk}/emergency/").status_code != 200


def test_a_declared_interest_is_kept_and_the_editors_are_asked(client, editor, django_capture_on_commit_callbacks):
    page = submitted(article())
    checker = entering(client, credentialed(SignOffKind.FACT_CHECK))
    shown = {"digest": shown_digest(page), "kind": SignOffKind.FACT_CHECK, "agreed": "on", "sign": ""}

    with django_capture_on_commit_callbacks(execute=True):
        form = {**shown, "interests": "declared", "which_interests": "Paid talks"}
        answer = client.post(f"/admin/review/{page.pk}/", form)

    assert "Nothing was signed" in answer.content.decode()
    assert InterestDeclaration.objects.get().signer == checker
    asked = {email.to[0] for email in mail.outbox if email.subject.startswith("May ")}
    assert editor.email in asked and checker.email not in asked


def test_an_editor_waives_an_interest_on_its_screen(client, editor):
    declaration = declare(submitted(article()), by=credentialed(SignOffKind.FACT_CHECK), interests="Paid talks")

    assert f"/admin/review/interests/{declaration.pk}/" in client.get("/admin/review/").content.decode()
    client.post(f"/admin/review/interests/{declaration.pk}/", {"waive": "", "reason": "About another subject"})

    assert InterestDeclaration.objects.get().waiver.reason == "About another subject"
