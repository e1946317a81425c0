"""Who is an appointed editor: those who are asked are those who may decide."""

import pytest
from django.contrib.auth import get_user_model

from articles.record.signed.sign_offs import SignOffKind
from editorial.review.signing.permissions import appointed_editors, is_appointed_editor
from tests.factories.accounts import UserFactory
from tests.factories.authority import revoked
from tests.factories.signing import credentialed

pytestmark = pytest.mark.django_db


def appointed(**account):
    return credentialed(SignOffKind.EDITORIAL, user=UserFactory(**account), introduced=False)


def test_those_who_are_asked_may_decide_and_nobody_else():
    of_the_desk, of_no_group, gone, no_longer = (
        appointed(editor=True),
        appointed(),
        appointed(editor=True),
        appointed(editor=True),
    )
    gone.is_active = False
    gone.save()
    revoked(no_longer.person_account.person.credentials.get())
    UserFactory(editor=True)
    UserFactory(is_superuser=True)
    credentialed(SignOffKind.MEDICAL_REVIEW, introduced=False)

    may_decide = {user for user in get_user_model().objects.all() if is_appointed_editor(user)}

    assert set(appointed_editors()) == may_decide
    assert {of_the_desk, of_no_group} <= may_decide
    assert not {gone, no_longer} & may_decide
