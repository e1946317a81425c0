"""Holding, withdrawing and giving back: what readers lose and get, and whose decision it takes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from editorial.letters.outbox.letter import Letter
from editorial.review.publishing.status import decide, hold, lift, propose, put_back
from editorial.review.publishing.status_proposals import StatusProposal
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.authority import now_with
from tests.factories.drafts import edited, fresh
from tests.factories.editions import gone_back, taken_away
from tests.factories.pages import article, published_article
from tests.factories.signing import appointed_editor, published

pytestmark = pytest.mark.django_db

AWAY = [PublicationStatus.WITHDRAWN, PublicationStatus.RETRACTED, PublicationStatus.ARCHIVED]


@pytest.fixture
def editor():
    return UserFactory(editor=True)


@pytest.fixture
def second_editor():
    return UserFactory(editor=True)


def publication_of(page):
    return Publication.objects.get(page_id=page.pk)


def test_one_editor_puts_a_notice_on_a_page_at_once(editor):
    page = published_article()

    hold(page, by=editor, notice="We are checking the dose.", reason="Two reports")

    publication = publication_of(page)
    assert (publication.status, publication.notice) == (PublicationStatus.UNDER_REVIEW, "We are checking the dose.")
    assert publication in Publication.objects.readable()


def test_the_notice_is_lifted_again(editor):
    page = published_article()
    hold(page, by=editor, notice="We are checking.", reason="A report")

    lift(page, by=editor, reason="It was right")

    assert (publication_of(page).status, publication_of(page).notice) == (PublicationStatus.PUBLISHED, "")


def test_a_new_edition_ends_the_notice(editor):
    page = published_article()
    hold(page, by=editor, notice="We are checking.", reason="A report")

    published(edited(page, standfirst="Right now.", change_class="correction", change_note="The dose was wrong."))

    assert publication_of(page).status == PublicationStatus.PUBLISHED
    assert StatusChange.objects.filter(page_id=page.pk).latest("pk").reason == "Edition 2 was published."


@pytest.mark.parametrize("status", AWAY)
def test_a_page_is_taken_away_by_two_people(editor, second_editor, status):
    page = published_article()

    proposal = propose(page, by=editor, status=status, notice="It was wrong.", reason="Report 12")
    assert publication_of(page).status == PublicationStatus.PUBLISHED
    decide(proposal, by=second_editor, accept=True)

    assert publication_of(page).status == status
    assert not Publication.objects.readable().filter(page_id=page.pk).exists()
    change = StatusChange.objects.get(page_id=page.pk)
    assert (change.decided_by, change.confirmed_by, change.reason) == (editor, second_editor, "Report 12")


def test_nobody_agrees_to_their_own_proposal(editor):
    page = published_article()
    proposal = propose(page, by=editor, status=PublicationStatus.WITHDRAWN, notice="It was wrong.", reason="Report 12")

    with pytest.raises(PermissionDenied, match="somebody else has to agree"):
        decide(proposal, by=editor, accept=True)


def test_a_superuser_does_not_agree_to_their_own_proposal_either():
    boss = UserFactory(is_superuser=True)
    proposal = propose(published_article(), by=boss, status=PublicationStatus.WITHDRAWN, notice="Wrong.", reason="Mine")

    with pytest.raises(PermissionDenied, match="somebody else has to agree"):
        decide(proposal, by=boss, accept=True)


def test_the_database_too_asks_for_a_second_person(editor):
    page = published_article()

    with pytest.raises(IntegrityError, match="needs_two_people"), transaction.atomic():
        StatusChange.objects.create(
            page_id=page.pk,
            edition=page.editions.get(),
            before=PublicationStatus.PUBLISHED,
            status=PublicationStatus.WITHDRAWN,
            reason="Alone",
            decided_by=editor,
        )


def test_a_notice_that_is_put_twice_is_in_the_history_once(editor, second_editor):
    page = published_article()
    words = {"notice": "We are checking the dose.", "reason": "Two reports"}

    first, again, other = (hold(page, by=who, **words) for who in (editor, editor, second_editor))

    assert first == again != other
    assert StatusChange.objects.filter(page_id=page.pk).count() == 2


def test_what_is_no_number_calls_nothing_off(client, editor):
    logged_in(client, editor)
    address = reverse("review:status", args=[published_article().pk])

    assert {client.post(address, {"call_off": odd}).status_code for odd in ("abc", "", "²", "9" * 5000)} == {404}


@pytest.mark.parametrize("is_old_account_first", [True, False])
def test_two_accounts_of_one_person_are_no_two_people(is_old_account_first):
    page, former = published_article(), appointed_editor()
    accounts = [former, now_with(UserFactory(editor=True), former)]
    first, second = accounts if is_old_account_first else reversed(accounts)
    words = {"status": PublicationStatus.WITHDRAWN, "reason": "Report 12"}
    proposal = propose(page, by=first, notice="It was wrong.", **words)

    with pytest.raises(PermissionDenied, match="somebody else has to agree"):
        decide(proposal, by=second, accept=True)
    with pytest.raises(IntegrityError, match="status_needs_two_people"), transaction.atomic():
        people = {"decided_by": first, "confirmed_by": second}
        StatusChange.objects.create(page_id=page.pk, edition=page.editions.get(), before="published", **words, **people)


def test_what_somebody_proposed_who_is_no_editor_any_more_takes_two_others(editor, second_editor):
    page = published_article()
    proposal = propose(page, by=editor, status="withdrawn", notice="It was wrong.", reason="Report 12")
    editor.groups.clear()

    decide(proposal, by=second_editor, accept=True)

    assert publication_of(page).status == PublicationStatus.PUBLISHED
    proposal.refresh_from_db()
    decide(proposal, by=UserFactory(editor=True), accept=True)
    assert publication_of(page).status == PublicationStatus.WITHDRAWN
    assert StatusChange.objects.get(page_id=page.pk).decided_by == second_editor


def test_a_proposal_that_is_turned_down_changes_nothing(editor, second_editor):
    page = published_article()
    proposal = propose(page, by=editor, status=PublicationStatus.RETRACTED, notice="It was wrong.", reason="Report 12")

    decide(proposal, by=second_editor, accept=False)

    assert publication_of(page).status == PublicationStatus.PUBLISHED
    assert not StatusChange.objects.filter(page_id=page.pk).exists()
    assert StatusProposal.objects.get().accepted is False


def test_a_letter_about_a_proposal_is_in_one_language_whoever_turned_it_down(editor, second_editor):
    proposal = propose(published_article("Heat"), by=editor, status="retracted", notice="It was wrong.", reason="R")
    in_english = str(proposal.get_status_display())
    with translation.override("de"):
        assert str(proposal.get_status_display()) != in_english
        decide(proposal, by=second_editor, accept=False)

    [letter] = Letter.objects.filter(recipient=editor, occasion__startswith="turned down")
    assert letter.subject == f"Turned down: {in_english}: “Heat”"


def test_a_decided_proposal_is_not_decided_again(editor, second_editor):
    proposal = propose(
        published_article(), by=editor, status=PublicationStatus.WITHDRAWN, notice="Wrong.", reason="Report"
    )
    decide(proposal, by=second_editor, accept=False)

    with pytest.raises(ValidationError, match="decided this already"):
        decide(proposal, by=second_editor, accept=True)


def test_one_proposal_at_a_time(editor, second_editor):
    page = published_article()
    propose(page, by=editor, status=PublicationStatus.WITHDRAWN, notice="It was wrong.", reason="Report 12")

    with pytest.raises(ValidationError, match="a proposal about this page already"):
        propose(page, by=second_editor, status=PublicationStatus.RETRACTED, notice="It was wrong.", reason="Report 12")


def test_two_people_give_a_page_back(editor, second_editor):
    page = taken_away(published_article())
    with pytest.raises(PermissionDenied, match="two people give it back"):
        put_back(page, by=editor, edition=page.editions.get(), notice="We had it wrong.", reason="It was right")

    proposal = propose(page, by=editor, status=PublicationStatus.PUBLISHED, reason="It was right")
    decide(proposal, by=second_editor, accept=True)

    assert publication_of(page).status == PublicationStatus.PUBLISHED


def test_a_new_edition_of_a_page_that_was_taken_away_stays_away_until_two_people_give_it_back():
    page = taken_away(published_article())

    published(edited(fresh(page), standfirst="Right now.", change_class="correction", change_note="The dose."))

    assert publication_of(page).edition.number == 2
    assert publication_of(page).status == PublicationStatus.WITHDRAWN


def test_an_older_edition_is_put_back_at_once(editor):
    page = published_article(standfirst="First.")
    published(edited(page, standfirst="Second.", change_class="update", change_note="A trial."))

    older = page.editions.get(number=1)
    put_back(fresh(page), by=editor, edition=older, notice="We had it wrong.", reason="The trial was retracted")

    assert publication_of(page).edition.standfirst == "First."
    assert StatusChange.objects.get(page_id=page.pk).reason == "The trial was retracted"


def test_after_an_older_edition_was_put_back_the_next_one_follows_the_newest():
    page = published_article(standfirst="First.")
    published(edited(page, standfirst="Second.", change_class="update", change_note="A trial."))
    gone_back(fresh(page), reason="The trial was retracted")

    published(edited(fresh(page), standfirst="Third.", change_class="update", change_note="Without the trial."))

    assert publication_of(page).edition.number == 3


@pytest.mark.parametrize("role", ["writer", "reviewer", "triager"])
def test_only_editors_change_what_readers_get(role):
    page = published_article()
    person = UserFactory(**{role: True})

    with pytest.raises(PermissionDenied, match="Only an editor"):
        hold(page, by=person, notice="No.", reason="No")
    with pytest.raises(PermissionDenied, match="Only an editor"):
        propose(page, by=person, status=PublicationStatus.WITHDRAWN, notice="No.", reason="No")


def test_a_reason_is_always_given(editor):
    with pytest.raises(ValidationError, match="Give the reason"):
        hold(published_article(), by=editor, notice="We are checking.", reason=" ")


def test_a_page_that_was_never_published_has_no_status(editor):
    with pytest.raises(ValidationError, match="never been published"):
        hold(article(), by=editor, notice="We are checking.", reason="A report")


def test_an_archived_page_cannot_be_edited():
    page = taken_away(published_article(), PublicationStatus.ARCHIVED)

    assert fresh(page).locked


@pytest.mark.parametrize(
    ("before", "status", "code"),
    [
        ("published", "withdrawn", "status_decided_by_nobody"),
        ("published", "published", "status_decided_by_nobody"),
        ("published", "archived", "status_decided_by_nobody"),
        ("withdrawn", "published", "status_moved_on"),
    ],
)
def test_nobody_is_no_editor(before, status, code):
    page = published_article()

    with pytest.raises(IntegrityError, match=code), transaction.atomic():
        StatusChange.objects.create(
            page_id=page.pk, edition=page.editions.get(), before=before, status=status, reason="By itself"
        )


def test_nobody_gives_back_what_two_editors_took_away():
    page = taken_away(published_article())

    with pytest.raises(IntegrityError, match="status_decided_by_nobody"), transaction.atomic():
        StatusChange.objects.create(
            page_id=page.pk, edition=page.editions.get(), before="withdrawn", status="published", reason="By itself"
        )


def test_a_page_is_taken_away_with_the_edition_that_readers_get(editor, second_editor):
    page = published_article()
    published(edited(page, standfirst="Better.", change_class="update", change_note="New."))

    with pytest.raises(IntegrityError, match="taken_away_as_another_edition"), transaction.atomic():
        StatusChange.objects.create(
            page_id=page.pk,
            edition=page.editions.exclude(pk=fresh(page).publication.edition_id).get(),
            before="published",
            status="withdrawn",
            notice="No",
            reason="No",
            decided_by=editor,
            confirmed_by=second_editor,
        )
