"""Texts that were moved in: live only as they came in, by two people's word, and never as if they had been reviewed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.audit import run as audit
from articles.log.batches import leaf, tree_over
from articles.pages import ArticlePage, PolicyPage
from articles.record.assertions import said_by_legacy_decision
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.legacy import ImportedText, LegacyBatch, LegacyDecision, LegacyText
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.signed.sign_offs import SignOff
from articles.record.signers.credentials import Credential, SignOffKind
from editorial.accounts.users import User
from editorial.review.publishing.legacy import decide_about_batch, publish_imported
from editorial.review.publishing.publications import change_status
from editorial.review.publishing.publishing import NotReadyError
from editorial.review.signing.rules import signing_refusal
from tests.factories.accounts import UserFactory
from tests.factories.authority import issued, link, now_with, signing_rule, with_signing_key
from tests.factories.drafts import add_page, body, edited, fresh, person, section, submitted
from tests.factories.editions import taken_away
from tests.factories.moved_in import batch_of, batch_signature, decided_by_two, imported, legacy_edition
from tests.factories.pages import article, published_article
from tests.factories.signing import about, appointed_editor, published_through_the_workflow, signed

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def scene_ids(scene):
    """A page that came in, and two editors."""
    return imported(article("Moved in")).pk, appointed_editor().pk, appointed_editor().pk


@pytest.fixture
def page(scene_ids):
    return ArticlePage.objects.get(pk=scene_ids[0])


@pytest.fixture
def editors(scene_ids):
    return [User.objects.get(pk=pk) for pk in scene_ids[1:]]


def inserted(page, text=None, **changes):
    """An edition as somebody puts it straight into the table."""
    draft = Draft.of(page)
    row = {
        "page_id": page.pk,
        "number": 1,
        "previous": None,
        "document": draft.text,
        "digest": draft.digest,
        "draft_record": draft.record,
        "sign_off_ids": [],
        "change_class": draft.document["change"]["class"],
        "change_note": "",
        "legacy": text,
    }
    with transaction.atomic():
        return Edition.objects.create(**{**row, **changes})


def said_by(batch, editor, **changes):
    """A decision as somebody puts it straight into the table."""
    given = batch_signature(batch)
    row = {"texts": given.texts, "root": given.root, "statement": given.statement, "decided_by": editor}
    row |= {"authenticated_at": timezone.now(), "authenticated_by": "password"}
    with transaction.atomic():
        return LegacyDecision.objects.create(batch=batch, **{**row, **changes})


def test_two_editors_decide_and_readers_get_what_came_in_without_anybodys_signature(page, editors):
    batch = batch_of(page)
    for editor in editors:
        decide_about_batch(batch, by=editor, signature=batch_signature(batch))

    edition = publish_imported(batch.texts.get())

    publication = Publication.objects.get(page=page)
    assert publication.is_readable and publication.edition == edition
    assert edition.is_legacy and not edition.is_signed and edition.sign_off_ids == []
    assert publication.reviewed_at is None and publication.review_due_at is None
    assert (fresh(page).medically_reviewed_by, fresh(page).next_review_due) == ("", None)
    assert audit().findings == []


def test_nothing_goes_out_before_two_people_have_decided(page, editors):
    batch = batch_of(page)
    with pytest.raises(NotReadyError, match="Two people decide"):
        publish_imported(batch.texts.get())

    said_by(batch, editors[0])

    with pytest.raises(DatabaseError, match="legacy_not_decided"):
        inserted(page, batch.texts.get())


def test_nobody_decides_twice(page, editors):
    batch = batch_of(page)
    said_by(batch, editors[0])

    with pytest.raises(PermissionDenied, match="another editor has to decide"):
        decide_about_batch(batch, by=editors[0], signature=batch_signature(batch))


def test_two_accounts_of_one_person_are_one_person(page, editors):
    batch, first = batch_of(page), editors[0]
    said_by(batch, first)
    second = now_with(UserFactory(editor=True), first)

    with pytest.raises(DatabaseError, match="legacy_needs_two_people"):
        said_by(batch, second)


def test_a_third_word_is_not_taken(page):
    batch = decided_by_two(batch_of(page))

    with pytest.raises(DatabaseError, match="legacy_batch_decided"):
        said_by(batch, appointed_editor())


def test_only_an_editor_with_a_credential_decides(page):
    batch, superuser = batch_of(page), UserFactory(editor=True, is_superuser=True)

    with pytest.raises(DatabaseError, match="legacy_needs_editor"):
        said_by(batch, superuser)


@pytest.mark.parametrize("said", [{"root": "0" * 64}, {"texts": 2}, {"texts": 0}])
def test_a_decision_names_exactly_what_the_batch_holds(page, editors, said):
    with pytest.raises(DatabaseError, match="legacy_of_other_texts"):
        said_by(batch_of(page), editors[0], **said)


def test_whoever_decides_proved_a_moment_ago_who_they_are(page, editors):
    batch = batch_of(page)
    long_ago = replace(batch_signature(batch).authenticated, at=timezone.now() - timedelta(minutes=11))

    for given in ({"authenticated": None}, {"authenticated": long_ago}):
        with pytest.raises(PermissionDenied, match="confirm who you are"):
            decide_about_batch(batch, by=editors[0], signature=batch_signature(batch, **given))


def test_nothing_is_added_to_a_batch_that_somebody_has_decided_about(page, editors):
    batch = batch_of(page)
    said_by(batch, editors[0])
    other = imported(article("Another"))
    text = ImportedText.objects.get(page=other)

    with pytest.raises(DatabaseError, match="legacy_batch_decided"), transaction.atomic():
        LegacyText.objects.create(batch=batch, place=1, page=other, digest=text.digest, imported=text)


def test_a_text_that_somebody_edited_is_reviewed_like_any_other(page):
    batch = decided_by_two(batch_of(page))
    text, before = batch.texts.get(), Draft.of(page)

    page = edited(page, standfirst="Better words.", by=UserFactory(writer=True))

    with pytest.raises(NotReadyError, match="not the text any more that came in"):
        publish_imported(text)
    with pytest.raises(DatabaseError, match="legacy_not_imported"):
        inserted(page, text)
    page = edited(page, standfirst=before.document["standfirst"])
    assert Draft.of(page).digest == text.digest
    with pytest.raises(DatabaseError, match="legacy_edited"):
        inserted(page, text)


def test_a_page_that_was_written_here_never_came_in(page):
    ours = article("Ours")
    text = ImportedText.objects.get(page=page)
    with connection.cursor() as cursor:  # as if it had been written in a transaction before
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE articles_draftrecord SET saved_at = '2020-01-01' WHERE page_id = %s", [ours.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")

    with pytest.raises(DatabaseError, match="imported_afterwards"), transaction.atomic():
        imported(ours)
    edited(ours, standfirst="More.")
    with pytest.raises(DatabaseError, match="imported_over_ours"), transaction.atomic():
        record = Draft.of(ours).record
        ImportedText.objects.create(page=ours, draft_record=record, digest=record.digest, site="former.example")
    batch = LegacyBatch.objects.create(site="former.example", file_digest="0" * 64)
    with pytest.raises(DatabaseError, match="legacy_not_imported"), transaction.atomic():
        LegacyText.objects.create(batch=batch, place=0, page=ours, digest=Draft.of(ours).digest, imported=text)
    with pytest.raises(DatabaseError, match="legacy_not_imported"):
        inserted(ours, decided_by_two(batch_of(page)).texts.get())


def test_what_came_in_is_the_draft_and_nothing_else(page):
    with pytest.raises(DatabaseError, match="imported_as_another_text"), transaction.atomic():
        ImportedText.objects.create(page=page, draft_record=Draft.of(page).record, digest="0" * 64, site="x")


def test_a_page_that_ever_had_a_signed_edition_is_no_page_that_came_in(page):
    text = decided_by_two(batch_of(page)).texts.get()
    published_through_the_workflow(page)

    with pytest.raises(DatabaseError, match="only_the_first_is_new|legacy_not_the_first"):
        inserted(fresh(page), text, number=2, previous=Edition.objects.get(page=page))
    assert not Edition.objects.legacy().filter(page=page).exists()


def test_nothing_about_it_claims_a_review(page):
    text = decided_by_two(batch_of(page)).texts.get()
    other = published_article("Signed").editions.get()

    with pytest.raises(DatabaseError, match="legacy_claims_review"):
        inserted(page, text, sign_off_ids=other.sign_off_ids)
    draft = Draft.of(submitted(page))
    signed(fresh(page))
    with pytest.raises(DatabaseError, match="legacy_claims_review"):
        inserted(
            page, text, sign_off_ids=list(SignOff.objects.filter(digest=draft.digest).values_list("pk", flat=True))
        )


def test_a_signed_edition_follows_it_with_the_same_words_and_for_good(page, editors):
    batch = batch_of(page)
    for editor in editors:
        said_by(batch, editor)
    legacy = publish_imported(batch.texts.get())

    published_through_the_workflow(fresh(page))

    publication = Publication.objects.get(page=page)
    assert publication.edition.number == 2 and publication.edition.is_signed and publication.reviewed_at
    assert publication.edition.digest == legacy.digest
    with pytest.raises(ValidationError, match="do not go back"):
        change_status(
            publication,
            status=PublicationStatus.PUBLISHED,
            reason="It was fine.",
            edition=legacy,
            notice="Again.",
            by=editors[0],
            confirmed_by=editors[1],
        )
    assert audit().findings == []


def test_it_is_withdrawn_like_any_page(page):
    legacy_edition(page)

    taken_away(page)

    assert not Publication.objects.get(page=page).is_readable


def test_whoever_moved_it_in_does_not_review_it(page):
    legacy_edition(page)

    assert page.owner_id in Draft.of(fresh(page)).contributors


def test_nobody_signs_whose_own_page_was_moved_in_and_not_signed():
    own, user = imported(person("Dr Moved In")), UserFactory(reviewer=True)
    about()
    legacy_edition(own)
    link(own, user)
    issued(own, "clinical", expires_on="2099-01-01")

    draft = Draft.of(article())
    refusal = signing_refusal(user, draft, SignOffKind.MEDICAL_REVIEW, Credential.objects.get(person=own))

    assert refusal.code == "signer_has_no_page"


def test_a_dose_goes_out_on_no_page_that_no_clinician_reviews():
    page = PolicyPage(title="Moved in", slug="moved-in", policy_kind="section")
    page.body = body(section("Tablets", "Take 400 mg of ibuprofen every six hours."))
    text = decided_by_two(batch_of(imported(add_page(about(), page)))).texts.get()

    with pytest.raises(NotReadyError, match="gives no dose"):
        publish_imported(text)


def test_where_passkeys_are_the_rule_a_password_decides_nothing(page, editors):
    batch = batch_of(page)
    signing_rule("passkey")

    with pytest.raises(DatabaseError, match="passkey_needed"):
        said_by(batch, editors[0])


def test_a_passkey_signs_the_batch_and_the_audit_checks_it(page, editors):
    passkey, batch = with_signing_key(editors[0]), batch_of(page)
    given = batch_signature(batch)
    said = said_by_legacy_decision(
        LegacyDecision(batch=batch, texts=given.texts, root=given.root, statement=given.statement)
    )

    decide_about_batch(batch, by=editors[0], signature=replace(given, assertion=passkey.sign(said)))

    assert audit().findings == []
    other = batch_of(imported(article("Another")))
    with pytest.raises(PermissionDenied, match="something else"):
        decide_about_batch(other, by=editors[0], signature=batch_signature(other, assertion=passkey.sign(said)))


def test_postgresql_and_python_grow_the_same_tree():
    pages = [imported(article(f"Moved in {number}")) for number in range(7)]
    for number in range(1, 8):
        batch = batch_of(*pages[:number])
        texts = batch.texts.order_by("place").values_list("page_id", "digest")
        assert tree_over([leaf(*text) for text in texts])[-1][0].hex() == batch_signature(batch).root


def test_the_audit_finds_a_batch_that_was_changed_and_an_edition_without_its_decision(page):
    legacy_edition(page)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE articles_legacytext SET digest = repeat('0', 64)")
        cursor.execute("SET LOCAL session_replication_role = origin")

    found = " ".join(audit().findings)

    assert "is about other texts than the batch holds" in found and "is not the text that came in" in found
