"""The trust record of an edition as a page for people."""

import re

import pytest

from articles.log.programs import PROGRAMS, program_hash
from articles.pages import ArticlePage
from articles.record.published.status import PublicationStatus
from tests.factories.drafts import edited
from tests.factories.editions import let_the_hours_pass, path_of, taken_away
from tests.factories.pages import article, policy, published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """What a reader sees of a page's record: the answer's text without its tags, on one line."""

    def text_of(page, number=1):
        answer = client.get(f"{path_of(page)}editions/{number}/record/")
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))

    return text_of


def test_it_says_who_signed_what_in_plain_words(read):
    page = published_article()

    text = read(page)

    assert "2 people signed exactly this text." in text
    for sign_off in page.editions.get().sign_offs:
        assert sign_off.shown["name"] in text
        assert sign_off.statement in text
        assert all(asked["question"] in text for asked in sign_off.checklist)
        assert sign_off.hash in text
    assert "Medically reviewed by Dr Robin Reviewer" in text
    assert "Interests that bear on this text: None" in text


def test_it_says_how_many_signed(read):
    assert "3 people signed" in read(published_article(risk_tier=ArticlePage.RiskTier.HIGH))
    assert "One person signed" in read(policy("privacy"))


def test_it_shows_the_head_of_the_log_once_the_record_is_in_it(read, sign, folder):
    page = published_article()
    assert "not in the public log yet" in read(page)

    head = sign()

    text = read(page)
    assert folder.newest_note().split()[2] in text
    assert f"The log has {head.size} entries now" in text


def test_it_names_the_programs_to_check_with_and_their_fingerprints(read):
    text = read(published_article())

    for name in PROGRAMS:
        assert f"{name} {program_hash(name)}" in text
    assert "python3 verify_record.py http://testserver/" in text
    assert "Without JavaScript your browser cannot check this page by itself." in text


def test_machines_find_the_json_from_it_and_search_engines_pass_it_over(client):
    page = published_article()

    text = client.get(f"{path_of(page)}editions/1/record/").content.decode()

    assert f'<link rel="alternate" type="application/json" href="{path_of(page)}editions/1/record.json"' in text
    assert '<meta name="robots" content="noindex">' in text


def test_an_emergency_is_said_with_its_reason_until_it_is_over(read, client, emergency_edition):
    edition = emergency_edition(article())
    assert "before its medical review" in (text := read(edition.page))
    assert "A recall of a pain gel" in text

    let_the_hours_pass(edition)

    assert client.get(f"{path_of(edition.page)}editions/1/record/").status_code == 410


def test_of_an_older_edition_it_shows_what_was_signed_then(read):
    page = published_article(title="Hang by your feet")
    page = published(edited(page, title="Do not hang", change_class="correction", change_note="It was wrong."))

    assert "Hang by your feet" in read(page, 1)
    assert "Do not hang" in read(page, 2)


@pytest.mark.parametrize("status", [PublicationStatus.WITHDRAWN, PublicationStatus.RETRACTED])
def test_what_was_taken_away_has_no_record_to_read(client, status):
    page = published_article()
    path = path_of(page)
    taken_away(page, status)

    answer = client.get(f"{path}editions/1/record/")

    assert answer.status_code == 410
    assert "Robin Reviewer" not in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "2", "999999"])
def test_an_edition_that_is_none_has_no_record(client, number):
    assert client.get(f"{path_of(published_article())}editions/{number}/record/").status_code == 404


def test_nothing_private_is_in_it(client):
    page = published_article()
    edition = page.editions.get()

    text = client.get(f"{path_of(page)}editions/1/record/").content.decode()

    for sign_off in edition.sign_offs:
        assert sign_off.signer.email not in text


def test_the_number_of_queries_does_not_grow_with_the_sign_offs(client, sign, django_assert_max_num_queries):
    page = published_article(risk_tier=ArticlePage.RiskTier.HIGH)
    sign()
    client.get(f"{path_of(page)}editions/1/record/")

    with django_assert_max_num_queries(11):
        client.get(f"{path_of(page)}editions/1/record/")
