"""News about references, answered with letters, and by Celery after the transaction with holds; works to check."""

import json
from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.signals import task_submitted

from articles.record.published.editions import Edition
from articles.record.signed.sign_offs import SignOff
from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from articles.signals import edition_published

from . import tasks
from .signals import reference_flagged
from .source_watch.emails import tell_of_flagged_reference
from .source_watch.watch import A_DAY, not_checked_today


def reference_was_flagged(sender, reference, **kwargs):
    transaction.on_commit(partial(tasks.hold_what_rests_on.delay, reference.pk))
    if reference.status != Status.CORRECTED:  # the desk's report of it is enough
        tell_of_flagged_reference(reference)


def reference_was_added(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        transaction.on_commit(partial(tasks.check_references.delay, [instance.pk]))


def text_was_signed(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        check_sources_of(json.loads(instance.document))


def text_was_published(sender, edition, **kwargs):
    """Its sources were checked when it was signed, unless that is a while ago."""
    if not any(sign_off.signed_at > timezone.now() - A_DAY for sign_off in edition.sign_offs):
        check_sources_of(edition.content)


def edition_to_compare(sender, edition, **kwargs):
    transaction.on_commit(partial(tasks.read_edition.delay, edition.pk))


def text_to_compare(sender, instance, **kwargs):
    transaction.on_commit(partial(tasks.check_originality.delay, instance.workflow_state_id))


def check_sources_of(document):
    if pks := [work.pk for work in not_checked_today(document)]:
        transaction.on_commit(partial(tasks.check_references.delay, pks))


def connect():
    post_save.connect(reference_was_added, sender=Reference, dispatch_uid="upkeep_check_added_reference")
    post_save.connect(text_was_signed, sender=SignOff, dispatch_uid="upkeep_check_signed_sources")
    edition_published.connect(text_was_published, sender=Edition, dispatch_uid="upkeep_check_published_sources")
    edition_published.connect(edition_to_compare, sender=Edition, dispatch_uid="upkeep_read_edition")
    task_submitted.connect(text_to_compare, dispatch_uid="upkeep_check_originality")
    reference_flagged.connect(reference_was_flagged, dispatch_uid="upkeep_act_on_flagged_reference")
