"""Somebody is one person, and a topic one subject, in whichever language their page is."""

import pytest
from django.db import DatabaseError
from django.test import override_settings
from wagtail.models import Locale

from articles.pages import Byline
from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import AuthorityEvent, AuthorityEventKind
from articles.record.signers.credentials import are_one_person
from editorial.review.signing.rules import eligible_signers
from editorial.review.signing.signing import MayNotSignError
from tests.factories.accounts import UserFactory
from tests.factories.authority import asks_for, face, looked_up
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.pages import published_article, topic
from tests.factories.signing import appointed_editor, credentialed, published, signed

pytestmark = pytest.mark.django_db
LANGUAGES = [("en-gb", "English"), ("de", "German"), ("fr", "French")]


@pytest.fixture(autouse=True, scope="module")
def three_languages():
    with override_settings(WAGTAIL_I18N_ENABLED=True, LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        yield


def in_language(code, page, **changes):
    """The page translated: a draft below translated pages, which are published first."""
    locale, _ = Locale.objects.get_or_create(language_code=code)
    above = page.get_parent().specific
    if above.depth > 1 and not above.has_translation(locale):
        published(in_language(code, above))
    copy = fresh(page.specific.copy_for_translation(locale))
    newest = page.editions.order_by("-number").first()
    said = {"translates_edition": newest and newest.number, "change_class": "new", "change_note": ""}
    return edited(copy, by=UserFactory(writer=True), **{**said, **changes})


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
