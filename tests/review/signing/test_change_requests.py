"""What a reviewer asked to be changed is shown to everybody after them, until it is settled."""

import pytest
from django.contrib.auth import get_user_model

from articles.record.signed.sign_offs import SignOffKind
from editorial.review.publishing.publishing import publish_due
from editorial.review.signing.discussion.change_requests import ChangeRequest
from editorial.review.signing.signing import ask_for_changes, waiting_for
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.authority import looked_up
from tests.factories.drafts import edited, fresh, shown_digest, submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed, signed

pytestmark = pytest.mark.django_db

DOSE = "The dose is ten times too high."


@pytest.fixture(scope="module")
def made(scene):
    checker, page = credentialed(SignOffKind.FACT_CHECK), submitted(article())
    ask_for_changes(page, by=checker, comment=DOSE)
    page = submitted(edited(fresh(page), standfirst="Changed, but not the dose."))
    return {"checker": checker.pk, "page": page}


@pytest.fixture
def checker(made):
    return get_user_model().objects.get(pk=made["checker"])


@pytest.fixture
def page(made):
    """An article that went back to its writer, was changed, and is in review again."""
    return fresh(made["page"])


def review_screen(client, user, page, **sent):
    client.logout()
    logged_in(client, user)
    path = f"/admin/review/{page.pk}/"
    return (client.post(path, sent, follow=True) if sent else client.get(path)).content.decode()


def test_every_later_reviewer_sees_it(client, page):
    assert DOSE in review_screen(client, credentialed(SignOffKind.FACT_CHECK), page)
    signed(page)
    shown = review_screen(client, credentialed(SignOffKind.MEDICAL_REVIEW), page)
    assert DOSE in shown and "about an earlier draft" in shown


def test_a_text_of_which_a_change_was_asked_does_not_go_out_by_a_signature_of_before():
    """The first fact checker's counts again, after a second one found what is wrong."""
    page, first = submitted(article()), credentialed(SignOffKind.FACT_CHECK)
    signed(page, by=first)
    held = first.person_account.person.credentials.get(kind="fact_checking")
    looked_up(held, days=-1)
    signed(fresh(page))  # the medical review; the fact check does not count now
    page = submitted(fresh(page))
    ask_for_changes(page, by=credentialed(SignOffKind.FACT_CHECK), comment=DOSE)
    looked_up(held)

    assert publish_due() == []

    ChangeRequest.objects.get(page=page).settle(by=UserFactory(editor=True))
    assert [edition.page_id for edition in publish_due()] == [page.pk]


def test_whoever_works_on_the_text_sees_it(client, page):
    logged_in(client, page.owner)

    assert DOSE in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_who_asked_settles_it(client, page, checker):
    asked = ChangeRequest.objects.get()

    assert "Settled" in review_screen(client, checker, page, settle=asked.pk)
    assert DOSE not in review_screen(client, credentialed(SignOffKind.FACT_CHECK), page)


def test_an_editor_settles_it(client, page):
    review_screen(client, UserFactory(editor=True), page, settle=ChangeRequest.objects.get().pk)

    assert not ChangeRequest.objects.open_on(page).exists()


def test_another_reviewer_and_the_writer_do_not(client, page):
    asked = ChangeRequest.objects.get()
    for user in (credentialed(SignOffKind.FACT_CHECK), page.owner):
        review_screen(client, user, page, settle=asked.pk)
        assert "This is settled" not in review_screen(client, user, page)

    assert ChangeRequest.objects.open_on(page).get() == asked


def test_one_of_another_page_is_not_settled_from_here(client, page, checker):
    asked = ChangeRequest.objects.get()

    review_screen(client, checker, submitted(article()), settle=asked.pk)

    assert ChangeRequest.objects.open_on(page).get() == asked


def test_a_text_that_moved_is_not_sent_back_before_it_is_read(client, page, checker):
    seen = shown_digest(page)
    page.current_workflow_state.cancel(user=page.owner)
    page = submitted(edited(fresh(page), standfirst="A tenth of the dose."))

    shown = review_screen(client, checker, page, ask="", comment="Still too high.", digest=seen)

    assert "The content changed after you opened it, so it was not sent back." in shown
    assert "Still too high." in shown
    assert waiting_for(page) == SignOffKind.FACT_CHECK
    review_screen(client, checker, page, ask="", comment="Still too high.", digest=shown_digest(page))
    assert ChangeRequest.objects.latest("pk").digest == shown_digest(page)
    assert waiting_for(page) is None
