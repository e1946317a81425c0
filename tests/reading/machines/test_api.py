"""The JSON API: current and past editions, page by page, and what was withdrawn."""

from typing import get_args

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.reading.machines.questions import Kind
from articles.reading.page.views import AROUND
from articles.reading.paging import key_of
from articles.record.published.publications import Publication
from articles.stores.valkey import valkey
from editorial.review.publishing.status import hold
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh
from tests.factories.editions import taken_away
from tests.factories.pages import article, published_article, shared_article, shared_topic, topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


def ask(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    return response.json()


def listed(client, **query):
    return [page["name"] for page in ask(client, "/api/v1/pages/", **query)["pages"]]


@pytest.mark.usefixtures("no_shared_article")
def test_it_lists_what_readers_get_and_nothing_else(client):
    published_article("Shown")
    article("A draft")
    taken_away(published_article("Taken away"))

    assert listed(client, kind="article") == ["Shown"]


@pytest.mark.parametrize("address", ["pages/", "withdrawals/"])
def test_a_list_does_not_fetch_the_texts_that_it_does_not_tell(client, address):
    taken_away(published_article())

    with CaptureQueriesContext(connection) as asked:
        ask(client, f"/api/v1/{address}")

    assert not any('"articles_edition"."document"' in query["sql"] for query in asked)


@pytest.mark.usefixtures("no_shared_article")
def test_it_pages_by_key_and_misses_nothing(client):
    for number in range(5):
        published_article(f"Article {number}")

    names, address = [], "/api/v1/pages/?kind=article&limit=2"
    while address:
        answer = ask(client, address.removeprefix("http://testserver"))
        names += [page["name"] for page in answer["pages"]]
        address = answer["next"]

    assert names == [f"Article {number}" for number in range(5)]


@pytest.mark.parametrize("address", ["openapi.json", "pages/", "pages/{}/", "pages/{}/editions/1/", "recalls/"])
def test_it_tells_the_headers_alone_where_it_tells_a_text(client, address):
    address = f"/api/v1/{address.format(shared_article().pk)}"
    whole = client.get(address)

    headers = client.head(address)

    assert (headers.status_code, headers.content) == (200, b"")
    assert {**headers.headers, "X-Request-ID": ""} == {**whole.headers, "X-Request-ID": ""}
    if "ETag" in whole:
        assert client.head(address, headers={"If-None-Match": whole["ETag"]}).status_code == 304


def test_whoever_asks_in_a_way_that_is_none_is_told_which_there_are(client):
    refused = client.put("/api/v1/pages/")

    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
    assert refused.json() == {"detail": "Here can be asked with GET, HEAD, and not with PUT."}


def test_a_key_that_was_not_given_out_gets_a_clear_answer(client):
    response = client.get("/api/v1/pages/", {"after": "nonsense"})

    assert response.status_code == 422
    assert "not a key that this API gave out" in response.json()["detail"]


@pytest.mark.parametrize("name", ["modified_since", "new_edition_since"])
@pytest.mark.parametrize("offset", ["-20:50", "+23:59", "", "Z"])
def test_a_moment_may_have_any_offset(client, name, offset):
    published_article("About the back")

    assert "About the back" in listed(client, kind="article", **{name: f"2020-01-01T00:00:00{offset}"})


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "articles"},
        {"kind": "\0"},
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "many"},
        {"modified_since": "yesterday"},
        {"modified_since": "0"},
        {"modified_since": "1764201600"},
        {"modified_since": "2026"},
        {"reviewed_since": "0"},
        {"review_due_before": "1764201600"},
        {"after": "Ïnone of ours"},
        {"modified_since": "9999-12-31T23:59:59-05:00"},
        {"new_edition_since": "0001-01-01T00:00:00+05:00"},
        {"after": key_of("9999-12-31T23:59:59-05:00", 1)},
        {"topic": "back"},
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_a_sentence(client, query):
    response = client.get("/api/v1/pages/", query)

    assert response.status_code == 422
    assert response.json()["detail"].endswith(".")


@pytest.mark.parametrize("path", ["", "pages/none/", "pages/1/editions/first/", "pages/1", "nothing/", "a\u00e4/\x01"])
def test_where_it_has_nothing_a_program_gets_no_page_for_people(client, path):
    response = client.get(f"/api/v1/{path}", follow=True)

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")
    assert response.json()["detail"]


def test_it_lists_every_kind_of_page_that_readers_get():
    assert set(get_args(Kind)) == set(AROUND)


def test_its_schema_names_every_refusal(client):
    paths = ask(client, "/api/v1/openapi.json")["paths"]

    answers = {
        (verb, path.removeprefix("/api/v1")): set(operation["responses"])
        for path, operations in paths.items()
        for verb, operation in operations.items()
    }
    assert answers.pop(("get", "/pages/")) == answers.pop(("get", "/withdrawals/")) == {"200", "422", "429"}
    assert answers.pop(("get", "/pages/{page}/editions/")) == {"200", "404", "410", "429"}
    for path in ("/pages/{page}/", "/pages/{page}/editions/{number}/"):
        assert answers.pop(("get", path)) == {"200", "401", "404", "410", "429"}
    assert answers and all({"200", "401", "429"} <= statuses for statuses in answers.values())


def test_it_filters_by_topic_and_by_time(client):
    neck = topic("Neck pain")
    published_article("About the neck", parent=neck)
    last = published_article("About the back")
    since = Publication.objects.get(page_id=last.pk).published_at.isoformat()

    assert listed(client, kind="article", topic=neck.pk) == ["About the neck"]
    assert listed(client, kind="article", modified_since=since) == ["About the back"]


