"""What review writes into Wagtail's log of a page: name, imperative and past tense."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, Revision

from editorial.accounts.users import User

LOG_ACTIONS = [
    ("review.sign", _("Sign"), _("Signed")),
    ("review.ask_for_changes", _("Ask for changes"), _("Asked for changes")),
    ("review.assess_risk", _("Say how risky it is"), _("Said how risky it is")),
    ("review.take_over", _("Take suggested words over"), _("Took suggested words over")),
    ("review.invite_expert", _("Invite an outside expert"), _("Invited an outside expert")),
    ("review.expert_answer", _("Answer an invitation"), _("An invitation was answered or called off")),
    ("review.publish", _("Publish an edition"), _("Published an edition")),
    ("review.declare_interest", _("Declare an interest"), _("Declared an interest")),
    ("review.waive_interest", _("Waive an interest"), _("Waived an interest")),
    ("review.propose_status", _("Propose a status change"), _("Proposed a status change")),
    ("review.plan_status", _("Plan a status change"), _("Planned a status change")),
    ("review.call_off_status", _("Call a status change off"), _("Called a planned status change off")),
    ("review.dismiss_proposal", _("Turn a proposal down"), _("Turned a proposal down")),
    ("review.change_status", _("Change the status"), _("Changed the status")),
]


def register_log_actions(actions):
    for name, label, message in LOG_ACTIONS:
        actions.register_action(name, label, message)


def log(
    page: Page,
    action: str,
    *,
    user: User | None = None,
    data: dict[str, Any] | None = None,
    revision: Revision | None = None,
) -> None:
    """A line as `wagtail.log_actions.log` writes it.

    That one asks the database whether page, user and revision are there, each time. Here they were just made or read,
    in the same transaction.
    """
    context = get_active_log_context()
    line = PageLogEntry(
        page=page,
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
        label=page.get_admin_display_title(),
        action=action,
        timestamp=timezone.now(),
        user=user or context.user,
        uuid=context.uuid,
        data=data or {},
        revision=revision,
    )
    PageLogEntry.objects.bulk_create([line])
