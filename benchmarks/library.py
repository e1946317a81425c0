"""How long the library takes on a large site: python -m benchmarks.library [--works N] [--citations N].

Makes editions, works and citations in a PostgreSQL of its own, which is thrown away.
"""

import argparse
import os
import random
import statistics
import time

import django
from django.core.management import call_command

from benchmarks.corpus.works import write_works
from pain_site.stack.throwaway import throwaway_servers

ROUNDS = 200
#: References of one edition.
CITED = 10


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--citations", type=int, default=1_000_000)
    options = parser.parse_args()
    with throwaway_servers() as addresses:
        os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.dev")
        django.setup()
        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        fill(options.works, options.citations)
        print(f"{options.works:,} works and {options.citations:,} citations after {time.perf_counter() - began:.0f} s")
        measure(options.works)


EDITIONS = """
    INSERT INTO articles_edition
        (id, page_id, number, document, digest, draft_record_id, sign_off_ids, change_class, change_note,
         created_at, sequence, hash, previous_hash, rests_on)
    SELECT n, n, 1, '{"kind": "article", "title": "Article ' || n || '", "topics": []}', md5(n::text), n, '{}',
           'new', '', now(), n, md5(n::text), '', '{}' FROM generate_series(1, %(editions)s) AS n
"""
PUBLICATIONS = """
    INSERT INTO articles_publication
        (page_id, edition_id, path, parent_path, status, notice, first_published_at, published_at)
    SELECT n, n, '/article-' || n || '/', '/', 'published', '', now(), now() FROM generate_series(1, %(editions)s) AS n
"""
CITATIONS = """
    INSERT INTO articles_citation (edition_id, reference_id, number)
    SELECT e, 1 + (e * 7919 + n * 104729) %% %(works)s, n
    FROM generate_series(1, %(editions)s) AS e, generate_series(1, %(cited)s) AS n
"""


def fill(works, citations):
    """Triggers sleep: what is written here is past the gate, and made of numbers."""
    from django.db import connection

    counts = {"works": works, "editions": citations // CITED, "cited": CITED}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        write_works(cursor, works)
        for statement in (EDITIONS, PUBLICATIONS, CITATIONS):
            cursor.execute(statement, counts)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def measure(works):
    from articles.references.library.references import Citation, Reference
    from editorial.upkeep import links
    from editorial.upkeep.source_watch import watch

    pick = random.Random(3).randint
    items = [{"text": "", "doi": f"10.1000/{pick(1, works)}", "pmid": "", "url": ""} for _ in range(40)]
    report("who cites a DOI", lambda: list(Citation.objects.filter(reference__doi=f"10.1000/{pick(1, works)}")[:50]))
    report("editions that readers get and that cite it", lambda: current(Reference, watch, f"10.1000/{pick(1, works)}"))
    report("a thousand works for the hour's watch", lambda: list(watch.next_to_check(1000)))
    report("a thousand addresses for the hour", lambda: list(links.next_to_check(1000)))
    report("the works of an article's 40 references", lambda: Reference.objects.of_items(items))
    report("words in the library", lambda: list(Reference.objects.matching(f"study {pick(1, works)}")[:8]))


def current(references, watch, doi):
    return list(watch.editions_that_cite(references.objects.get(doi=doi))[:50])


def report(what, work):
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    print(f"{what:45}{statistics.median(times):8.1f}{statistics.quantiles(times, n=100)[98]:8.1f} ms (p50, p99)")


if __name__ == "__main__":
    main()
