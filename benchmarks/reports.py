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
ARTICLES, TOPICS, TRIAGERS = 5_000, 100, 10
PAGE = 50
#: One in so many reports waits for the desk: the others are mere answers, or finished with.
WAITING_ONE_IN = 20


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 1_000_000])
    options = parser.parse_args()
    with throwaway_servers() as addresses:
        os.environ.update(addresses, DJANGO_SETTINGS_MODULE="pain_site.settings.dev")
        django.setup()
        call_command("migrate", verbosity=0)
        fill_site()
        for count in options.reports:
            began = time.perf_counter()
            fill(count)
            print(f"\n{count:,} reports after {time.perf_counter() - began:.0f} s")
            measure()


def run(*statements):
    """Triggers sleep: what is written here is past the gate, and made of numbers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def fill_site():
    run(
        f"""
        INSERT INTO articles_edition
            (id, page_id, number, document, digest, draft_record_id, sign_off_ids, change_class, change_note,
             created_at, rests_on, sequence, hash, previous_hash)
        SELECT n, n, 1, '{{"kind": "article", "title": "Article ' || n || '", "topics": [' || 1 + n % {TOPICS} || ', '
               || 1 + n * 7 % {TOPICS} || ']}}', md5(n::text), n, '{{}}', 'new', '', now(), '{{}}', n, md5(n::text), ''
        FROM generate_series(1, {ARTICLES}) AS n
        """,
        f"""
        INSERT INTO accounts_user (id, password, is_superuser, first_name, last_name, email, is_staff, is_active,
            date_joined) SELECT n, '', false, 'T', n::text, n || '@example.org', false, true, now()
        FROM generate_series(1, {TRIAGERS}) AS n
        """,
    )


def fill(count):
    """Reports of two years; one in a thousand of those that wait is about somebody's safety."""
    waits = f"n % {WAITING_ONE_IN} = 0"
    run(
        "TRUNCATE feedback_report CASCADE",
        f"""
        INSERT INTO feedback_report
            (id, edition_id, page_id, origin, section, helpful, reason, comment, passage, redacted, email, state,
             severity, assignee_id, tags, noted, receipt_hash, received_at, updated_at, due_at, closed_at,
             awaits_follow_up)
        SELECT n, 1 + n * 7919 % {ARTICLES}, 1 + n * 7919 % {ARTICLES}, 'reader', '', n % 3 = 0,
               CASE WHEN n % 4 = 0 THEN 'not_accurate' ELSE '' END,
               CASE WHEN n % 4 = 0 THEN 'This does not agree with what my doctor told me about word' || n % 1000
                   || ' and word' || n % 100000 || CASE WHEN n % 40 = 0 THEN ' and sleep' ELSE '' END ELSE '' END,
               '', '{{}}', '',
               CASE WHEN {waits} THEN 'new' WHEN n % 4 = 0 THEN 'closed' ELSE 'new' END,
               CASE WHEN n % {WAITING_ONE_IN * 1000} = 0 THEN 1 WHEN n % {WAITING_ONE_IN * 20} = 0 THEN 3 ELSE 4 END,
               CASE WHEN {waits} AND n % {WAITING_ONE_IN * 3} = 0 THEN 1 + n / 60 % {TRIAGERS} END,
               '{{}}', '', md5(n::text), now() - n * interval '730 days' / {count}, now(),
               CASE WHEN n % 4 = 0 THEN now() - n * interval '730 days' / {count} + interval '7 days' END,
               CASE WHEN NOT {waits} AND n % 4 = 0 THEN now() END, false
        FROM generate_series(1::bigint, {count}) AS n
        """,
        """
        INSERT INTO feedback_topicqueueentry (topic_id, report_id, urgency, received_at)
        SELECT DISTINCT topic::integer, r.id, r.urgency, r.received_at
        FROM feedback_report AS r JOIN articles_edition AS e ON e.id = r.edition_id,
             jsonb_array_elements_text(e.topics) AS topic WHERE r.urgency > 0
        """,
    )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


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
