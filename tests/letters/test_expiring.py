"""Credentials that expire are told of in time, once each."""

import pytest

from articles.record.signed.sign_offs import SignOffKind
from editorial.letters.outbox.letter import Letter
from editorial.review.authority.expiring import tell_of_expiring_credentials
from tests.factories.accounts import UserFactory
from tests.factories.authority import issued
from tests.factories.signing import credentialed

pytestmark = pytest.mark.django_db


def stages(user):
    """At how many days before the end somebody was told."""
    occasions = Letter.objects.filter(recipient=user, kind="credentials").values_list("occasion", flat=True)
    return sorted(int(occasion.split()[-1]) for occasion in occasions)


def holder(days, **details):
    return credentialed(SignOffKind.MEDICAL_REVIEW, expires_in_days=days, introduced=False, **details)


def test_the_holder_is_told_60_30_and_7_days_before_of_the_nearest_alone():
    holders = {days: holder(days) for days in (0, 7, 8, 25, 30, 59, 61, 365)}

    tell_of_expiring_credentials()
    tell_of_expiring_credentials()

    told = {days: stages(user) for days, user in holders.items()}
    assert told == {0: [7], 7: [7], 8: [30], 25: [30], 30: [30], 59: [60], 61: [], 365: []}


def test_the_editors_are_told_as_well():
    editor = UserFactory(editor=True)
    user = holder(20)

    tell_of_expiring_credentials()

    [letter] = Letter.objects.filter(recipient=editor, subject__contains="expires")
    assert letter.subject.startswith(user.person_account.person.title)


def test_nobody_is_told_of_a_credential_that_another_outlasts():
    user = holder(20)
    person = user.person_account.person
    issued(person, "clinical", register="Another register", expires_on=None)

    tell_of_expiring_credentials()

    assert stages(user) == []
