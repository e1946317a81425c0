"""A draft as it would be published: made once, and handed on to whoever judges, signs or publishes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Page

from .document import canonical, digest, reader_document

if TYPE_CHECKING:
    from wagtail.models import Revision, WorkflowState


@dataclass(frozen=True)
class Draft:
    """The newest draft of a page: `page` is the page as it has it, `digest` is of `text`, the canonical `document`.

    `is_locked` while the transaction that made it holds the lock on the page's row: nobody saves another one meanwhile.
    """

    page: Page
    revision: Revision
    document: dict[str, Any]
    text: str
    digest: str
    is_locked: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, page: Page, *, is_locked: bool = False) -> Draft:
        """The newest draft of a page, of whose row only the number is asked."""
        row = page.cached_content_type.model_class().objects.select_related("latest_revision").get(pk=page.pk)
        revision = row.latest_revision
        draft = row.with_content_json(revision.content)
        document = reader_document(draft)
        text = canonical(document)
        return cls(draft, revision, document, text, digest(text), is_locked)

    @classmethod
    def locked(cls, page: Page) -> Draft:
        """The same, while nobody else can save, sign or publish the page; inside the caller's transaction."""
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("A draft is locked inside a transaction.")
        locked = Page.objects.select_for_update().get(pk=page.pk)
        return cls.of(locked, is_locked=True)

    @classmethod
    def in_review(cls, state: WorkflowState) -> Draft:
        """The draft that a workflow is about. The state remembers it, for the steps that follow on one another."""
        newest = Page.objects.values_list("latest_revision_id", flat=True).get(pk=state.object_id)
        remembered: Draft | None = state.__dict__.get("draft")
        if remembered is None or remembered.revision.pk != newest:
            remembered = cls.of(state.content_object)
            remembered.hand_on(state)
        return remembered

    def hand_on(self, state: WorkflowState) -> None:
        """Let the steps of a workflow that follow go on with this draft."""
        state.__dict__["draft"] = self
