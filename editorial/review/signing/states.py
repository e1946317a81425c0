"""Wagtail's states of a review, moved on with the draft at hand.

At every save Wagtail asks the database whether each row that a state points at is there, and for a line in its log it
loads the whole draft again: some thirty questions a step. A review is moved on by whoever holds the lock on the page,
and has just made or read those rows, so these save and log without asking.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists
from wagtail.models import Page, Task, TaskState, WorkflowState

from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.accounts.users import User

from ..log_actions import log
from .discussion.remarks import Remark


class ReviewTaskState(TaskState):
    """That one step of a review goes on, or how it ended."""

    class Meta:
        proxy = True
        default_permissions: list[str] = []

    def save(self, *args: Any, **kwargs: Any) -> None:
        models.Model.save(self, *args, **kwargs)

    def log_state_change_action(self, user: User | None, action: str) -> None:
        """The line in Wagtail's log that its own method writes."""
        state = self.workflow_state
        following = state.get_next_task()
        told = {
            "workflow": {
                "id": state.workflow.pk,
                "title": state.workflow.name,
                "status": self.status,
                "task_state_id": self.pk,
                "task": {"id": self.task.pk, "title": self.task.name},
                "next": {"id": following.pk, "title": following.name} if following else None,
            },
            "comment": self.get_comment(),
        }
        draft = Draft.in_review(state)
        log(draft.page, f"wagtail.workflow.{action}", user=user, data=told, revision=draft.revision)


class ReviewState(WorkflowState):
    """How far a page's review has come."""

    class Meta:
        proxy = True
        default_permissions: list[str] = []

    @classmethod
    def on(cls, page: Page) -> models.QuerySet[ReviewState]:
        """The review that a page is in now, if it waits for somebody."""
        return cls.objects.filter(
            status=cls.STATUS_IN_PROGRESS,
            current_task_state__status=TaskState.STATUS_IN_PROGRESS,
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id=str(page.pk),
        )

    @classmethod
    def of(cls, draft: Draft) -> ReviewState | None:
        """The same, of a locked draft, ready to be moved on."""
        blocked = Exists(Remark.objects.blocking().filter(page_id=draft.page.pk))
        state = cls.on(draft.page).select_related("workflow").annotate(is_blocked=blocked).first()
        if state is None:
            return None
        step = ReviewTaskState.objects.select_related("task__signofftask").get(pk=state.current_task_state_id)
        step.workflow_state, step.revision, state.current_task_state = state, draft.revision, step
        state.content_object = as_plain_page(draft)
        draft.hand_on(state)
        return state

    def get_next_task(self) -> Task | None:
        """Asked for once after each step: for the log, and to begin it."""
        done = self.current_task_state.pk
        if self.__dict__.get("followed", (0, None))[0] != done:
            self.__dict__["followed"] = (done, super().get_next_task())
        return self.__dict__["followed"][1]

    @property
    def kind(self) -> SignOffKind:
        """The kind of sign-off that it waits for."""
        return SignOffKind(self.current_task_state.task.signofftask.kind)

    def save(self, *args: Any, **kwargs: Any) -> None:
        models.Model.save(self, *args, **kwargs)


def as_plain_page(draft: Draft) -> Page:
    """The page of a draft as Wagtail's states know pages: plain, and here with what it would ask for at hand."""
    page = draft.page.page_ptr
    page.latest_revision, page.__dict__["specific"] = draft.revision, draft.page
    return page


def waiting_for(page: Page) -> SignOffKind | None:
    """The kind of sign-off that a page waits for now, None when nobody is asked for one."""
    kind = ReviewState.on(page).values_list("current_task_state__task__signofftask__kind", flat=True).first()
    return SignOffKind(kind) if kind else None
