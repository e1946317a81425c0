"""What Celery does for the search. Safe to run twice."""

from celery import shared_task

from .search import fruitless, vocabulary


@shared_task
def tidy_search():
    """Count the words of the index, and forget searches without results that nobody repeated."""
    vocabulary.count_words()
    fruitless.forget()
