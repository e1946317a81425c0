"""Who looks at a screen of the desk, and what each screen asks of them: one question instead of five."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from .users import User


class DeskBackend(AuthenticationBackend):
    """allauth's, which fetches an account with its groups, its permissions and its settings of Wagtail."""

    def get_user(self, user_id: int) -> User | None:
        user = with_all_that_screens_ask().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Any = None) -> set[str]:
        """What `get_user` fetched. For accounts from elsewhere and for superusers Django asks."""
        known = user_obj.__dict__.get("names_of_permissions")
        if known is None or user_obj.is_superuser or not user_obj.is_active or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        return set(known)


def with_all_that_screens_ask() -> QuerySet[User]:
    """Accounts with `names_of_groups` and `names_of_permissions`: their own, and those of their groups.

    In SQL, because it is asked with each request of the desk, and Django took longer to put it together than PostgreSQL
    takes to answer. Permissions are looked up by account and by group: with OR, PostgreSQL goes through all there are.
    """
    names = ArrayField(TextField())
    names_of_groups = RawSQL(
        """
        ARRAY(SELECT name FROM auth_group JOIN accounts_user_groups ON group_id = auth_group.id
              WHERE user_id = accounts_user.id)
        """,
        [],
        names,
    )
    names_of_permissions = RawSQL(
        """
        ARRAY(SELECT app_label || '.' || codename
              FROM auth_permission JOIN django_content_type ON django_content_type.id = content_type_id
              WHERE auth_permission.id IN (
                  SELECT permission_id FROM accounts_user_user_permissions WHERE user_id = accounts_user.id
                  UNION
                  SELECT permission_id FROM auth_group_permissions JOIN accounts_user_groups USING (group_id)
                  WHERE user_id = accounts_user.id))
        """,
        [],
        names,
    )
    return User.objects.select_related("wagtail_userprofile").annotate(
        names_of_groups=names_of_groups, names_of_permissions=names_of_permissions
    )
