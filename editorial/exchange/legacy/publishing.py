"""Letting readers have a batch that two people decided about: text by text, so that it goes on where it was killed."""

from __future__ import annotations

import logging
import time

from celery import shared_task
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.record.published.legacy import LegacyBatch, LegacyText
from articles.stores.locks import alone
from editorial.accounts.users import User
from editorial.planning.review_due.first_reviews import plan_first_reviews
from editorial.review.publishing.legacy import publish_imported
from editorial.review.publishing.publishing import NotReadyError
from editorial.review.signing.permissions import may_change_status

from ..moved_in import MovedInThing
from .runs import LegacyRun

logger = logging.getLogger(__name__)


@shared_task(name="editorial.exchange.tasks.publish_what_was_moved_in", time_limit=240)
def publish_what_was_moved_in() -> None:
    """For a while; then again, so that no worker is held for an hour."""
    if publish_batches():
        publish_what_was_moved_in.delay()


def publish_batches(seconds: float = 30) -> bool:
    """Go on for about so long; whether something is left to do. Another process that is at it is left alone."""
    with alone("exchange: publishing") as is_ours:
        if not is_ours:
            return False
        until = time.monotonic() + seconds
        runs = LegacyRun.objects.decided().filter(ended_at=None).order_by("pk")
        return not all(_publish(run, until) for run in runs)


def _publish(run: LegacyRun, until: float) -> bool:
    """Whether a batch is through. Each text is a transaction of its own; one's trouble does not stop the others."""
    if run.begun_at is None:
        run.begun_at = timezone.now()
        run.save(update_fields=["begun_at"])
    for text in left_of(run).order_by("place").iterator(chunk_size=200):
        if time.monotonic() > until:
            return False
        if why := _why_not(text):
            run.refused[str(text.page_id)] = why
            run.save(update_fields=["refused"])
    plan_first_reviews(reads=reads_there(run.batch))
    run.ended_at = timezone.now()
    run.save(update_fields=["ended_at"])
    return True


def left_of(run: LegacyRun) -> QuerySet[LegacyText]:
    """The texts of a batch that readers have not got, and that were not refused."""
    refused = [int(page_id) for page_id in run.refused]
    return LegacyText.objects.filter(batch=run.batch_id, edition=None).exclude(page__in=refused)


def try_again(run: LegacyRun, *, by: User) -> None:
    """Have those tried once more that were refused: what kept them may be settled. Not while a worker is at them."""
    if not may_change_status(by):
        raise PermissionDenied
    if not LegacyRun.objects.filter(pk=run.pk, ended_at__isnull=False).update(refused={}, ended_at=None):
        raise PermissionDenied(_("They are being tried already."))


def _why_not(text: LegacyText) -> str:
    """Publish one text; why it did not go out, empty when it did."""
    try:
        with transaction.atomic():
            publish_imported(text)
    except NotReadyError as error:
        return " ".join(error.unmet)
    except Exception:  # whatever it is: the texts after this one go out as well
        logger.exception("page %s, which was moved in, could not be published", text.page_id)
        return _("It could not be published; the log of the program says why.")
    return ""


def reads_there(batch: LegacyBatch) -> dict[int, int]:
    """How often each page was read on the former site: by its counter, or else as its comments tell."""
    facts = MovedInThing.objects.filter(site=batch.site, kind="item", page__isnull=False)
    rows = facts.values_list("page_id", "facts__views", "facts__comments")
    return {page_id: (views or 0) or (comments or 0) for page_id, views, comments in rows}
