"""Readers' reports of two years, and the people who see to them; past the gate, and made of numbers."""

from django.db import connection

#: Accounts of triagers, numbered from 1.
TRIAGERS = 10
#: One in so many reports waits for the desk: the others are mere answers, or finished with.
WAITING_ONE_IN = 20


def run(*statements):
    """Triggers sleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def write_triagers():
    run(
        f"""
        INSERT INTO accounts_user (id, password, is_superuser, first_name, last_name, email, is_staff, is_active,
            date_joined) SELECT n, '', false, 'T', n::text, n || '@example.org', false, true, now()
        FROM generate_series(1, {TRIAGERS}) AS n
        """,
    )


def fill(count, editions):
    """So many reports about these editions, each of a page with its number; the reports before them are gone.

    One in a thousand of those that wait is about somebody's safety.
    """
    edition = f"{editions.start} + n * 7919 % {len(editions)}"
    waits = f"n % {WAITING_ONE_IN} = 0"
    run(
        "TRUNCATE feedback_report CASCADE",
        f"""
        INSERT INTO feedback_report
            (id, edition_id, page_id, origin, section, helpful, reason, comment, passage, redacted, email, state,
             severity, assignee_id, tags, noted, receipt_hash, received_at, updated_at, due_at, closed_at,
             awaits_follow_up)
        SELECT n, {edition}, {edition}, 'reader', '', n % 3 = 0,
               CASE WHEN n % 4 = 0 THEN 'not_accurate' ELSE '' END,
               CASE WHEN n % 4 = 0 THEN 'This does not agree with what my doctor told me about word' || n % 1000
                   || ' and word' || n % 100000 || CASE WHEN n % 40 = 0 THEN ' and sleep' ELSE '' END ELSE '' END,
               '', '{{}}', '',
               CASE WHEN {waits} THEN 'new' WHEN n % 4 = 0 THEN 'closed' ELSE 'new' END,
               CASE WHEN n % {WAITING_ONE_IN * 1000} = 0 THEN 1 WHEN n % {WAITING_ONE_IN * 20} = 0 THEN 3 ELSE 4 END,
               CASE WHEN {waits} AND n % {WAITING_ONE_IN * 3} = 0 THEN 1 + n / 60 % {TRIAGERS} END,
               '{{}}', '', md5(n::text), now() - n * (interval '730 days' / {count}), now(),
               CASE WHEN n % 4 = 0 THEN now() - n * (interval '730 days' / {count}) + interval '7 days' END,
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
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
