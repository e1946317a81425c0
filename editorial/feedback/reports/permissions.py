"""Who may do what with readers' reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.accounts.users import User

from .report import Report

CHANGE = "feedback.change_report"


class ReportPermissionPolicy(ModelPermissionPolicy):
    """Reports come from readers: nobody at the desk makes one or deletes one, superusers included."""

    def user_has_permission(self, user: User | AnonymousUser, action: str) -> bool:
        return action in ("view", "change", "export") and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        return super().users_with_any_permission(set(actions) & {"view", "change"})


policy = ReportPermissionPolicy(Report)


def may_triage(user: User | AnonymousUser) -> bool:
    return user.is_active and user.has_perm(CHANGE)


class AboutPage(Protocol):
    """What is about a page, as a correction is."""

    page: Page


def may_see_correction(user: User | AnonymousUser, correction: AboutPage) -> bool:
    """Whether the user may see a correction and what its reports say: triagers, and whoever may edit the page."""
    return may_triage(user) or (user.is_active and correction.page.permissions_for_user(user).can_edit())


def triagers() -> QuerySet[User]:
    """Everybody who may triage, by name."""
    return policy.users_with_permission("change").order_by("first_name", "last_name", "pk")


def export_permission() -> QuerySet[Permission]:
    """For Wagtail's screen of a group's permissions, which knows those to add, change, delete and view by itself."""
    return Permission.objects.filter(content_type__app_label="feedback", codename="export_report")


def refuse_deletion(request: HttpRequest, instances: Iterable[Model]) -> None:
    """Wagtail's bulk deletion asks Django's permissions only, which superusers always have."""
    if any(isinstance(instance, Report) for instance in instances):
        raise PermissionDenied(_("Readers’ reports are not deleted here."))
