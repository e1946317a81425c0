"""The trust record of an edition: what it holds, and where it is."""

import hashlib

import pytest

from articles.pages import ArticlePage
from articles.reading.public_record.trust_record import trust_record
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from editorial.review.publishing.status import put_back
from tests.factories.accounts import UserFactory
from tests.factories.drafts import body, edited, fresh, section
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article
from tests.factories.signing import credentialed, find_claims_supported, published
from tests.reading.public_record.forgeries import put

pytestmark = pytest.mark.django_db


def test_it_holds_the_text_that_was_signed_and_who_signed_it(record):
    found = record(published_article(title="Inversion tables"))

    edition = Edition.objects.latest("pk")
    assert found["edition"]["document"] == edition.document
    assert found["edition"]["digest"] == hashlib.sha256(edition.document.encode()).hexdigest()
    assert [sign_off["kind"] for sign_off in found["sign_offs"]] == ["fact_check", "medical_review"]
    assert found["sign_offs"][1]["shown"]["name"] == "Dr Robin Reviewer"
    assert found["sign_offs"][1]["checklist"]
    assert found["page"]["status"] == "published"
    assert found["page"]["current_edition"] == 1


def test_each_hash_is_made_of_the_text_beside_it(record):
    found = record(published_article())

    for link in [found["edition"], *found["sign_offs"]]:
        chained = f"{link['previous_hash']}\n{link['chained_text']}"
        assert link["hash"] == hashlib.sha256(chained.encode()).hexdigest()


def claiming(**fields):
    """A published article that marks one claim, which a fact checker found supported."""
    text = "<mark>Heat eases pain for a day.</mark>[1] It is warm."
    return published(article(sections=body(section("Heat", text)), **fields))


def test_it_holds_the_verdicts_on_the_claims_that_the_edition_makes(record):
    page = claiming()
    found = record(page)

    (verdict,) = found["verdicts"]
    assert (verdict["claim"], verdict["verdict"]) == ("Heat eases pain for a day.", "supported")
    assert verdict["passage"] == "As it says."
    chained = f"{verdict['previous_hash']}\n{verdict['chained_text']}"
    assert verdict["hash"] == hashlib.sha256(chained.encode()).hexdigest()


VERDICTS = [("verdict", "overstated"), ("passage", "Other words."), ("hash", "0" * 64)]


@pytest.mark.parametrize(("field", "value"), VERDICTS)
def test_a_verdict_that_was_tampered_with_does_not_fit(record, check_copy, field, value):
    found = record(claiming())
    assert check_copy(found)[0] == 0
    put(found, ["verdicts", 0, field], value)

    assert check_copy(found)[0] == 1


def test_the_page_for_people_says_what_the_fact_checker_found(client):
    page = claiming()

    shown = client.get(f"{path_of(page)}editions/1/record/").content.decode()

    assert "What the fact checker found" in shown and "Heat eases pain for a day." in shown and "As it says." in shown


def test_it_holds_no_verdict_on_what_only_a_draft_says(record):
    page = claiming()
    draft = edited(page, body=body(section("Heat", "<mark>Heat cures pain.</mark>[1]")), change_class="update")
    find_claims_supported(Draft.of(draft), by=credentialed("fact_check"))

    assert "Heat cures pain" not in str(record(page))


def test_nothing_private_is_in_it(client):
    page = published_article()
    edition = Edition.objects.of_page(page).get()

    text = client.get(f"{path_of(page)}editions/1/record.json").content.decode()

    signers = [sign_off.signer for sign_off in edition.sign_offs]
    for private in (*(signer.email for signer in signers), *(signer.last_name for signer in signers), "@example.org"):
        assert private not in text


def test_a_page_and_its_editions_say_where_their_records_are(client):
    page = published_article()
    published(edited(page, standfirst="New.", change_class="update", change_note="A trial."))
    path = path_of(page)

    for address, number in ((path, 2), (f"{path}editions/2/", 2), (f"{path}editions/1/", 1)):
        record = f"{path}editions/{number}/record"
        text = client.get(address).content.decode()
        assert f'<link rel="alternate" type="application/json" href="{record}.json"' in text
        assert f'<a href="{record}/"' in text


def test_the_record_of_an_older_edition_says_which_one_readers_get(record):
    page = published_article()
    page = published(edited(page, standfirst="New.", change_class="update", change_note="A trial."))
    put_back(
        fresh(page),
        by=UserFactory(editor=True),
        edition=page.editions.get(number=1),
        notice="We had it wrong.",
        reason="Retracted trial",
    )

    assert record(page, 2)["page"]["current_edition"] == 1


def test_an_emergency_edition_tells_its_reason_and_its_end(record, emergency_edition, check_copy):
    edition = emergency_edition(article())

    found = record(edition.page)

    assert found["edition"]["override"]["reason"] == "A recall of a pain gel"
    assert found["edition"]["ends_at"]
    assert check_copy(found)[0] == 0


@pytest.mark.parametrize("number", ["0", "2", "999999"])
def test_an_edition_that_is_none_has_no_record(client, number):
    page = published_article()

    assert client.get(f"{path_of(page)}editions/{number}/record.json").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_sign_offs(client, django_assert_max_num_queries):
    page = published_article(risk_tier=ArticlePage.RiskTier.HIGH)

    with django_assert_max_num_queries(8):  # one of them whether anything has moved
        client.get(f"{path_of(page)}editions/1/record.json")


def test_the_record_is_built_from_the_edition_alone(client):
    page = published_article()
    edition = Edition.objects.get(page_id=page.pk)
    before = trust_record(edition, edition.publication)

    edited(fresh(page), standfirst="A draft", title="Another title")

    assert trust_record(Edition.objects.get(pk=edition.pk), edition.publication) == before
