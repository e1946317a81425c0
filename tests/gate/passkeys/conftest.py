"""Somebody who may check facts and a doctor, who have no passkeys yet."""

import pytest

from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import SigningRule
from tests.factories.authority import signing_rule
from tests.factories.drafts import submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed


@pytest.fixture(scope="module")
def signers(scene):
    return {kind: credentialed(kind).pk for kind in (SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW)}


@pytest.fixture
def checker(db, signers, django_user_model):
    return django_user_model.objects.get(pk=signers[SignOffKind.FACT_CHECK])


@pytest.fixture
def doctor(db, signers, django_user_model):
    return django_user_model.objects.get(pk=signers[SignOffKind.MEDICAL_REVIEW])


@pytest.fixture
def passkeys_only(checker, doctor):
    """From now on; those who sign have been introduced before."""
    signing_rule(SigningRule.PASSKEY)


@pytest.fixture
def page(passkeys_only):
    return submitted(article())
