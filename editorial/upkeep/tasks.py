"""What Celery does for upkeep. Each is safe to run twice."""

from celery import shared_task
from django.conf import settings
from wagtail.models import WorkflowState

from articles.log import signing
from articles.record.published.editions import Edition
from articles.references.library import typed
from articles.references.library.references import Reference

from . import links, record_alarm
from .originality import checking, corpus
from .originality.corpus import ComparedText
from .signals import log_signed
from .source_watch import list_age, safety, watch


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def verify_record():
    return record_alarm.audit_record()


@shared_task(time_limit=60)
def sign_head():
    """Every minute, in the one worker that has the log's key."""
    head = signing.sign_head(signing.signing_key())
    log_signed.send(signing.Folder)
    return str(head) if head else None


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def watch_references():
    """Some of the works that readers' pages cite, every hour: each comes round within days."""
    safety.hold_what_was_missed()
    return len(watch.check_next(settings.WATCH_A_DAY // 24))


@shared_task(time_limit=60)
def tell_of_old_list():
    """Every day: nobody but a person loads the list."""
    return list_age.tell_of_list_that_is_too_old()


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def look_up_typed():
    """Works that somebody typed while no service answered, every hour."""
    return len(typed.look_up_typed(settings.WATCH_A_DAY // 240))


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def check_links():
    """Some of the addresses of cited works, every hour: each comes round every week."""
    return len(links.check_next(settings.LINKS_A_DAY // 24))


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def check_references(reference_ids):
    """What somebody just added to the library."""
    return len(watch.check_each(Reference.objects.filter(pk__in=reference_ids)))


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def check_cited(items):
    """What a text cites that was just signed or published: its numbered references."""
    return len(watch.check_cited(items))


@shared_task(time_limit=240)
def check_originality(workflow_state_id):
    """What was just sent to review."""
    draft = checking.unchecked(WorkflowState.objects.get(pk=workflow_state_id))
    return draft and checking.check(draft).pk


@shared_task(time_limit=60)
def read_edition(edition_id):
    return ComparedText.objects.note_edition(Edition.objects.get(pk=edition_id)).pk


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def catch_up_with_originality():
    """Every ten minutes: what nobody read when it came, and reviews that nobody checked."""
    return corpus.catch_up() + checking.check_what_is_in_review()
