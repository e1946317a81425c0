"""News about references, answered with letters: through Celery, after the transaction."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save

from articles.models import Reference

from . import tasks
from .signals import reference_flagged


def reference_was_flagged(sender, reference, **kwargs):
    transaction.on_commit(partial(tasks.tell_of_flagged_reference.delay, reference.pk))


def reference_was_added(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        transaction.on_commit(partial(tasks.check_reference.delay, instance.pk))


def connect():
    post_save.connect(reference_was_added, sender=Reference, dispatch_uid="upkeep_check_added_reference")
    reference_flagged.connect(reference_was_flagged, dispatch_uid="upkeep_tell_of_flagged_reference")
