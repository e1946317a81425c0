"""What Wagtail's edit screen offers at its foot while a page is in review, or was sent back."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PageLockedMenuItem,
    RestartWorkflowMenuItem,
)

from editorial.review.signing.permissions import may_sign_kind
from editorial.review.signing.signing import waiting_for


class SignMenuItem(ActionMenuItem):
    """The way to the screen on which the page is signed, for whoever may give the sign-off for which it waits."""

    name = "action-sign"
    label = _("Review and sign")
    icon_name = "clipboard-list"

    def is_shown(self, context):
        kind = waiting_for(context["page"]) if context["view"] == "edit" else None
        return kind is not None and may_sign_kind(context["request"].user, kind)

    def get_url(self, context):
        return reverse("review:page", args=[context["page"].pk])


class TakeBackMenuItem(CancelWorkflowMenuItem):
    """Wagtail's own action, called as the desk calls it."""

    label = _("Take back from review")


def fit_to_review(items, request, context):
    """Where somebody may sign, that comes first. Nothing stands twice under two names.

    Wagtail offers to restart a review that sent a page back, and to resubmit it. Signatures that still count are not
    asked for again, so both do the same.
    """
    items[:] = [
        TakeBackMenuItem(order=item.order) if type(item) is CancelWorkflowMenuItem else item
        for item in items
        if not isinstance(item, RestartWorkflowMenuItem)
    ]
    sign = SignMenuItem(order=0)
    if sign.is_shown(context):
        items[:] = [sign, *(item for item in items if not isinstance(item, PageLockedMenuItem))]
