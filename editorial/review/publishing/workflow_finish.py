"""What Wagtail calls when a workflow has ended. Wagtail's own models import this module: no models here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState

    from editorial.accounts.users import User


def publish_if_signed(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Publish what has been signed, if all is signed. However the workflow ended, nothing else is published."""
    from articles.record.published.drafts import Draft

    from ..signals import text_scheduled
    from .publishing import is_scheduled, publish_when_ready

    draft = Draft.in_review(workflow_state)
    if publish_when_ready(workflow_state.content_object, by=user, draft=draft) is None and is_scheduled(draft):
        text_scheduled.send(type(workflow_state), draft=draft)
