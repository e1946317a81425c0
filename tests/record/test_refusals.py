"""What PostgreSQL refuses has a sentence, and rules that stand in two languages say the same in both."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account import app_settings
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from articles import sql
from articles.pages import EditionedPage
from articles.record.evidence import AppendOnlyModel
from articles.record.published.drafts import Draft
from articles.record.published.publications import review_due
from articles.record.published.status import PublicationStatus
from articles.record.refusals import SENTENCES, Refusal, refusal_in
from articles.record.signers.credentials import CREDENTIAL_FOR, SignOffKind
from editorial.review.signing.rules import signatures_needed
from tests.factories.drafts import home, person
from tests.factories.pages import article, policy, term, topic

TEXTS = sql.todays_texts("articles")
CODES = {
    code
    for text in TEXTS.values()
    for code in re.findall(r"(?:articles_refuse\(|THEN (?=.(?:signer|earlier|waived)_)|code := )'([a-z]+_\w+)'", text)
}


def answer(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0]


def test_every_refusal_of_postgresql_has_a_sentence():
    assert len(CODES) > 25
    assert CODES - SENTENCES.keys() == set()


def test_no_function_words_a_refusal_itself():
    worded = re.compile(r"articles_refuse\((?!'\w+'|\w+\.code|code )")

    assert [name for name, text in TEXTS.items() if worded.search(text)] == []


def test_no_sentence_is_for_what_nobody_refuses():
    constraints = {constraint.name for model in apps.get_models() for constraint in model._meta.constraints}

    assert SENTENCES.keys() - CODES - constraints - {"signature_false"} == set()  # Python alone does that arithmetic


def test_every_rule_of_the_tables_of_the_record_has_a_sentence():
    evidence = [model for model in apps.get_models() if issubclass(model, AppendOnlyModel)]
    rules = {constraint.name for model in evidence for constraint in model._meta.constraints}

    assert rules - SENTENCES.keys() == set()


def test_what_varies_in_a_sentence_is_said_as_people_say_it():
    assert str(Refusal("sign_offs_missing", "fact_check, medical_review")) == (
        "Required sign-offs are missing or no longer valid: fact check, medical review."
    )


def test_an_error_that_was_not_foreseen_stays_one(db):
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_specialty (name) VALUES ('Pain'), ('Pain')")

    with pytest.raises(IntegrityError):
        refusal_in(caught.value)


@pytest.mark.parametrize("kind", SignOffKind.values)
def test_the_credential_that_a_sign_off_needs_is_the_same_on_both_sides(db, kind):
    assert answer("SELECT articles_credential_for(%s)", kind) == CREDENTIAL_FOR[SignOffKind(kind)]


def test_a_proof_of_identity_counts_as_long_on_both_sides(db):
    lasts = timedelta(seconds=app_settings.REAUTHENTICATION_TIMEOUT)

    assert answer("SELECT articles_authentication_lasts()") == lasts


@pytest.mark.parametrize("status", PublicationStatus.values)
def test_the_statuses_in_which_readers_get_a_text_are_the_same_on_both_sides(db, status):
    assert answer("SELECT articles_is_readable(%s)", status) == (status in PublicationStatus.readable())


def test_the_sign_offs_that_a_kind_of_page_asks_for_are_the_same_on_both_sides(db):
    kinds = [model for model in apps.get_models() if issubclass(model, EditionedPage)]
    pages = [article(), home(), person(), policy(), term(), topic()]

    assert {type(page) for page in pages} == set(kinds)
    for page in pages:
        assert list(signatures_needed(Draft.of(page))) == list(page.required_sign_offs)


@pytest.mark.parametrize("time_zone", ["UTC", "Europe/London", "Pacific/Auckland"])
@pytest.mark.parametrize(
    ("reviewed", "months", "due"),
    [
        (datetime(2026, 8, 31, 23, 30, tzinfo=UTC), 6, datetime(2027, 2, 28, 23, 30, tzinfo=UTC)),
        (datetime(2027, 8, 31, 12, 0, tzinfo=UTC), 6, datetime(2028, 2, 29, 12, 0, tzinfo=UTC)),
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 12, datetime(2027, 3, 29, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 31, 23, 59, tzinfo=UTC), 1, datetime(2026, 11, 30, 23, 59, tzinfo=UTC)),
    ],
)
def test_a_text_is_due_for_review_at_the_same_moment_on_both_sides(db, time_zone, reviewed, months, due):
    answer("SELECT set_config('TimeZone', %s, true)", time_zone)
    document = f'{{"review_interval_months": {months}}}'

    assert answer("SELECT articles_review_due(%s, %s::jsonb) = %s", reviewed, document, due)
    assert review_due(reviewed, months) == due


def test_a_page_without_a_medical_review_is_due_for_none(db):
    assert answer("SELECT articles_review_due(NULL, '{}'::jsonb)") is None
    assert review_due(None, 12) is None
