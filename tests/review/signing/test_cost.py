"""What a signature and a publication ask of the database. Counts, which no busy machine can change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.backend import DeskBackend
from editorial.review.signing.rules import eligible_signers
from editorial.review.signing.signing import waiting_for
from tests.factories.accounts import logged_in
from tests.factories.authority import with_signing_key
from tests.factories.drafts import edited, fresh, shown_digest, submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import able_to_sign, credentialed, signed, signed_with

pytestmark = pytest.mark.django_db

#: Six of each are letters: two rows of two tables, who gets them, and how they chose to.
FOLLOWED, LAST = 39, 68


def signer_of(page):
    """Who signs next, as their request knows them: with their groups, which say whether they are from outside."""
    return DeskBackend().get_user(able_to_sign(page, waiting_for(page)).pk)


def asked(act, *args, **kwargs):
    """How many statements it takes, savepoints left out."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act(*args, **kwargs)
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])


def test_a_signature_that_others_follow_asks_at_most_39_questions():
    page = submitted(article(references=3))

    assert asked(signed, page, by=signer_of(page)) <= FOLLOWED


def test_the_last_signature_with_publishing_asks_at_most_68():
    page = submitted(article(references=3))
    signed(page)

    assert asked(signed, page, by=signer_of(page)) <= LAST
    assert page.editions.count() == 1


def test_the_same_is_true_of_a_later_edition():
    page = submitted(edited(published_article(), standfirst="Better.", change_class="update", change_note="New."))
    first = asked(signed, page, by=signer_of(page))

    assert first <= FOLLOWED
    assert asked(signed, page, by=signer_of(page)) <= LAST
    assert page.editions.count() == 2


def test_the_screen_asks_four_questions_more(client):
    page = submitted(article(references=3))
    logged_in(client, able_to_sign(page, waiting_for(page)))
    form = {"digest": shown_digest(page), "kind": waiting_for(page), "interests": "none", "agreed": "on", "sign": ""}

    assert asked(client.post, f"/admin/review/{page.pk}/", form) <= FOLLOWED + 4
    assert page.sign_offs.count() == 1


def test_passkeys_ask_two_questions_more_at_most():
    page, other = submitted(article(references=3)), submitted(article(references=3))
    for _signature in range(2):
        by = able_to_sign(page, waiting_for(page))
        passkey = with_signing_key(by)
        without = asked(signed, other, by=by)

        assert asked(signed_with, passkey, page, by) <= without + 2
        page, other = fresh(page), fresh(other)


def test_thirty_references_cost_no_more_than_one_but_for_their_rows_in_wagtails_page():
    few, many = submitted(article(references=1)), submitted(article(references=30))

    assert asked(signed, many) == asked(signed, few)
    assert asked(signed, many) <= asked(signed, few) + 29


def test_who_may_sign_is_one_question_whatever_the_number_of_people():
    draft = Draft.of(article())
    before = asked(eligible_signers, draft, SignOffKind.MEDICAL_REVIEW)
    for _person in range(5):
        credentialed(SignOffKind.MEDICAL_REVIEW)

    assert before == asked(eligible_signers, draft, SignOffKind.MEDICAL_REVIEW) == 1
    assert len(eligible_signers(draft, SignOffKind.MEDICAL_REVIEW)) >= 6


def test_letters_to_many_people_cost_no_more_than_to_one():
    page, other = submitted(article(references=3)), submitted(article(references=3))
    before = asked(signed, page)
    for _person in range(5):
        credentialed(SignOffKind.MEDICAL_REVIEW)

    assert asked(signed, other) <= before
