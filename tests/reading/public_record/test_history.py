"""The public history of a page."""

import re

import pytest

from articles.record.published.editions import Edition
from articles.record.published.status import PublicationStatus
from editorial.review.publishing.status import decide, lift, propose
from editorial.review.signing.interests import declare, waive
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.editions import gone_back, path_of
from tests.factories.pages import article, policy, published_article, topic
from tests.factories.signing import credentialed, published, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(read):
    """What the history of a page says, as plain text on one line, newest first."""

    def text(page):
        main = read(f"{path_of(page)}history/").partition("<main")[2].partition("</main>")[0]
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))

    return text


def with_a_correction(page):
    return published(
        edited(fresh(page), standfirst="Twice.", change_class="correction", change_note="The dose was wrong.")
    )


def test_it_says_who_wrote_and_signed_each_edition_and_why_it_differs(history):
    text = history(with_a_correction(published_article()))

    assert text.index("Edition 2 (current)") < text.index("Edition 1")
    for words in (
        "Correction of an error of fact The dose was wrong.",
        "Written by Sam Author",
        "Fact checked by Dr Robin Reviewer , MBBS, Physician",
        "Medically reviewed by",
        "Interests that bear on this text: None",
    ):
        assert words in text


def test_each_edition_links_to_itself_its_record_and_what_changed(read):
    page = with_a_correction(published_article())
    path = path_of(page)

    text = read(f"{path}history/")

    for below in ("editions/1/", "editions/2/", "editions/1/record/", "editions/2/record/", "history/1-2/"):
        assert f'href="{path}{below}"' in text
        read(path + below)


def test_a_declared_interest_is_told_with_why_an_editor_let_them_sign(history):
    page = submitted(article())
    checker = credentialed("fact_check")
    declaration = page_interest(page, checker)
    signed(page, by=checker, interest_answer="declared", interests=declaration.interests)
    signed(fresh(page))

    text = history(page)

    assert "Interests that bear on this text: I own a share in the maker." in text
    assert "An editor let them sign all the same: A single share" in text


def page_interest(page, signer):
    """An interest that the signer declared for the page, waived by an editor."""
    declaration = declare(page, by=signer, interests="I own a share in the maker.")
    waive(declaration, by=credentialed("editorial", user=UserFactory(editor=True)), reason="A single share")
    return declaration


def test_changes_of_status_stand_between_the_editions_without_the_desks_reasons(history, held, taken_away):
    page = published_article()
    held(page)
    lift(fresh(page), by=UserFactory(editor=True), reason="SECRET: it was right")
    page = with_a_correction(page)
    gone_back(page, reason="SECRET")
    taken_away(page)
    given_back = propose(page, by=UserFactory(editor=True), status=PublicationStatus.PUBLISHED, reason="SECRET")
    decide(given_back, by=UserFactory(editor=True), accept=True)

    text = history(page)

    told = [
        "Given back to readers: edition 1",
        "Withdrawn",
        "Edition 1 put back",
        "Edition 2",
        "The notice was taken off",
        "Marked as under urgent review",
    ]
    places = [text.index(words) for words in told]
    assert places == sorted(places)
    assert "The dose was wrong." in text
    assert "SECRET" not in text


def test_a_new_edition_that_ends_a_notice_is_not_told_as_an_edition_put_back(history, held):
    page = held(published_article())

    text = history(with_a_correction(page))

    assert "The notice was taken off" in text
    assert "put back" not in text


def test_an_emergency_edition_is_marked_with_its_reason(history, emergency_edition):
    page = article()
    emergency_edition(page)

    text = history(page)

    assert "Published in an emergency, before its medical review." in text
    assert "A recall of a pain gel" in text
    assert "unless it is reviewed before" in text
    assert "Approved in an emergency by" in text


def test_a_reader_compares_any_two_editions_without_javascript(client):
    page = with_a_correction(published_article())
    page = published(edited(fresh(page), standfirst="Thrice.", change_class="update", change_note="A trial."))
    path = path_of(page)

    form = client.get(f"{path}history/").content.decode()
    answer = client.get(f"{path}history/", {"before": "3", "after": "1"})

    assert '<form class="compare panel panel--tint" method="get"' in form
    assert answer["Location"] == f"{path}history/1-3/"
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "asked", [{"before": "1", "after": "1"}, {"before": "9", "after": "1"}, {"before": "x"}, {"after": "<b>"}]
)
def test_a_choice_that_cannot_be_compared_is_answered_with_the_form(client, asked):
    page = with_a_correction(published_article())

    answer = client.get(f"{path_of(page)}history/", asked)

    assert answer.status_code == 200
    assert "Compare two editions" in answer.content.decode()


def test_a_page_with_one_edition_has_nothing_to_compare(history):
    assert "Compare" not in history(published_article())


def test_every_kind_of_page_has_a_history(history):
    assert "Medically reviewed by" in history(topic())
    assert "Approved by" in history(policy())


def test_the_number_of_queries_does_not_grow_with_the_editions(client, django_assert_max_num_queries):
    page = published_article()
    for number in range(3):
        page = published(
            edited(fresh(page), standfirst=f"Text {number}", change_class="update", change_note="A trial.")
        )
    assert Edition.objects.of_page(page).count() == 4

    with django_assert_max_num_queries(10):
        client.get(f"{path_of(page)}history/")


def test_an_address_with_something_else_behind_its_question_mark_shows_the_form_as_it_was(client):
    page = with_a_correction(published_article())

    shown, asked = (client.get(f"{path_of(page)}history/", query).content.decode() for query in ({}, {"fbclid": "abc"}))

    assert "aria-invalid" not in asked
    assert asked.count("selected") == shown.count("selected") == 2


def test_a_choice_that_is_none_is_refused_in_a_sentence_beside_it(client):
    page = with_a_correction(published_article())

    shown = client.get(f"{path_of(page)}history/", {"before": "99", "after": "1"}).content.decode()

    assert 'aria-describedby="id_before_error"' in shown and 'id="id_before_error"' in shown
    assert "There is no edition 99 of this page." in shown
