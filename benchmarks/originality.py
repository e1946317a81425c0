"""How long one check of originality takes on a large site: python -m benchmarks.originality [--articles N].

Makes the texts of articles in a PostgreSQL of its own, which is thrown away. Each has 1,500 words as frequent as words
are, a paragraph that all share, and one that it shares with a few others. A draft copies from five of them.
"""

import argparse
import os
import random
import statistics
import time

import django
from django.core.management import call_command

from pain_site.stack.throwaway import throwaway_servers

WORDS = 1_500
ROUNDS = 200
COPIED = 60
PAGES = """
    INSERT INTO wagtailcore_page
        (id, path, depth, numchild, title, slug, live, has_unpublished_changes, url_path, seo_title, show_in_menus,
         search_description, expired, content_type_id, locked, translation_key, locale_id, draft_title)
    SELECT n, 'X' || n, 3, 0, 'Article ' || n, 'article-' || n, false, false, '/article-' || n || '/', '', false, '',
           false, 1, false, gen_random_uuid(), 1, '' FROM generate_series(%(first)s, %(last)s) AS n
"""
FIRST = 1_000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    with throwaway_servers() as addresses:
        os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.dev")
        django.setup()
        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        texts = fill(options.articles)
        print(f"{options.articles:,} articles after {time.perf_counter() - began:.0f} s")
        measure(texts)


def fill(articles):
    """Triggers sleep, foreign keys among them: what is written here is made of numbers, and past the gate."""
    from django.db import connection

    from benchmarks.corpus.words import Talker, words_by_frequency
    from editorial.upkeep.originality.corpus import ComparedText, Fingerprint
    from editorial.upkeep.originality.passages import Text

    some = Talker(words_by_frequency(), seed=11).say
    boilerplate, shared = some(80), [some(40) for _ in range(articles // 5 or 1)]
    texts = [f"{some(WORDS)} {boilerplate} {shared[n % len(shared)]}" for n in range(articles)]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(PAGES, {"first": FIRST, "last": FIRST + articles})  # the last one is the draft's
        rows = ComparedText.objects.bulk_create(
            ComparedText(page_id=FIRST + n, is_draft=True, text=text) for n, text in enumerate(texts)
        )
        for start in range(0, articles, 500):
            batch = rows[start : start + 500]
            Fingerprint.objects.bulk_create(
                Fingerprint(hash=found, text=row) for row in batch for found in Text(row.text).fingerprints
            )
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT count(*), pg_total_relation_size('upkeep_fingerprint') / 1048576 FROM upkeep_fingerprint"
        )
        count, size = cursor.fetchone()
    print(f"{count:,} fingerprints, {size} MB")
    return texts


def measure(texts):
    from wagtail.models import Page

    from articles.record.document import canonical, digest
    from articles.record.published.drafts import Draft
    from editorial.upkeep.originality.checking import check
    from editorial.upkeep.originality.findings import Finding

    page, chance, times, missed = Page.objects.get(pk=FIRST + len(texts)), random.Random(12), [], 0
    for number in range(ROUNDS + 1):
        own, *others = chance.sample(texts, 6)
        words = own.split()[:WORDS]
        chance.shuffle(words)
        for other in others:
            start, at = chance.randrange(WORDS - COPIED), chance.randrange(len(words))
            words[at:at] = other.split()[start : start + COPIED]
        html = "".join(f"<p>{' '.join(words[n : n + 100])}.</p>" for n in range(0, len(words), 100))
        document = {"title": str(number), "language": "en-gb", "sections": [{"heading": "", "html": html}]}
        text = canonical(document)
        draft = Draft(page, None, document, text, digest(text))
        began = time.perf_counter()
        check(draft)
        times.append((time.perf_counter() - began) * 1000)
        missed += max(0, len(others) - Finding.objects.standing_on(page).count())
    times = times[1:]  # the first one loads what Python had not loaded
    p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(f"one check: {p50:.0f} ms (p50), {p99:.0f} ms (p99); of {5 * (ROUNDS + 1):,} copied passages {missed} missed")


if __name__ == "__main__":
    main()
