"""Who looks at a screen of the desk, and what each screen asks of them: one question instead of five."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from .models import User


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
    """Accounts with `names_of_groups` and `names_of_permissions`: their own, and those of their groups."""
    theirs = Permission.objects.filter(Q(user=OuterRef("pk")) | Q(group__user=OuterRef("pk")))
    full_name = Concat("content_type__app_label", Value("."), "codename")
    return User.objects.select_related("wagtail_userprofile").annotate(
        names_of_groups=ArraySubquery(Group.objects.filter(user=OuterRef("pk")).values_list("name")),
        names_of_permissions=ArraySubquery(theirs.order_by().values_list(full_name)),
    )
