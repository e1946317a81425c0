"""Signing a text, or sending it back."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from articles.record.credentials import Credential
from articles.record.document import canonical, digest, reader_document
from articles.record.refusals import refusal_in
from articles.record.sign_offs import SignOff, SignOffKind

from .claim_checks import unsupported_in
from .interests import waiver_for
from .permissions import may_sign_kind
from .rules import signatures_missing, signing_refusal


class MayNotSignError(Exception):
    """This person may not give this sign-off; the message is the sentence to show them."""


class ContentChangedError(Exception):
    """The draft is not the text that was shown. `shown` is the digest that the signer saw."""

    def __init__(self, shown):
        super().__init__(
            _("The content changed after you opened it. Nothing was signed. Read what moved, then sign that.")
        )
        self.shown = shown


def waiting_for(page):
    """The kind of sign-off that the page waits for now, None when it is not in review."""
    state = page.current_workflow_task_state
    return getattr(state.task.specific, "kind", None) if state and state.status == state.STATUS_IN_PROGRESS else None


@transaction.atomic
def sign(page, *, by, kind, **signature):
    """Give a sign-off on the text that the signer was shown, and let the workflow go on; the sign-off.

    `signature` is what `put_signature` takes.
    """
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    if waiting_for(page) != kind:
        raise MayNotSignError(_("This page is not waiting for that sign-off any more."))
    draft = page.get_latest_revision_as_object()
    document = reader_document(draft)
    if kind == SignOffKind.FACT_CHECK and unsupported_in(draft, document):
        raise MayNotSignError(_("A claim in this text is not supported by its sources, or was not checked."))
    sign_off = put_signature(page, document, by=by, kind=kind, **signature)
    if kind not in signatures_missing(page, document, sign_off.document):
        page.current_workflow_task_state.approve(user=by)
    return sign_off


def put_signature(page, document, *, by, kind, shown_digest, interest_answer, interests, authenticated, **words):
    """Insert a sign-off, which PostgreSQL judges; MayNotSignError or ContentChangedError when it cannot be.

    `authenticated` says when and how the signer last proved who they are, None when that is too long ago. `words` are
    the statement and the checklist as they were worded.
    """
    text = canonical(document)
    if digest(text) != shown_digest:
        raise ContentChangedError(shown_digest)
    credential = Credential.objects.entitling(by, kind, document).first()
    if reason := signing_refusal(by, page, document, kind, credential):
        raise MayNotSignError(str(reason))
    sign_off = _insert(
        page=page,
        kind=kind,
        digest=shown_digest,
        document=text,
        signer=by,
        credential=credential,
        interest_answer=interest_answer,
        interests=interests,
        waiver=waiver_for(by, page, interests),
        authenticated_at=authenticated and authenticated.at,
        authenticated_by=", ".join(authenticated.methods) if authenticated else "",
        **words,
    )
    log(page, "review.sign", user=by, data={"kind": kind, "digest": shown_digest})
    return sign_off


@transaction.atomic
def ask_for_changes(page, *, by, comment):
    """Send a text back to its writer with a comment that says what has to change."""
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    kind = waiting_for(page)
    if kind is None or not may_sign_kind(by, kind):
        raise PermissionDenied(_("Only somebody who could sign this text can send it back."))
    page.current_workflow_task_state.reject(user=by, comment=comment)
    log(page, "review.ask_for_changes", user=by, data={"kind": kind})


def _insert(**fields):
    try:
        with transaction.atomic():
            sign_off = SignOff.objects.create(**fields)
            sign_off.refresh_from_db()
            return sign_off
    except IntegrityError as error:
        raise MayNotSignError(str(refusal_in(error))) from error
