"""A draft as it would be published: made once, and handed on to whoever judges, signs or publishes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.functional import cached_property
from wagtail.models import Page

from ..document import ReaderDocument, canonical, digest, typeset
from ..signed.draft_records import DraftRecord
from ..signed.pictures import EditionImage, SiteImage
from ..signed.risk import RiskAssessment
from .addresses import address_for
from .editions import Edition

if TYPE_CHECKING:
    from wagtail.models import Revision, WorkflowState


@dataclass(frozen=True)
class Draft:
    """The newest draft of a page: `page` is the page as it has it, `digest` is of `text`, the canonical `document`.

    `claims` are what its writer marked as such: readers do not see that. `is_locked` while the transaction that made it
    holds the lock on the page's row, and on those of pages that move with it: nobody saves another one meanwhile.
    """

    page: Page
    revision: Revision
    document: ReaderDocument
    text: str
    digest: str
    claims: Sequence[Any] = field(default=(), compare=False)
    is_locked: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, page: Page, *, is_locked: bool = False) -> Draft:
        """The newest draft of a page, of whose row only the number is asked."""
        rows = page.cached_content_type.model_class().objects.select_related("latest_revision", "locale")
        row = rows.annotate(said_risk=RiskAssessment.objects.said_of_each()).get(pk=page.pk)
        revision = row.latest_revision
        revision.content_object = row
        draft = row.with_content_json(revision.content)
        draft.latest_revision = revision
        if is_locked:
            _lock_pages_that_move_with(draft)
        found = typeset(draft)
        text = canonical(found.document)
        return cls(draft, revision, found.document, text, digest(text), found.claims, is_locked)

    @cached_property
    def address(self) -> tuple[str, str]:
        """The path at which it would be published, and the path of the page above; or NoAddressError."""
        return address_for(self.page, self.document["slug"])

    @cached_property
    def newest_edition(self) -> Edition | None:
        """The newest edition of its page, of whatever kind."""
        return Edition.objects.newest_of(self.page)

    @cached_property
    def record(self) -> DraftRecord | None:
        """The record of the newest save of its page."""
        return DraftRecord.objects.of_page(self.page).order_by("-pk").first()

    @cached_property
    def pictures(self) -> list[EditionImage]:
        """The pictures that it shows, which are stored under their own hash when they are asked for the first time.

        FalseWidthsError where one cannot be. To make them smaller takes seconds, so whoever adds to the record, which
        keeps everybody waiting who signs, asks before.
        """
        shown = self.newest_edition.content["images"] if self.newest_edition else []
        images = SiteImage.objects.filter(sha256__in=self.document["images"]).order_by("sha256").distinct("sha256")
        return [EditionImage.objects.keep(each.read_bytes(), was_shown=each.sha256 in shown) for each in images]

    @classmethod
    def locked(cls, page: Page) -> Draft:
        """The same, while nobody else can save, sign or publish the page; inside the caller's transaction."""
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("A draft is locked inside a transaction.")
        locked = Page.objects.select_for_update().only("content_type").get(pk=page.pk)
        return cls.of(locked, is_locked=True)

    @classmethod
    def in_review(cls, state: WorkflowState) -> Draft:
        """The draft that a workflow is about. The state remembers it, for the steps that follow on one another."""
        remembered: Draft | None = state.__dict__.get("draft")
        if remembered and remembered.is_newest():
            return remembered
        draft = cls.of(state.content_object)
        draft.hand_on(state)
        return draft

    def is_newest(self) -> bool:
        """Whether nobody has saved another draft since."""
        return self.is_locked or Page.objects.filter(pk=self.page.pk, latest_revision=self.revision.pk).exists()

    def hand_on(self, state: WorkflowState) -> None:
        """Let the steps of a workflow that follow go on with this draft."""
        state.__dict__["draft"] = self

    @property
    def contributors(self) -> set[int | None]:
        """The ids of all users who changed what readers would see since the newest edition, as the gate counts them.

        None stands for somebody who is not known: then it cannot be published.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT articles_contributors(%s, %s::jsonb)", [self.page.pk, self.text])
            return {user_id for (user_id,) in cursor.fetchall()}


def _lock_pages_that_move_with(page: Page) -> None:
    """Those below get another address when this is published. Somebody may be signing one of them, and whoever signs
    waits for the record with that page locked: so they are locked before anything is added to the record.
    """
    if page.numchild and Page.objects.filter(pk=page.pk).exclude(slug=page.slug).exists():
        list(Page.objects.descendant_of(page).order_by("pk").select_for_update().values_list("pk"))
