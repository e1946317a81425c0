"""Somebody is one person, and a topic one subject, in whichever language their page is."""

import pytest
from django.db import DatabaseError

from articles.pages import Byline
from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind
from articles.record.signers.credentials import CREDENTIAL_FOR, Credential, are_one_person
from editorial.review.signing.rules import eligible_signers
from editorial.review.signing.signing import MayNotSignError
from tests.factories.accounts import UserFactory
from tests.factories.authority import asks_for, face, issued, looked_up
from tests.factories.drafts import submitted
from tests.factories.pages import published_article, topic
from tests.factories.signing import appointed_editor, credentialed, published, signed
from tests.factories.translations import in_language, speaking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def three_languages():
    with speaking("de", "fr"):
        yield


def test_somebody_in_a_byline_by_their_page_in_another_language_cannot_sign():
    named = credentialed(SignOffKind.FACT_CHECK)
    byline = Byline(person=published(in_language("fr", face(named))), role=Byline.Role.WRITTEN)
    draft = in_language("fr", published_article(), bylines=[byline])

    assert named not in eligible_signers(Draft.of(draft), SignOffKind.FACT_CHECK)
    with pytest.raises(MayNotSignError, match="You stand in a byline"):
        signed(submitted(draft), by=named)


def test_nobody_approves_their_own_page_in_another_language():
    editor = credentialed(SignOffKind.EDITORIAL)
    draft = in_language("fr", face(editor))

    with pytest.raises(MayNotSignError, match="This page is about you"):
        signed(submitted(draft), by=editor)


def test_somebody_with_a_page_in_two_languages_gets_no_second_account_by_it():
    doctor, editors = credentialed(SignOffKind.MEDICAL_REVIEW), [appointed_editor(), appointed_editor()]
    asked = {"asked_by": editors[0], "confirmed_by": editors[1], "reason": "It is so."}
    link = {"kind": AuthorityEventKind.ACCOUNT_LINKED, "person": in_language("fr", face(doctor)), "user": UserFactory()}

    with pytest.raises(DatabaseError, match="person_has_account"):
        AuthorityEvent.objects.create(**link, **asked)


def test_whose_page_was_unlinked_is_the_same_person_by_their_page_in_another_language():
    doctor, editors = credentialed(SignOffKind.MEDICAL_REVIEW), [appointed_editor(), appointed_editor()]
    asked = {"asked_by": editors[0], "confirmed_by": editors[1], "reason": "It is so."}
    own, other = face(doctor), UserFactory()
    translation = in_language("fr", own)
    AuthorityEvent.objects.create(kind=AuthorityEventKind.ACCOUNT_UNLINKED, person=own, user=doctor, **asked)
    AuthorityEvent.objects.create(kind=AuthorityEventKind.ACCOUNT_LINKED, person=translation, user=other, **asked)

    assert are_one_person(doctor, other)


def test_nobody_decides_about_a_credential_on_their_page_in_another_language():
    editors = [appointed_editor(), appointed_editor()]
    own = in_language("fr", face(editors[0]))
    asked = {"asked_by": editors[0], "confirmed_by": editors[1], "reason": "It is so."}
    details = {"kind": "clinical", "register": "Register of Tests", "number": "7"}

    with pytest.raises(DatabaseError, match="authority_of_ones_own"):
        AuthorityEvent.objects.create(kind=AuthorityEventKind.CREDENTIAL_ISSUED, person=own, details=details, **asked)


def test_a_topic_asks_for_the_same_specialty_in_each_of_its_languages():
    eyes = topic("Eyes", slug="eyes")
    article = published_article(parent=eyes)
    ophthalmologist = credentialed(SignOffKind.MEDICAL_REVIEW)
    looked_up(face(ophthalmologist).credentials.get(), specialties=["Ophthalmology"])
    asks_for(eyes, "Ophthalmology")

    draft = in_language("fr", article)

    assert eligible_signers(Draft.of(draft), SignOffKind.MEDICAL_REVIEW) == {ophthalmologist}
    issued(face(ophthalmologist), CREDENTIAL_FOR[SignOffKind.MEDICAL_REVIEW])  # lasts longer, and is of no specialty
    chosen = Credential.objects.entitling(ophthalmologist, SignOffKind.MEDICAL_REVIEW, Draft.of(draft).document).first()
    assert [specialty.name for specialty in chosen.specialties.all()] == ["Ophthalmology"]
