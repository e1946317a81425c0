"""Words that no clinician reviews give no doses, are short, and say what they are."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.test import Client

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.publishing.status import hold, propose
from editorial.review.signing.rules import signatures_needed, unmet_before_review
from editorial.review.signing.signing import MayNotSignError, put_signature
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, fresh, home, person, section, submitted
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import policy, published_article, shared_topic
from tests.factories.signing import appointed_editor, published, signature, signed

pytestmark = pytest.mark.django_db


def dose_in(words):
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_dose_in(%s::text)", [words])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "words",
    [
        "Take 8 g of paracetamol.",
        "Take 8g.",
        "Take 500 mg twice a day.",
        "take up to 4,000\u00a0mg",
        "1.5 ml of it",
        "50 micrograms",
        "50µg",
        "50 \u03bcg",
        "Take two tablets.",
        "TAKE TWO TABLETS",
        "half a tablet",
        "a spoonful of it",
        "10-20 mg",
        "10 to 20 drops",
        "1000 IU daily",
        "½ tablet",
        "three puffs",
        "８ ｍｇ",
    ],
)
def test_a_dose_is_seen_however_it_is_written(words):
    assert dose_in(words)


@pytest.mark.parametrize(
    "words",
    [
        "We were founded in 2019 by 8 people.",
        "Three grandmothers, two unitarians and a patchwork.",
        "Mg is magnesium, and the fifth G a network.",
        "He owns 5 gramophones.",
        "She has worked for 20 years in 3 hospitals, and weighs 70 kg.",
        "Fact checkers compare a dose with its source, on a phone or a tablet.",
        "One dose question is asked of each article; pain can drop a unit.",
        "",
    ],
)
def test_what_is_no_dose_is_let_through(words):
    assert not dose_in(words)


@pytest.mark.parametrize(
    "page",
    [
        lambda words: edited(policy(), body=body(section("So", f"Take <b>8</b> g. {words}"))),
        lambda words: edited(person(), biography=f"<p>I tell people to take 8 g. {words}</p>"),
        lambda words: edited(home(), standfirst=f"Take 8 g. {words}"),
    ],
    ids=["a policy", "a person", "the home page"],
)
def test_pages_that_no_clinician_reviews_give_no_dose(page):
    page = page("Every day.")
    draft = Draft.of(page)

    assert any("so it gives no dose: “8 g”" in sentence for sentence in unmet_before_review(draft))
    with pytest.raises(MayNotSignError, match="it gives no dose"):
        kind = SignOffKind.EDITORIAL
        put_signature(draft, by=appointed_editor(), kind=kind, signature=signature(kind, draft.digest))


def test_a_topic_is_reviewed_like_an_article():
    topic = shared_topic()
    topic = submitted(edited(topic, standfirst="Take 8 g.", change_class="update", change_note="New."))

    assert signatures_needed(Draft.of(topic)) == {"fact_check": 1, "medical_review": 1}
    assert signed(topic).kind == "fact_check"
    assert signed(fresh(topic)).kind == "medical_review"
    shown = Client().get(path_of(topic)).content.decode()
    assert "Take 8 g." in shown and "Medically reviewed by" in shown


def test_a_page_that_no_clinician_reviews_says_who_approved_it():
    page = published(edited(person("Pia Person"), biography="<p>She writes.</p>"))

    shown = Client().get(path_of(page)).content.decode()

    assert "Approved by" in shown and "no clinician reviewed it" in shown


def test_a_notice_gives_no_dose():
    with pytest.raises(ValidationError, match="it gives no dose: “2 g”"):
        hold(published_article(), by=UserFactory(editor=True), notice="Take 2 g instead.", reason="A report")


def test_a_dose_is_found_when_somebody_proposes_to_take_a_page_away_and_not_on_its_day():
    with pytest.raises(ValidationError, match="it gives no dose: “500 mg”"):
        words = {"notice": "We gave 500 mg instead of 50 mg.", "reason": "A report"}
        propose(published_article(), by=UserFactory(editor=True), status="withdrawn", **words)


def test_a_notice_is_short():
    with pytest.raises(ValidationError, match="at most 200 characters"):
        hold(published_article(), by=UserFactory(editor=True), notice="x" * 201, reason="A report")


def test_the_database_takes_no_dose_past_the_screens():
    page = policy()
    draft = Draft.of(edited(page, body=body(section("So", "Take 8 g."))))

    with pytest.raises((DatabaseError, MayNotSignError)):
        kind = SignOffKind.EDITORIAL
        put_signature(draft, by=appointed_editor(), kind=kind, signature=signature(kind, draft.digest))


def test_a_notice_says_that_no_clinician_reviewed_it_above_the_text_and_in_the_history():
    page = published_article()
    hold(page, by=UserFactory(editor=True), notice="We are checking the dose.", reason="A report")

    for address in (path_of(page), f"{path_of(page)}history/"):
        shown = Client().get(address).content.decode()
        assert "We are checking the dose." in shown and "not medically reviewed" in shown


def test_so_does_what_stands_in_place_of_a_text():
    page = taken_away(published_article())

    assert "not medically reviewed" in Client().get(path_of(page)).content.decode()


def test_a_notice_is_put_by_somebody_who_has_just_proved_who_they_are(client):
    page, editor = published_article(), UserFactory(editor=True)
    client.force_login(editor)

    answer = client.post(f"/admin/review/{page.pk}/status/", {"hold": "", "hold-notice": "So.", "hold-reason": "So."})

    assert answer.status_code == 302 and "/again/" in answer.url
    assert "This page is under urgent review" not in Client().get(path_of(page)).content.decode()
    logged_in(client, editor)
    client.post(f"/admin/review/{page.pk}/status/", {"hold": "", "hold-notice": "So.", "hold-reason": "So."})
    assert "This page is under urgent review" in Client().get(path_of(page)).content.decode()
