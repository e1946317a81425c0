"""What came in while the rules of the database were switched off, and fits the chain, is found.

Those are editions whose signers wrote the text, or had no credential for what they signed.
"""

from contextlib import contextmanager

import pytest
from django.db import connection

from articles.record.published.drafts import Draft
from articles.record.published.editions import ChangeClass, Edition
from articles.record.signed.sign_offs import SignOff, SignOffKind
from tests.factories.accounts import UserFactory
from tests.factories.authority import now_with, revoked
from tests.factories.drafts import fresh
from tests.factories.pages import article
from tests.factories.signing import credentialed, find_claims_supported, signature
from tests.upkeep.damage import found

pytestmark = pytest.mark.django_db


@contextmanager
def rules_off():
    """As the owner can: the gate is open for a moment, and all that comes in is chained as ever."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("articles_signoff", "articles_edition"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER validate")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("articles_signoff", "articles_edition"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER validate")


def put_in(page, *given):
    """An edition with these sign-offs, each (kind, signer, credential), past the desk."""
    draft, ids = Draft.of(page), []
    with rules_off():
        for kind, signer, credential in given:
            said = signature(kind, draft.digest)
            sign_off = SignOff.objects.create(
                page_id=page.pk,
                document=draft.text,
                digest=draft.digest,
                kind=kind,
                signer=signer,
                credential=credential,
                statement=said.statement,
                checklist=said.checklist,
                interest_answer="none",
                interests="None",
                authenticated_by="password",
                authenticated_at=said.authenticated.at,
            )
            ids.append(sign_off.pk)
        return Edition.objects.create(
            page_id=page.pk,
            number=1,
            document=draft.text,
            digest=draft.digest,
            draft_record=draft.record,
            sign_off_ids=ids,
            change_class=ChangeClass.NEW,
            change_note="",
        )


def held_by(user, kind):
    return user.person_account.person.credentials.get(kind=kind)


def test_an_edition_that_its_writer_signed_is_found():
    checker, doctor = credentialed(SignOffKind.FACT_CHECK), credentialed(SignOffKind.MEDICAL_REVIEW)
    page = article(by=doctor)
    find_claims_supported(Draft.of(page), by=checker)

    put_in(
        fresh(page),
        (SignOffKind.FACT_CHECK, checker, held_by(checker, "fact_checking")),
        (SignOffKind.MEDICAL_REVIEW, doctor, held_by(doctor, "clinical")),
    )

    assert "which somebody gave who had a part in the text" in found()


def test_so_is_one_that_its_writer_signed_with_another_account():
    checker, doctor = credentialed(SignOffKind.FACT_CHECK), credentialed(SignOffKind.MEDICAL_REVIEW)
    page = article(by=doctor)
    find_claims_supported(Draft.of(page), by=checker)
    now = now_with(UserFactory(reviewer=True), doctor)

    put_in(
        fresh(page),
        (SignOffKind.FACT_CHECK, checker, held_by(checker, "fact_checking")),
        (SignOffKind.MEDICAL_REVIEW, now, held_by(now, "clinical")),
    )

    assert "which somebody gave who had a part in the text" in found()


def test_so_is_one_that_somebody_signed_who_stands_in_its_byline():
    checker, doctor = credentialed(SignOffKind.FACT_CHECK), credentialed(SignOffKind.MEDICAL_REVIEW)
    page = article(author=doctor.person_account.person)

    put_in(
        page,
        (SignOffKind.FACT_CHECK, checker, held_by(checker, "fact_checking")),
        (SignOffKind.MEDICAL_REVIEW, doctor, held_by(doctor, "clinical")),
    )

    assert "which somebody gave whom the page is about, or who stands in its byline" in found()


def test_one_signed_with_a_credential_of_another_kind_is_found():
    checker, other = credentialed(SignOffKind.FACT_CHECK), credentialed(SignOffKind.FACT_CHECK)

    put_in(
        article(),
        (SignOffKind.FACT_CHECK, checker, held_by(checker, "fact_checking")),
        (SignOffKind.MEDICAL_REVIEW, other, held_by(other, "fact_checking")),
    )

    assert found().count("its signer had no credential of that kind at that time") == 1


def test_so_is_one_that_was_revoked_before_and_one_of_somebody_else():
    checker, doctor = credentialed(SignOffKind.FACT_CHECK), credentialed(SignOffKind.MEDICAL_REVIEW)
    gone = held_by(doctor, "clinical")
    revoked(gone)

    put_in(
        article(),
        (SignOffKind.FACT_CHECK, credentialed(SignOffKind.FACT_CHECK), held_by(checker, "fact_checking")),
        (SignOffKind.MEDICAL_REVIEW, doctor, gone),
    )

    assert found().count("its signer had no credential of that kind at that time") == 2


def test_a_credential_that_was_revoked_after_somebody_signed_is_no_finding():
    checker, doctor = credentialed(SignOffKind.FACT_CHECK), credentialed(SignOffKind.MEDICAL_REVIEW)
    put_in(
        article(),
        (SignOffKind.FACT_CHECK, checker, held_by(checker, "fact_checking")),
        (SignOffKind.MEDICAL_REVIEW, doctor, held_by(doctor, "clinical")),
    )

    revoked(held_by(doctor, "clinical"))

    assert "sign-off" not in found()
