"""Who may use the screens of the plan: editors, whatever Django's permissions say."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies.base import BlanketPermissionPolicy

from editorial.review.signing.permissions import may_change_status


class EditorsPolicy(BlanketPermissionPolicy):
    """For editors, who plan; no permission of Django's says so."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return may_change_status(user)

    user_has_any_permission = user_has_permission

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return may_change_status(user)

    user_has_any_permission_for_instance = user_has_permission_for_instance


class KeptByEditors(EditorsPolicy):
    """For editors, who make and change them and delete none: what happened to one is kept."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)
