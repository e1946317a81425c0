"""News about references, answered with letters and with notices to readers; works and texts to check, by Celery."""

import json

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.signals import task_submitted

from articles.record.published.editions import Edition
from articles.record.signed.sign_offs import SignOff
from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from articles.signals import edition_published, work_got_worse
from articles.stores.queue import after_commit

from . import tasks
from .signals import reference_flagged
from .source_watch.emails import tell_of_flagged_reference
from .source_watch.safety import hold_what_rests_on
from .source_watch.watch import A_DAY, note_merged


def reference_was_flagged(sender, reference, **kwargs):
    """Readers are warned at once, by whoever learnt of it: a queue that is away holds nothing up."""

    def hold():  # a partial has no name, and Django names what failed in the log
        hold_what_rests_on(reference)

    transaction.on_commit(hold, robust=True)
    if reference.status != Status.CORRECTED:  # the desk's report of it is enough
        tell_of_flagged_reference(reference)


def work_is_worse_than_was_known(sender, reference, merged, before, **kwargs):
    note_merged(reference, merged, before)


def reference_was_added(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        after_commit(tasks.check_references, [instance.pk])


def text_was_signed(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        check_sources_of(json.loads(instance.document))


def text_was_published(sender, edition, **kwargs):
    """Its sources were checked when it was signed, unless that is a while ago."""
    if not any(sign_off.signed_at > timezone.now() - A_DAY for sign_off in edition.sign_offs):
        check_sources_of(edition.content)


def edition_to_compare(sender, edition, **kwargs):
    after_commit(tasks.read_edition, edition.pk)


def text_to_compare(sender, instance, **kwargs):
    after_commit(tasks.check_originality, instance.workflow_state_id)


def check_sources_of(document):
    """By a worker: whoever signs does not wait for the library to be looked through."""
    if items := document.get("references"):
        after_commit(tasks.check_cited, items)


def connect():
    post_save.connect(reference_was_added, sender=Reference, dispatch_uid="upkeep_check_added_reference")
    post_save.connect(text_was_signed, sender=SignOff, dispatch_uid="upkeep_check_signed_sources")
    edition_published.connect(text_was_published, sender=Edition, dispatch_uid="upkeep_check_published_sources")
    edition_published.connect(edition_to_compare, sender=Edition, dispatch_uid="upkeep_read_edition")
    task_submitted.connect(text_to_compare, dispatch_uid="upkeep_check_originality")
    work_got_worse.connect(work_is_worse_than_was_known, dispatch_uid="upkeep_flag_merged_reference")
    reference_flagged.connect(reference_was_flagged, dispatch_uid="upkeep_act_on_flagged_reference")
