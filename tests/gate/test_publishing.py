"""An edition comes into being when every required, independent, qualified person has signed exactly that text."""

import pytest

from articles.document import digest
from articles.models import Edition, Publication, SignOffKind
from editorial.review.publishing import NotReadyError, publish
from editorial.review.signing import ContentChangedError, MayNotSignError, waiting_for
from tests.factories import (
    UserFactory,
    article,
    credentialed,
    edited,
    published,
    published_article,
    shown_digest,
    signed,
    submitted,
    topic,
)

pytestmark = pytest.mark.django_db


def test_an_article_is_published_by_its_last_signature():
    page = submitted(article())

    signed(page)
    assert not Edition.objects.of_page(page).exists()
    signed(page)

    edition = Edition.objects.get(page=page)
    assert edition.number == 1
    assert [sign_off.kind for sign_off in edition.sign_offs] == [SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW]
    assert edition.digest == digest(edition.document)
    assert Publication.objects.get(page=page).edition == edition


def test_a_writer_cannot_sign_their_own_text():
    writer = UserFactory(writer=True)
    credentialed(SignOffKind.FACT_CHECK, user=writer)
    page = submitted(article(by=writer))

    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(page, by=writer)
