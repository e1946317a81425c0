"""How long a page of readers' reports takes with few and with many: python -m benchmarks.reports [--reports N …].

Makes editions and reports in a PostgreSQL of its own, which is thrown away. What is timed is the SQL of a page, by
PostgreSQL and on the way to it, without what Django makes of the rows; a page deep in the queue as well as the first.
"""

import argparse
import os
import statistics
import time

import django
from django.core.management import call_command

from pain_site.stack.throwaway import throwaway_servers

ROUNDS = 200
ARTICLES, TOPICS = 5_000, 100
PAGE = 50


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 1_000_000])
    options = parser.parse_args()
    with throwaway_servers() as addresses:
        os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.dev")
        django.setup()
        call_command("migrate", verbosity=0)
        from benchmarks.corpus import reports

        fill_site()
        for count in options.reports:
            began = time.perf_counter()
            reports.fill(count, range(1, ARTICLES + 1))
            print(f"\n{count:,} reports after {time.perf_counter() - began:.0f} s")
            measure()


def fill_site():
    from benchmarks.corpus import reports as corpus

    corpus.run(
        f"""
        INSERT INTO articles_edition
            (id, page_id, number, document, digest, draft_record_id, sign_off_ids, change_class, change_note,
             created_at, rests_on, sequence, hash, previous_hash)
        SELECT n, n, 1, '{{"kind": "article", "title": "Article ' || n || '", "topics": [' || 1 + n % {TOPICS} || ', '
               || 1 + n * 7 % {TOPICS} || ']}}', md5(n::text), n, '{{}}', 'new', '', now(), '{{}}', n, md5(n::text), ''
        FROM generate_series(1, {ARTICLES}) AS n
        """,
    )
    corpus.write_triagers()


def measure():
    from editorial.feedback.reports.queues import Queue
    from editorial.feedback.reports.report import Report
    from editorial.feedback.triage.screens.paging import KeysetPage

    reports = Report.objects.with_edition().with_group_size().most_urgent_first()
    someone = Report._meta.get_field("assignee").related_model(pk=1)
    queues = {
        "all reports": reports,
        "newest first": reports.order_by("-received_at", "-pk"),
        **{f"queue: {queue.label}": queue.of(reports, someone) for queue in Queue},
        "waiting in a topic": reports.waiting_in_topic(7),
        "about an article": reports.filter(page_id=7),
        "a rare word": reports.matching("word4242"),
        "a word of one comment in a thousand": reports.matching("word420"),
        "a word of one comment in ten": reports.matching("sleep"),
        "a rare word, of what waits": reports.waiting().matching("word4240"),
        "a receipt code that is unknown": reports.matching("7K2M-Q4XD-90TB"),
    }
    for name, queryset in queues.items():
        cursor = deep_cursor(queryset, KeysetPage)
        timed(name, lambda queryset=queryset: KeysetPage(queryset, PAGE).rows)
        if cursor:
            timed(
                f"{name}, deep", lambda queryset=queryset, cursor=cursor: KeysetPage(queryset, PAGE, after=cursor).rows
            )


def deep_cursor(queryset, page_class):
    """Where the tenth page begins; none when there are fewer."""
    cursor = ""
    for _page in range(10):
        cursor = page_class(queryset, PAGE, after=cursor).next_cursor
        if not cursor:
            return ""
    return cursor


def timed(what, work):
    from django.db import connection

    times = []

    def watch(execute, *args):
        began = time.perf_counter()
        try:
            return execute(*args)
        finally:
            times.append((time.perf_counter() - began) * 1000)

    with connection.execute_wrapper(watch):
        for _round in range(ROUNDS):
            work()
    print(f"{what:50}{statistics.median(times):8.1f}{statistics.quantiles(times, n=100)[98]:8.1f} ms (p50, p99)")


if __name__ == "__main__":
    main()
