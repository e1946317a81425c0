"""Who is told of what happens to a text."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.record.published.status import PublicationStatus
from articles.record.signed.sign_offs import SignOffKind
from editorial.letters.outbox.letter import Letter
from editorial.review.authority import deciding
from editorial.review.publishing import status
from editorial.review.signing.signing import ask_for_changes, waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.authority import decided
from tests.factories.drafts import edited, submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import (
    able_to_sign,
    appointed_editor,
    credentialed,
    published_through_the_workflow,
    signed,
)
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db


def told(subject):
    """Whom a letter was written that begins like this."""
    return sorted(Letter.objects.filter(subject__startswith=subject).values_list("address", flat=True))


@pytest.mark.django_db(transaction=True)
def test_when_changes_were_made_the_same_people_are_asked_again():
    """As on Wagtail's edit screen, which takes a review up again outside any transaction."""
    checker = credentialed(SignOffKind.FACT_CHECK)
    page = submitted(article())
    ask_for_changes(page, by=checker, comment="Not clear.")
    submitted(edited(page, standfirst="Clear."))

    assert told("Fact check wanted").count(checker.email) == 2
    assert told("Changes asked for") == [page.owner.email]


def test_a_text_that_goes_straight_back_asks_nobody():
    checker = credentialed(SignOffKind.FACT_CHECK)
    page = submitted(article(standfirst=""))

    assert checker.email not in told("Fact check wanted")
    assert told("Changes asked for") == [page.owner.email]
    assert "Write the standfirst." in [letter.body for letter in delivered() if letter.to == [page.owner.email]][0]


def test_editors_are_told_at_once_when_nobody_can_sign():
    editor = UserFactory(editor=True)
    page = article()
    Letter.objects.all().delete()
    for credential in able_to_sign(page, "fact_check").person_account.person.credentials.all():
        decided("credential_revoked", person=credential.person, credential=credential)

    page = submitted(page)

    assert told("Nobody can sign") == [editor.email]
    assert told("Fact check wanted") == []


def test_editors_and_the_owner_are_told_when_a_text_is_scheduled_and_when_it_is_published():
    editor = UserFactory(editor=True)
    page = submitted(article(publish_after=timezone.now() + timedelta(days=3)))
    while waiting_for(page):
        signed(page)

    assert told("Scheduled: Inversion therapy") == sorted([editor.email, page.owner.email])
    assert told("Published") == []


def test_who_signed_and_who_wants_to_know_get_one_letter_each():
    page = published_through_the_workflow(article())

    assert told("Published: Inversion therapy, edition 1") == sorted({page.owner.email, *told("Published")})
    assert len(told("You signed")) == len(set(told("You signed"))) == len(page.current_edition.sign_offs)
    assert {letter.page_id for letter in Letter.objects.filter(subject__contains="Inversion")} == {page.pk}


TAKE_AWAY = {"status": PublicationStatus.WITHDRAWN, "notice": "Over.", "reason": "As agreed"}


def test_whoever_proposed_something_is_told_that_another_turned_it_down():
    first, second = appointed_editor(), appointed_editor()
    page = published_article()
    about = appointed_editor().person_account.person
    asked = {"kind": "credential_revoked", "reason": "Left", "person": about, "credential": about.credentials.get()}

    status.decide(status.propose(page, by=first, **TAKE_AWAY), by=first, accept=False)
    assert told("Turned down") == []
    status.decide(status.propose(page, by=first, **TAKE_AWAY), by=second, accept=False)
    assert told("Turned down: Withdrawn") == [first.email]
    deciding.decide(deciding.ask(by=second, **asked), by=first, accept=False)
    assert told("Turned down: ") == sorted([first.email, second.email])


def test_the_two_who_planned_to_take_a_page_away_are_told_that_it_was_called_off():
    first, second, third = (UserFactory(editor=True) for _ in range(3))
    page, later = published_article(), timezone.now() + timedelta(days=1)
    proposal = status.propose(page, by=first, takes_effect_at=later, **TAKE_AWAY)
    status.decide(proposal, by=second, accept=True)

    status.call_off(proposal, by=third)

    assert told("Called off: Withdrawn") == sorted([first.email, second.email])
