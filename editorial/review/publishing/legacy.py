"""Texts that were moved in, live unreviewed: two editors decide about a batch, then each of its texts is published."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.record.assertions import Assertion, said_by_legacy_decision
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.legacy import LegacyBatch, LegacyDecision, LegacyText
from articles.record.refusals import Refusal, refusal_in
from editorial.accounts.log_in.reauthentication import Authentication
from editorial.accounts.users import User

from ..signing.passkeys import passkey_finding
from ..signing.permissions import is_appointed_editor
from ..signing.rules import unmet_by_imported
from .publishing import NotReadyError, create_edition


@dataclass(frozen=True)
class BatchSignature:
    """What somebody who decides was shown of a batch, the sentence that they agreed to, and who they are.

    `root` names every text of it. `assertion` is what their passkey made of it all, at the address `origin`.
    """

    texts: int
    root: str
    statement: str
    authenticated: Authentication | None
    assertion: Assertion | None = None
    origin: str = ""


def root_of(batch: LegacyBatch) -> str:
    """What names all texts of a batch, as PostgreSQL works it out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_legacy_root(%s)", [batch.pk])
        (root,) = cursor.fetchone()
    return str(root)


@transaction.atomic
def decide_about_batch(batch: LegacyBatch, *, by: User, signature: BatchSignature) -> LegacyDecision:
    """One of two people's word that readers get a batch unreviewed; the decision. PostgreSQL judges it."""
    if not is_appointed_editor(by):
        raise PermissionDenied(str(Refusal("legacy_needs_editor")))
    authenticated = signature.authenticated
    decision = LegacyDecision(
        batch=batch,
        texts=signature.texts,
        root=signature.root,
        statement=signature.statement,
        decided_by=by,
        authenticated_at=authenticated.at if authenticated else None,
        authenticated_by=", ".join(authenticated.methods) if authenticated else "",
        assertion=signature.assertion,
    )
    said = said_by_legacy_decision(decision)
    if signature.assertion and (code := passkey_finding(by, signature.assertion, said, signature.origin)):
        raise PermissionDenied(str(Refusal(code)))
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as error:
        raise PermissionDenied(str(refusal_in(error))) from error
    decision.refresh_from_db()
    return decision


@transaction.atomic
def publish_imported(text: LegacyText) -> Edition:
    """Let readers get one text of a batch that two people decided about; NotReadyError where something is against it.

    A text that has become an edition already is left as it is: its edition is returned.
    """
    draft = Draft.locked(Page(pk=text.page_id))
    if (edition := Edition.objects.filter(legacy=text).first()) is not None:
        return edition
    if draft.digest != text.digest:
        raise NotReadyError([_("It is not the text any more that came in.")])
    if unmet := unmet_by_imported(draft):
        raise NotReadyError(unmet)
    return create_edition(draft, by=None, legacy=text)
