"""What PostgreSQL itself refuses, whoever asks and by whatever way."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.record.document import canonical, canonical_text, digest, reader_document
from articles.record.evidence import AppendOnlyError
from articles.record.published.editions import Edition
from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.sign_offs import SignOff, SignOffKind
from editorial.review.publishing.publishing import NotReadyError, publish
from tests.factories.authority import looked_up
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import credentialed, signed

pytestmark = pytest.mark.django_db

TABLES = ["articles_draftrecord", "articles_signoff", "articles_edition", "articles_editionimage"]


def run(statement, params=()):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_evidence_cannot_be_removed(table, statement):
    published_article()
    run("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(DatabaseError, match="rows_are_evidence"):
        run(statement.format(table))


@pytest.mark.parametrize("column", ["document = ''", "digest = ''", "number = 9", "sign_off_ids = '{}'"])
def test_an_edition_cannot_be_changed(column):
    published_article()

    with pytest.raises(DatabaseError, match="rows_are_evidence"):
        run(f"UPDATE articles_edition SET {column}")


def test_a_sign_off_cannot_be_moved_to_another_text():
    published_article()

    with pytest.raises(DatabaseError, match="rows_are_evidence"):
        run("UPDATE articles_signoff SET digest = repeat('0', 64)")


def test_a_publication_cannot_be_removed_or_show_another_pages_edition():
    here, there = published_article("Here"), published_article("There")

    with pytest.raises(DatabaseError, match="rows_are_evidence"):
        run("DELETE FROM articles_publication")
    with pytest.raises(DatabaseError, match="publication_not_as_recorded"):
        run(
            "UPDATE articles_publication SET edition_id = %s WHERE page_id = %s",
            [there.editions.get().pk, here.pk],
        )


def forged(page, **changes):
    """An edition row for the page's newest draft, with something wrong about it."""
    document = reader_document(page.get_latest_revision_as_object())
    text = canonical(document)
    row = {
        "page_id": page.pk,
        "number": 1,
        "previous": None,
        "document": text,
        "digest": digest(text),
        "draft_record": DraftRecord.objects.of_page(page).order_by("-pk").first(),
        "sign_off_ids": list(SignOff.objects.filter(page=page).values_list("pk", flat=True)),
        "change_class": "new",
        "change_note": "",
    }
    with transaction.atomic():
        return Edition.objects.create(**{**row, **changes})


@pytest.fixture
def half_signed():
    """An article that has its fact check and lacks its medical review."""
    page = submitted(article())
    signed(page)
    return fresh(page)


def test_an_edition_needs_every_kind_of_sign_off(half_signed):
    with pytest.raises(DatabaseError, match="sign_offs_missing\nDETAIL:  medical_review"):
        forged(half_signed)


def test_an_edition_cannot_bring_text_that_nobody_signed(half_signed):
    other = canonical({**reader_document(half_signed), "title": "Nobody signed this"})

    with pytest.raises(DatabaseError, match="draft_moved_on_before_publishing"):
        forged(half_signed, document=other, digest=digest(other))


def test_an_edition_cannot_carry_a_digest_of_other_text(half_signed):
    with pytest.raises(DatabaseError, match="digest_of_another_text"):
        forged(half_signed, document=canonical({**reader_document(half_signed), "title": "Another"}))


def test_sign_offs_of_another_page_do_not_count(half_signed):
    other = published_article()

    with pytest.raises(DatabaseError, match="sign_offs_not_on_this_text"):
        forged(half_signed, sign_off_ids=other.editions.get().sign_off_ids)


def test_a_forged_sign_off_by_a_contributor_is_refused():
    page = submitted(article(by=credentialed(SignOffKind.FACT_CHECK)))
    text = canonical_text(page.get_latest_revision_as_object())

    with pytest.raises(DatabaseError, match="signer_contributed"), transaction.atomic():
        SignOff.objects.create(
            page=page,
            kind=SignOffKind.FACT_CHECK,
            digest=digest(text),
            document=text,
            signer=page.owner,
            credential=page.owner.person_account.person.credentials.get(),
            shown={},
            statement="I did it.",
            interest_answer="none",
            interests="None",
            authenticated_at=timezone.now(),
            authenticated_by="password",
        )


def test_a_credential_that_expires_between_signing_and_publishing_no_longer_counts(half_signed):
    checker = SignOff.objects.get(page=half_signed).credential
    looked_up(checker, days=-1)

    with pytest.raises(DatabaseError, match="fact_check, medical_review"):
        forged(half_signed)


def test_a_draft_saved_by_nobody_is_never_published():
    page = article()
    page.get_latest_revision_as_object().save_revision(user=None)
    edited(page, standfirst="By somebody.")
    draft = fresh(page).get_latest_revision_as_object()
    draft.standfirst = "By nobody."
    draft.save_revision(user=None)
    page = submitted(page)
    signed(page)
    page = fresh(page)

    signed(page)

    with pytest.raises(NotReadyError, match="Nobody knows who wrote a part of this text"):
        publish(page)


def test_a_draft_saved_past_the_record_is_never_published(half_signed):
    run(
        "INSERT INTO wagtailcore_revision (content_type_id, base_content_type_id, object_id, created_at, content,"
        " object_str) SELECT content_type_id, base_content_type_id, object_id, now(), content, object_str"
        " FROM wagtailcore_revision WHERE object_id = %s ORDER BY id DESC LIMIT 1",
        [str(half_signed.pk)],
    )

    with pytest.raises(DatabaseError, match="draft_not_recorded"):
        forged(half_signed)


def test_editions_follow_each_other(half_signed):
    with pytest.raises(DatabaseError, match="edition_out_of_turn"):
        forged(half_signed, number=7)


def test_the_change_class_is_the_one_that_was_signed(half_signed):
    with pytest.raises(DatabaseError, match="change_not_as_signed"):
        forged(half_signed, change_class="typo")


def test_the_time_of_a_signature_is_the_databases():
    sign_off = signed(submitted(article()))
    sign_off.refresh_from_db()

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() - %s < interval '1 minute'", [sign_off.signed_at])
        assert cursor.fetchone()[0]


def test_evidence_says_in_python_too_that_it_cannot_change():
    edition = published_article().editions.get()

    with pytest.raises(AppendOnlyError):
        edition.save()
    with pytest.raises(AppendOnlyError):
        edition.delete()
