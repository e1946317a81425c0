"""Who may do what with readers' reports."""

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy

from .report import Report

CHANGE = "feedback.change_report"


class ReportPermissionPolicy(ModelPermissionPolicy):
    """Reports come from readers: nobody at the desk makes one or deletes one, superusers included."""

    def user_has_permission(self, user, action):
        return action in ("view", "change", "export") and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission(set(actions) & {"view", "change"})


policy = ReportPermissionPolicy(Report)


def may_triage(user):
    return user.is_active and user.has_perm(CHANGE)


def may_see_correction(user, correction):
    """Whether the user may see a correction and what its reports say: triagers, and whoever may edit the page."""
    return may_triage(user) or (user.is_active and correction.page.permissions_for_user(user).can_edit())


def triagers():
    """Everybody who may triage, by name."""
    return policy.users_with_permission("change").order_by("first_name", "last_name", "pk")


def export_permission():
    """For Wagtail's screen of a group's permissions, which knows those to add, change, delete and view by itself."""
    return Permission.objects.filter(content_type__app_label="feedback", codename="export_report")


def refuse_deletion(request, instances):
    """Wagtail's bulk deletion asks Django's permissions only, which superusers always have."""
    if any(isinstance(instance, Report) for instance in instances):
        raise PermissionDenied(_("Readers’ reports are not deleted here."))
