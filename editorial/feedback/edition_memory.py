"""Editions that readers write about. PostgreSQL sees to it that none ever changes, so a process asks for each once."""

from functools import lru_cache

from articles.editions import Edition

from .patience import patiently


@lru_cache(maxsize=64)
def remembered_edition(pk):
    """The edition with its document. Edition.DoesNotExist, which is not remembered."""
    with patiently():
        return Edition.objects.get(pk=pk)
