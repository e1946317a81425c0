"""Editions that readers write about. PostgreSQL sees to it that none ever changes, so a process asks for each once."""

from functools import lru_cache

from articles.record.published.editions import Edition

from ..statement_timeout import statement_timeout


@lru_cache(maxsize=10_000)
def page_of_edition(pk):
    """The key of its page. Edition.DoesNotExist, which is not remembered."""
    with statement_timeout():
        return Edition.objects.values_list("page_id", flat=True).get(pk=pk)


@lru_cache(maxsize=64)
def remembered_edition(pk):
    """The edition with its document. Edition.DoesNotExist likewise."""
    with statement_timeout():
        return Edition.objects.get(pk=pk)
