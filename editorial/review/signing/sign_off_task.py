"""The workflow's steps, each of which asks for one kind of sign-off."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import Page, Task, TaskState, WorkflowState

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User

from ..signals import signature_asked
from .permissions import may_sign_kind
from .rules import signatures_missing, unmet_before_review
from .states import ReviewTaskState


class ReviewLock(WorkflowLock):
    """While people are asked to sign a text, nobody edits it."""

    def get_message(self, user: User) -> str:
        kind = self.task.specific.kind
        if may_sign_kind(user, kind):
            return str(
                _("This page waits for its %s: “Review and sign” is at the foot.") % SignOffKind(kind).label.lower()
            )
        return str(_("This page is being reviewed. To edit it, take it back from review first."))


class SignOffTask(Task):
    """A step that ends when the sign-offs of its kind are on the draft's digest.

    Signing happens on the review screen only. Wagtail's own buttons and addresses for a task do nothing here: they know
    neither the digest nor the statement.
    """

    kind = models.CharField(max_length=20, choices=SignOffKind.choices)

    admin_form_fields = [*Task.admin_form_fields, "kind"]
    admin_form_readonly_on_edit_fields = [*Task.admin_form_readonly_on_edit_fields, "kind"]
    lock_class = ReviewLock
    task_state_class = ReviewTaskState

    class Meta:
        verbose_name = _("sign-off task")

    @transaction.atomic
    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Ask for signatures, unless the text has them already or is not fit to be signed.

        Wagtail tells of a submitted step before anybody knows which it is; and when a review is taken up again, before
        the review has the step, and outside any transaction. So people are told from here.
        """
        task_state = super().start(workflow_state, user=user)
        draft = Draft.in_review(workflow_state)
        if unmet := unmet_before_review(draft):
            task_state.status, task_state.comment = TaskState.STATUS_REJECTED, "\n".join(unmet)
        elif self.kind not in signatures_missing(draft):
            task_state.status, task_state.comment = (
                TaskState.STATUS_APPROVED,
                _("This text is signed already."),
            )
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            task_state.finished_at = timezone.now()
            task_state.save(update_fields=["status", "comment", "finished_at"])
        else:
            signature_asked.send(SignOffTask, step=task_state, kind=self.kind, draft=draft)
        return task_state

    def locked_for_user(self, obj: Page, user: User) -> bool:
        return True

    def user_can_access_editor(self, obj: Page, user: User) -> bool:
        return may_sign_kind(user, self.kind)

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        return []

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> NoReturn:
        raise PermissionDenied(_("Sign or ask for changes on the review screen."))

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> models.QuerySet[TaskState]:
        if not may_sign_kind(user, self.kind):
            return TaskState.objects.none()
        return TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)

    @classmethod
    def get_description(cls) -> str:
        return str(_("People with a valid credential sign exactly the text that will be published"))
