"""Deciding about a batch: the sentence that two editors agree to, and what follows from the second word."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.record.published.legacy import LegacyBatch, LegacyDecision
from articles.stores.queue import after_commit
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.writing import write
from editorial.review.extensions import Undecided
from editorial.review.publishing.legacy import BatchSignature, decide_about_batch
from editorial.review.signing.permissions import appointed_editors, may_change_status

from .publishing import publish_what_was_moved_in
from .runs import LegacyRun


def statement(batch: LegacyBatch, texts: int) -> str:
    """What whoever decides agrees to."""
    sentence = ngettext(
        "%(texts)d text was moved in from %(site)s. Nobody has reviewed it under our present policy, and I do not say "
        "that it is right. I decide that readers get it now as it came in, marked above the text as not yet reviewed, "
        "and that its first review is planned.",
        "%(texts)d texts were moved in from %(site)s. Nobody has reviewed them under our present policy, and I do not "
        "say that they are right. I decide that readers get them now as they came in, each marked above the text as "
        "not yet reviewed, and that their first reviews are planned.",
        texts,
    )
    return sentence % {"texts": texts, "site": batch.site}


@transaction.atomic
def decide(run: LegacyRun, *, by: User, signature: BatchSignature) -> LegacyDecision:
    """One editor's word; the first asks the others, the second lets the texts go out."""
    run = LegacyRun.objects.select_for_update(of=("self",)).select_related("batch").get(pk=run.pk)
    if run.turned_down_at:
        raise PermissionDenied(_("This batch was turned down, or another one took its place."))
    decision = decide_about_batch(run.batch, by=by, signature=signature)
    if LegacyDecision.objects.about(run.batch_id).count() > 1:
        after_commit(publish_what_was_moved_in)
    else:
        _ask_others(run.batch, decision)
    return decision


@transaction.atomic
def turn_down(run: LegacyRun, *, by: User) -> None:
    """No text of this batch goes out by it. Each can be reviewed like any other, or come in another batch."""
    run = LegacyRun.objects.select_for_update().get(pk=run.pk)
    if not may_change_status(by):
        raise PermissionDenied
    if run.turned_down_at or LegacyDecision.objects.about(run.batch_id).count() > 1:
        raise PermissionDenied(_("Somebody has decided this already."))
    run.turned_down_by, run.turned_down_at = by, timezone.now()
    run.save(update_fields=["turned_down_by", "turned_down_at"])


def undecided() -> list[Undecided]:
    """The batches that wait for a first or a second word."""
    runs = LegacyRun.objects.undecided().select_related("batch").prefetch_related("batch__decisions")
    return [
        Undecided(
            name=_("Moved in from %s") % run.batch.site,
            asked=_("whether readers get it unreviewed"),
            url=reverse("exchange:legacy_batch", args=[run.pk]),
            not_by=frozenset(decision.decided_by_id for decision in run.batch.decisions.all()),
        )
        for run in runs.order_by("pk")
    ]


def _ask_others(batch: LegacyBatch, decision: LegacyDecision) -> None:
    people = appointed_editors().exclude(pk=decision.decided_by_id)
    link, context = reverse("exchange:legacy_batch", args=[batch.pk]), {"batch": batch, "decision": decision}
    write(Kind.DECISIONS, f"legacy batch {batch.pk}", people, "exchange/emails/legacy_batch.txt", context, link=link)
