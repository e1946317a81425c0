"""Who holds which edition: by the key with which it was fetched, or by what a syndicator says."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.pages import ArticlePage
from editorial.review.publishing.status import lift
from editorial.syndication.copies.copies import Copy
from editorial.syndication.copies.syndicators import Syndicator, hash_of
from editorial.syndication.recalls.acknowledgements import Acknowledgement, Holder
from editorial.syndication.recalls.taking_in import take_in
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.roles import READERS_ROLE, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def page_id(scene):
    return published_article("Heat packs").pk


@pytest.fixture
def page(page_id):
    return ArticlePage.objects.get(pk=page_id)


def corrected(page, standfirst="Another."):
    page = published(edited(page, change_class="correction", change_note="The dose.", standfirst=standfirst))
    take_in()
    return page


def silent(number):
    return [holder.syndicator.name for holder in Holder.objects.silent().filter(recall=number)]


def test_without_a_key_everybody_reads_and_nobody_is_noted(client, page):
    assert client.get(f"/api/v1/pages/{page.pk}/").status_code == 200
    assert not Copy.objects.exists()


def test_with_a_key_the_edition_that_was_fetched_is_a_copy(page, syndicator):
    daily = syndicator()

    daily.fetch(page)

    assert daily.holds() == [(page.pk, 1)]


def test_an_edition_that_is_still_the_same_is_still_held(page, syndicator):
    daily = syndicator()
    etag = daily.get(f"/api/v1/pages/{page.pk}/").headers["ETag"]
    daily.send(f"/api/v1/copies/{page.pk}/1/", {}, "delete")
    assert daily.holds() == []

    response = daily.get(f"/api/v1/pages/{page.pk}/", **{"If-None-Match": etag})

    assert response.status_code == 304
    assert daily.holds() == [(page.pk, 1)]


@pytest.mark.parametrize("twin", ["index.md", "editions/1/record.json"])
def test_the_text_is_a_copy_in_whatever_form_it_was_fetched(page, syndicator, twin):
    daily, address = syndicator(), f"{path_of(page)}{twin}"
    first = daily.get(address)
    daily.send(f"/api/v1/copies/{page.pk}/1/", {}, "delete")

    again = daily.get(address, **{"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert daily.holds() == [(page.pk, 1)]
    assert first.headers["Cache-Control"] == "private, no-cache" and "Authorization" in first.headers["Vary"]
    assert daily.client.get(address, headers={"Authorization": "Bearer copies_wrong"}).status_code == 401
    assert "s-maxage" in daily.client.get(address).headers["Cache-Control"]


def test_whoever_goes_through_lists_holds_nothing_by_that(page, syndicator):
    daily = syndicator()

    for address in ("/api/v1/pages/", f"/api/v1/pages/{page.pk}/editions/", "/feed/"):
        assert daily.get(address).status_code == 200

    assert daily.holds() == []


def test_no_shared_cache_answers_in_our_place(page, syndicator, client):
    with_key, without = syndicator().get(f"/api/v1/pages/{page.pk}/"), client.get(f"/api/v1/pages/{page.pk}/")

    assert with_key.headers["Cache-Control"] == "private, no-cache"
    assert "s-maxage" in without.headers["Cache-Control"]
    assert "Authorization" in without.headers["Vary"]


@pytest.mark.parametrize("sent", ["Bearer copies_wrong", "Bearer", "Basic YTpi", "Bearer \u00e9"])
def test_a_key_that_is_not_known_is_refused(client, page, sent):
    for address in (f"/api/v1/pages/{page.pk}/", f"/api/v1/pages/{page.pk}/editions/1/", "/api/v1/recalls/"):
        response = client.get(address, headers={"Authorization": sent})
        assert response.status_code == 401, response.content
        assert "key" in response.json()["detail"]


def test_whoever_takes_our_texts_no_more_has_no_key(page, syndicator):
    daily = syndicator()
    Syndicator.objects.update(is_active=False)

    assert daily.get(f"/api/v1/pages/{page.pk}/").status_code == 401


def test_of_a_key_only_the_hash_is_kept(syndicator):
    daily = syndicator()

    kept = Syndicator.objects.values().get()
    assert kept["key_hash"] == hash_of(daily.key)
    assert daily.key not in map(str, kept.values())


def test_copies_are_stated_and_forgotten(page, syndicator):
    daily = syndicator()

    stated = daily.send("/api/v1/copies/", {"copies": [{"page": page.pk, "edition": n} for n in (1, 7)]}).json()

    assert stated == {"noted": 1, "unknown": [{"page": page.pk, "edition": 7}]}
    assert daily.holds() == [(page.pk, 1)]
    assert daily.send(f"/api/v1/copies/{page.pk}/1/", {}, "delete").json() == {"forgotten": True}
    assert daily.holds() == []


@pytest.mark.parametrize(
    ("address", "said", "status"),
    [
        ("/api/v1/copies/", {"copies": [{"page": 1, "edition": 0}]}, 422),
        ("/api/v1/copies/", {"copies": [{"page": 2**40, "edition": 1}]}, 422),
        ("/api/v1/copies/", {"copies": [{"page": 1, "edition": 1}] * 1001}, 422),
        ("/api/v1/recalls/1/answer/", {"answer": "removed"}, 404),
        ("/api/v1/recalls/99999999999999999999/answer/", {"answer": "removed"}, 404),
        ("/api/v1/recalls/1/answer/", {"answer": "eaten"}, 422),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(syndicator, address, said, status):
    response = syndicator().send(address, said)

    assert response.status_code == status
    assert response.json()["detail"]


def test_copies_are_for_whoever_has_a_key(client):
    said = json.dumps({"copies": []})

    assert client.get("/api/v1/copies/").status_code == 401
    assert client.post("/api/v1/copies/", said, "application/json").status_code == 401
    assert client.get("/api/v1/recalls/?unanswered=true").status_code == 401


def test_whoever_holds_a_copy_is_asked_when_it_is_corrected(page, syndicator):
    daily, _other = syndicator(), syndicator("Another")
    daily.fetch(page)

    corrected(page)

    assert silent(1) == ["Health Daily"]
    (entry,) = daily.get("/api/v1/recalls/?unanswered=true").json()["recalls"]
    assert entry["said"]["kind"] == "corrected"


def test_whoever_has_the_new_edition_already_is_not_asked(page, syndicator):
    daily = syndicator()
    page = published(edited(page, change_class="correction", change_note="The dose.", standfirst="Another."))
    daily.fetch(page)
    take_in()

    assert silent(1) == []


@pytest.mark.parametrize(("answer", "held"), [("removed", []), ("updated", [2]), ("marked", [1]), ("had_none", [])])
def test_an_answer_ends_the_silence_and_says_what_is_held_now(page, syndicator, answer, held):
    daily = syndicator()
    daily.fetch(page)
    corrected(page)

    assert daily.answer(1, answer).json() == {"recall": 1, "answer": answer}

    assert silent(1) == []
    assert [number for _page, number in daily.holds()] == held
    assert daily.get("/api/v1/recalls/?unanswered=true").json()["recalls"] == []


def test_answers_are_kept_as_they_came_and_the_same_again_is_one(page, syndicator):
    daily = syndicator()
    daily.fetch(page)
    corrected(page)
    for answer in ("marked", "marked", "removed"):
        daily.answer(1, answer)

    assert list(Acknowledgement.objects.order_by("pk").values_list("answer", flat=True)) == ["marked", "removed"]
    assert Holder.objects.with_answers().get().answer == "removed"
    for what in ("UPDATE %s SET answer = 'had_none'", "TRUNCATE %s"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(what % Acknowledgement._meta.db_table)


def test_whoever_states_an_old_copy_afterwards_is_asked_about_the_newest_recall(page, syndicator):
    page = corrected(page)
    taken_away(page)
    take_in()
    daily = syndicator()
    daily.send("/api/v1/copies/", {"copies": [{"page": page.pk, "edition": 1}]})

    take_in()

    assert Holder.objects.get().recall.kind == "withdrawn"
    daily.answer(2, "removed")
    take_in()
    assert Holder.objects.count() == 1


@pytest.mark.parametrize("corrections", [1, 2])
@pytest.mark.parametrize(("answer", "held"), [("removed", False), ("had_none", False), ("updated", True)])
def test_an_old_edition_that_was_stated_after_its_recall_is_gone_when_that_is_answered(
    page, syndicator, corrections, answer, held
):
    for number in range(corrections):
        page = corrected(page, f"Version {number}.")
    daily = syndicator()
    daily.send("/api/v1/copies/", {"copies": [{"page": page.pk, "edition": 1}]})
    take_in()

    daily.answer(Holder.objects.get().recall_id, answer)

    assert daily.holds() == ([(page.pk, corrections + 1)] if held else [])


def test_whoever_updates_holds_what_readers_get_now_whichever_recall_they_answer(page, syndicator):
    daily = syndicator()
    daily.fetch(page)
    corrected(corrected(page), "A third.")

    for number in (1, 2):
        daily.answer(number, "updated")
        assert daily.holds() == [(page.pk, 3)]

    assert not Copy.objects.filter(edition__number=2).exists(), "It never had that one."


def test_whoever_updates_to_nothing_holds_nothing(page, syndicator):
    daily = syndicator()
    daily.fetch(page)
    taken_away(corrected(page))
    take_in()

    daily.answer(1, "updated")

    assert daily.holds() == []


@pytest.mark.parametrize("is_given_back", [True, False])
def test_a_copy_of_what_readers_got_again_is_another_than_the_one_that_was_removed(
    page, syndicator, held, is_given_back
):
    daily = syndicator()
    daily.fetch(page)
    held(page), take_in()
    if is_given_back:
        lift(page, by=UserFactory(editor=True), reason="It was right.")
    take_in()
    daily.fetch(page)

    daily.answer(1, "removed")

    assert daily.holds() == ([(page.pk, 1)] if is_given_back else [])


def test_who_asks_for_the_list_with_a_key_was_told(page, syndicator):
    daily = syndicator()
    daily.fetch(page)
    corrected(page)

    daily.get("/api/v1/recalls/")

    assert Holder.objects.get().told_how == "list"


def test_a_fetch_costs_a_question_for_the_key_and_one_for_the_copy(page, syndicator, client, django_assert_num_queries):
    daily = syndicator()
    client.get(f"/api/v1/pages/{page.pk}/")
    with CaptureQueriesContext(connection) as without:
        client.get(f"/api/v1/pages/{page.pk}/")
    with django_assert_num_queries(len(without) + 2):
        daily.fetch(page)


def test_the_readers_role_reads_no_syndicator_and_no_secret():
    for table in ("syndication_syndicator", "syndication_subscription", "syndication_subscriptionrequest"):
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            acting_as(READERS_ROLE),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT * FROM {table}")