def test_who_keeps_copies_asks_for_new_editions_whatever_they_changed(client):
    page = published_article("About the back")
    since = timezone.now().isoformat()
    published(edited(page, change_class="typo", change_note="A comma."))

    assert listed(client, kind="article", modified_since=since) == []
    assert listed(client, kind="article", new_edition_since=since) == ["About the back"]


@pytest.mark.usefixtures("no_shared_article")
def test_it_filters_by_review(client):
    page = published_article("Reviewed today", review_interval_months=12)
    today = page.medically_reviewed_on.isoformat()

    assert "Reviewed today" in listed(client, reviewed_since=today)
    assert listed(client, review_due_before=today) == []
    assert listed(client, review_due_before="2999-01-01") == ["Reviewed today"]


def test_one_page_has_everything_that_a_reader_sees(client):
    page = published_article("Inversion therapy", references=2)

    answer = ask(client, f"/api/v1/pages/{page.pk}/")

    assert answer["name"] == "Inversion therapy"
    assert "The space between the vertebrae grows." in answer["sections"][0]["html"]
    assert [person["role"] for person in answer["people"]] == ["written", "fact_check", "medical_review"]
    assert len(answer["references"]) == 2
    assert client.get(answer["record_url"].removeprefix("http://testserver")).status_code == 200


def test_older_editions_stay_available(client):
    page = published_article(standfirst="Once a day.")
    published(edited(page, standfirst="Twice a week.", change_class="correction", change_note="The frequency."))

    numbers = [row["number"] for row in ask(client, f"/api/v1/pages/{page.pk}/editions/")["editions"]]
    first = ask(client, f"/api/v1/pages/{page.pk}/editions/1/")

    assert numbers == [1, 2]
    assert (first["description"], first["is_current"]) == ("Once a day.", False)


def test_a_draft_is_in_no_answer(client):
    page = published_article(standfirst="As signed.")
    edited(fresh(page), standfirst="Not signed.")

    assert "Not signed." not in client.get(f"/api/v1/pages/{page.pk}/").content.decode()


@pytest.mark.parametrize("address", ["", "editions/", "editions/1/"])
def test_a_withdrawn_page_is_gone_with_all_its_editions(client, address):
    page = taken_away(published_article(standfirst="Take ten."))

    response = client.get(f"/api/v1/pages/{page.pk}/{address}")

    assert response.status_code == 410
    assert response.json() == {"detail": "The dose was wrong."}


def test_syndicators_are_told_of_withdrawals_and_notices(client):
    held = published_article("Under review")
    hold(held, by=UserFactory(editor=True), notice="We are checking.", reason="A report")
    taken_away(published_article("Taken away"))

    rows = ask(client, "/api/v1/withdrawals/")["withdrawals"]

    assert [(row["name"], row["status"]) for row in rows] == [
        ("Under review", "under_review"),
        ("Taken away", "withdrawn"),
    ]


def test_the_desks_reasons_are_not_told(client):
    taken_away(published_article())

    assert "Report" not in client.get("/api/v1/withdrawals/").content.decode()


def test_what_has_not_changed_is_not_sent_again(client):
    published_article()
    first = client.get("/api/v1/pages/")

    again = client.get("/api/v1/pages/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_it_says_how_it_is_asked(client):
    schema = ask(client, "/api/v1/openapi.json")

    assert "/api/v1/withdrawals/" in schema["paths"]
    assert schema["openapi"].startswith("3.")


def test_who_asks_too_often_is_told_to_wait(client, settings):
    settings.API_REQUESTS_A_MINUTE = 2

    answers = [client.get("/api/v1/pages/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


def test_behind_the_proxy_everybody_has_a_limit_of_their_own(client, settings):
    settings.API_REQUESTS_A_MINUTE, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1, 1

    def status(address):
        return client.get("/api/v1/pages/", headers={"X-Forwarded-For": address}).status_code

    assert [status(address) for address in ("192.0.2.1", "198.51.100.1", "192.0.2.1")] == [200, 200, 429]


def test_its_counter_knows_no_address(client):
    client.get("/api/v1/pages/", REMOTE_ADDR="192.0.2.77")

    [counter] = [key for key in valkey().keys("*") if b"api-requests" in key]
    assert b"192.0.2.77" not in counter
    assert 0 < valkey().ttl(counter) <= 60


def test_nobody_is_refused_while_nobody_can_be_counted(client, settings):
    settings.API_REQUESTS_A_MINUTE = 1
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}

    assert [client.get("/api/v1/pages/").status_code for _ in range(3)] == [200, 200, 200]


def test_a_list_is_one_query_however_long(client):
    for number in range(4):
        published_article(f"Article {number}")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask(client, "/api/v1/pages/")

    assert len(queries) == 1


def test_a_topic_comes_with_its_groups_and_its_subject(client):
    page = published_article("Rest")
    subject = {"kind": "condition", "name": "Back pain", "codes": [{"system": "ICD-10", "code": "M54"}]}
    place = edited(
        shared_topic(),
        groups=[{"type": "group", "value": {"heading": "Start here", "pages": [page.pk]}}],
        subjects=[{"type": "subject", "value": subject}],
        change_class="clarification",
        change_note="An order.",
    )

    whole = client.get(f"/api/v1/pages/{published(place).pk}/").json()

    assert whole["subjects"] == [subject]
    assert [(group["heading"], [link["name"] for link in group["pages"]]) for group in whole["groups"]] == [
        ("Start here", ["Rest"])
    ]
