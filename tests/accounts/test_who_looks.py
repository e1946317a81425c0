"""What each screen of the desk asks of whoever looks at it comes with their account, and is as new as the screen."""

import pytest
from django.contrib.auth import authenticate, get_user
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject
from wagtail.users.models import UserProfile

from editorial.accounts.backend import DeskBackend
from editorial.review.signing.permissions import EDITORS, TRIAGERS, is_in
from tests.factories.accounts import UserFactory, logged_in

pytestmark = pytest.mark.django_db
MAY_LOOK, MAY_MOVE_IN = "wagtailadmin.access_admin", "exchange.move_in"


def found(user):
    return DeskBackend().get_user(user.pk)


def permission(name):
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def test_who_somebody_is_and_what_they_may_is_one_question(django_assert_num_queries):
    user = UserFactory(editor=True)
    UserProfile.objects.create(user=user, preferred_language="de")

    with django_assert_num_queries(1):
        looks_now = found(user)
        looks = SimpleLazyObject(lambda: looks_now)
        assert is_in(looks, EDITORS) and not is_in(looks, TRIAGERS)
        assert looks.has_perm(MAY_LOOK) and not looks.has_perm(MAY_MOVE_IN)
        assert looks.wagtail_userprofile.preferred_language == "de"


def test_somebody_without_settings_of_wagtails_is_not_asked_about_again(django_assert_num_queries):
    user = UserFactory(writer=True)

    with django_assert_num_queries(1):
        assert not hasattr(found(user), "wagtail_userprofile")


def test_what_somebody_may_is_what_they_and_their_groups_may():
    user = UserFactory(writer=True)
    user.user_permissions.add(permission(MAY_MOVE_IN))

    assert found(user).get_all_permissions() == user.get_all_permissions()
    assert MAY_MOVE_IN in found(user).get_all_permissions()


def test_a_superuser_may_everything_and_somebody_without_a_group_nothing():
    superuser, nobody = UserFactory(is_superuser=True), UserFactory()

    assert found(superuser).get_all_permissions() == superuser.get_all_permissions() != set()
    assert found(nobody).get_all_permissions() == set()


def test_whoever_is_taken_out_of_a_group_may_no_more_with_the_next_screen(client):
    logged_in(client, user := UserFactory(editor=True))
    assert client.get("/admin/").status_code == 200

    user.groups.remove(Group.objects.get(name=EDITORS))

    assert client.get("/admin/").status_code == 302


def test_an_account_that_was_put_out_of_use_is_nobody(client):
    user = UserFactory(editor=True)
    logged_in(client, user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)

    assert found(user) is None
    assert client.get("/admin/").status_code == 302


def test_a_session_knows_its_account_by_this_backend(client):
    logged_in(client, user := UserFactory(writer=True))
    request = RequestFactory().get("/admin/")
    request.session = client.session

    assert get_user(request) == user
    assert authenticate(request, email=user.email, password="wrong") is None
