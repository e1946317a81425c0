"""Writing every entry of the search index anew, while readers search and editors publish.

The triggers keep the index by themselves. This is for when what PostgreSQL makes of a text has changed: with a new
major version, or with an update of ours that changes `articles/sql/search_entry.sql`.
"""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from ...record.published.publications import Publication

BATCH = 200
#: One publication a transaction, and it is held first: an edition that is published meanwhile comes before or after.
REWRITE = """
    WITH held AS MATERIALIZED (SELECT id FROM articles_publication WHERE id = %s FOR NO KEY UPDATE)
    SELECT articles_index_publication(id) FROM held
"""


def rewrite(at_once, progress=None):
    """How many publications were gone through, `at_once` of them at a time. Only the owner's role may."""
    publications = list(Publication.objects.order_by("pk").values_list("pk", flat=True))
    batches = [publications[start : start + BATCH] for start in range(0, len(publications), BATCH)]
    done = 0
    with ThreadPoolExecutor(at_once) as threads:
        for written in threads.map(_rewrite, batches):
            done += written
            if progress:
                progress(done, len(publications))
    return done


def _rewrite(publications):
    """Over a connection of the thread's own, which ends with the batch."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")  # after a crash, whoever began this begins it again
            cursor.connection.prepare_threshold = 0
            for publication in publications:
                cursor.execute(REWRITE, [publication])
    finally:
        connection.close()
    return len(publications)
