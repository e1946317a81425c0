"""Making a remark, and answering one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from articles.record.published.drafts import Draft
from articles.record.signed.draft_records import DraftRecord
from editorial.accounts.users import User
from editorial.review.signals import remark_answered, somebody_named, text_blocked

from ..permissions import may_see_drafts
from .mentions import name_people, named_in
from .remarks import Remark, may_block


@transaction.atomic
def remark(
    draft: Draft,
    *,
    by: User,
    quote: str,
    comment: str = "",
    suggestion: str = "",
    section: str = "",
    is_blocking: bool = False,
    shown_digest: str = "",
) -> Remark:
    """Say something about a passage of this draft; those whom it names are told. CannotBeNamedError as `named_in`.

    So are the text's people, where it keeps the text from being signed. Sent twice, it is kept once, as is an answer.
    `shown_digest` says which draft of the page they read, where that may not be the newest any more.
    """
    if not may_see_drafts(by, draft.page) or (is_blocking and not may_block(by, draft.page)):
        raise PermissionDenied
    said = {"quote": quote, "comment": comment, "suggestion": suggestion, "section": section}
    people = named_in(comment, draft.page)
    Page.objects.select_for_update().get(pk=draft.page.pk)
    was_read = DraftRecord.objects.of_page(draft.page).filter(digest=shown_digest).exists()
    digest = shown_digest if was_read else draft.digest
    about = {"page_id": draft.page.pk, "digest": digest, "by": by, "is_blocking": is_blocking}
    if same := Remark.objects.open().filter(**about, **said).first():
        return same
    made = Remark.objects.create(**about, **said)
    _tell_named(made, people)
    if is_blocking:
        text_blocked.send(Remark, remark=made, named=people)
    return made


@transaction.atomic
def answer(thread: Remark, *, by: User, comment: str) -> Remark:
    """Say something to a remark; those who said something before are told, and those whom it names."""
    page = thread.page.specific
    if not may_see_drafts(by, page):
        raise PermissionDenied
    people = named_in(comment, page)
    Page.objects.select_for_update().get(pk=thread.page_id)
    newest = thread.answers.order_by("-pk").first()
    if newest and (newest.by, newest.comment) == (by, comment):
        return newest
    said = Remark.objects.create(page_id=thread.page_id, digest=thread.digest, by=by, comment=comment, answer_to=thread)
    _tell_named(said, people)
    remark_answered.send(Remark, thread=thread, said=said, named=people)
    return said


def _tell_named(said: Remark, people: list[User]) -> None:
    if others := name_people(said, people):
        somebody_named.send(Remark, remark=said, people=others)
