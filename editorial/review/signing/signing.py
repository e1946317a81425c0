"""Signing a text, or sending it back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.assertions import Assertion, said_by_sign_off
from articles.record.published.drafts import Draft
from articles.record.refusals import Refusal, refusal_in
from articles.record.signed.pictures import FalseWidthsError
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import Credential
from editorial.accounts.log_in.reauthentication import Authentication
from editorial.accounts.users import User

from ..log_actions import log
from ..signals import signed
from .claim_checks import unsupported_in
from .discussion.change_requests import ChangeRequest
from .discussion.remarks import why_blocked
from .experts import Ending, ExpertInvitation
from .interests import NO_INTERESTS, waiver_for
from .passkeys import passkey_finding
from .permissions import is_kept_out, is_outside_expert, may_sign_kind
from .rules import signatures_missing, signing_refusal
from .states import ReviewState, waiting_for

__all__ = [
    "ContentChangedError",
    "MayNotSignError",
    "Signature",
    "ask_for_changes",
    "put_signature",
    "sign",
    "waiting_for",
]


class MayNotSignError(Exception):
    """This person may not give this sign-off; the message is the sentence to show them."""


class ContentChangedError(Exception):
    """The draft is not the text that was shown. `shown` is the digest that the signer saw."""

    def __init__(self, shown: str):
        super().__init__(
            _("The content changed after you opened it. Nothing was signed. Read what moved, then sign that.")
        )
        self.shown = shown


@dataclass(frozen=True)
class Signature:
    """What a signer was shown, was asked and answered, everything as it was worded.

    `authenticated` says when and how they last proved who they are, None when that is too long ago. `interests` names
    those that they declared. A question of the checklist stands as {question, answer}. `assertion` is what their
    passkey made of it all, and `origin` the address at which their browser was.
    """

    shown_digest: str
    statement: str
    interest_answer: str
    authenticated: Authentication | None
    interests: str = NO_INTERESTS
    checklist: list[dict[str, str]] = field(default_factory=list)
    assertion: Assertion | None = None
    origin: str = ""


@transaction.atomic
def sign(page: Page, *, by: User, kind: str, signature: Signature) -> SignOff:
    """Give a sign-off on the text that the signer was shown, and let the workflow go on; the sign-off."""
    if is_kept_out(by, page):
        raise PermissionDenied
    draft = Draft.locked(page)
    review = ReviewState.of(draft)
    if review is None or review.kind != kind:
        raise MayNotSignError(_("This page is not waiting for that sign-off any more."))
    if review.is_blocked:
        raise MayNotSignError(why_blocked(page.pk))
    if kind == SignOffKind.FACT_CHECK and unsupported_in(draft):
        raise MayNotSignError(_("A claim in this text is not supported by its sources, or was not checked."))
    if draft.document["images"] and set(signatures_missing(draft)) <= {kind}:
        _keep_pictures(draft)
    sign_off = put_signature(draft, by=by, kind=kind, signature=signature)
    if is_outside_expert(by):
        for invitation in ExpertInvitation.objects.standing().of(by).about(page):
            invitation.end(Ending.SIGNED)
    if kind not in signatures_missing(draft):
        review.current_task_state.approve(user=by)
    return sign_off


def _keep_pictures(draft: Draft) -> None:
    """Before the last signature locks the record, in the transaction that publishes what it shows."""
    with suppress(FalseWidthsError):  # the signature counts, and publishing says what is wrong
        _kept = draft.pictures


def put_signature(draft: Draft, *, by: User, kind: str, signature: Signature) -> SignOff:
    """Insert a sign-off, which PostgreSQL judges; MayNotSignError or ContentChangedError when it cannot be."""
    if draft.digest != signature.shown_digest:
        raise ContentChangedError(signature.shown_digest)
    credential = Credential.objects.entitling(by, kind, draft.document).first()
    if credential is None:
        raise MayNotSignError(str(signing_refusal(by, draft, kind, credential)))
    authenticated = signature.authenticated
    sign_off = SignOff(
        page_id=draft.page.pk,
        kind=kind,
        digest=draft.digest,
        document=draft.text,
        signer=by,
        credential=credential,
        statement=signature.statement,
        checklist=signature.checklist,
        interest_answer=signature.interest_answer,
        interests=signature.interests,
        waiver=waiver_for(by, draft.page, signature.interests),
        authenticated_at=authenticated.at if authenticated else None,
        authenticated_by=", ".join(authenticated.methods) if authenticated else "",
        assertion=signature.assertion,
    )
    if signature.assertion and (
        code := passkey_finding(by, signature.assertion, said_by_sign_off(sign_off), signature.origin)
    ):
        raise MayNotSignError(str(Refusal(code)))
    sign_off = _insert(sign_off)
    log(draft.page, "review.sign", user=by, data={"kind": kind, "digest": draft.digest})
    sign_off.signer = by
    signed.send(SignOff, sign_off=sign_off, page=draft.page)
    return sign_off


@transaction.atomic
def ask_for_changes(page: Page, *, by: User, comment: str, shown_digest: str = "") -> None:
    """Send a text back to its writer with a comment that says what has to change.

    ContentChangedError where it is not the one that was shown, if that is told.
    """
    draft = Draft.locked(page)
    review = ReviewState.of(draft)
    if review is None or not may_sign_kind(by, review.kind) or is_kept_out(by, page):
        raise PermissionDenied(_("Only somebody who could sign this text can send it back."))
    if shown_digest and shown_digest != draft.digest:
        raise ContentChangedError(shown_digest)
    kind = review.kind
    ChangeRequest.objects.create(page_id=draft.page.pk, kind=kind, digest=draft.digest, comment=comment, asked_by=by)
    review.current_task_state.reject(user=by, comment=comment)
    log(draft.page, "review.ask_for_changes", user=by, data={"kind": kind})


def _insert(sign_off: SignOff) -> SignOff:
    """The row as PostgreSQL stored it."""
    try:
        with transaction.atomic():
            sign_off.save()
    except IntegrityError as error:
        raise MayNotSignError(str(refusal_in(error))) from error
    sign_off.refresh_from_db()
    return sign_off
