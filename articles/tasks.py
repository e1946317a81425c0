"""What Celery does for the reader's side. Safe to run twice."""

from celery import shared_task
from django.conf import settings

from .reading.caching import rendering_ahead
from .reading.caching.last_copies import note_all
from .reading.caching.purging import addresses_of, own_addresses, purge
from .reading.listings.related import relate_around, relate_oldest
from .reading.search import vocabulary, zero_results
from .record.published.publications import Publication

#: How many articles' related ones are worked out again each night: a large site is through in a month.
EACH_NIGHT = 3000


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def tidy_search():
    """Count the words of the index, and forget searches without results that nobody repeated."""
    vocabulary.count_words()
    zero_results.forget()


@shared_task(time_limit=60)
def relate_articles(page_id):
    """After a new edition: what it is like, and what is like it; which its page shows, so that it is rendered then."""
    relate_around(page_id)
    render_page.delay(page_id)


@shared_task(soft_time_limit=30, time_limit=60)
def render_page(page_id):
    """Before a reader comes."""
    rendering_ahead.render_ahead(Publication.objects.get(page_id=page_id).path)


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def render_newest():
    """The same after a release and after midnight."""
    rendering_ahead.render_newest()


@shared_task(acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def refresh_related():
    relate_oldest(EACH_NIGHT)


@shared_task(time_limit=60)
def note_what_readers_get():
    """So that a last copy is given only of what readers still get, while the database is away."""
    note_all()


@shared_task(soft_time_limit=120, time_limit=150)
def purge_page(page_id, left=None):
    """After a page changed for readers: its addresses leave the caches, and those below `left`, where it was before."""
    numbers = Publication.objects.get(page_id=page_id).editions.values_list("number", flat=True)
    purge([*addresses_of(page_id), *(own_addresses(left, list(numbers)) if left else [])])
