"""What of all that people did is there afterwards, asked of the database itself, and of the mail server."""

import time
from collections import Counter

#: What still waits: on disk, for the follow-up, for the mail server.
WAITING = (
    "SELECT count(*) FROM feedback_report WHERE awaits_follow_up",
    "SELECT count(*) FROM letters_letter WHERE state = 'waiting'",
)
THERE = {
    "Reporting": "SELECT comment FROM feedback_report WHERE comment <> ''",
    "Saving": "SELECT content->>'title' FROM wagtailcore_revision WHERE content->>'title' LIKE 'Placebo %'",
    "Publishing": """
        SELECT title FROM (SELECT document::json->>'title' AS title FROM articles_edition) AS edition
        WHERE title LIKE 'Traction %'
    """,
}
UNTOLD = (
    "SELECT id, comment, state, severity, tags, received_at, first_looked_at FROM feedback_report WHERE comment = %s"
)
VOTES = "SELECT count(*) FROM feedback_report WHERE helpful AND comment = ''"
LETTERS = """
    SELECT r.comment, e.message_id
    FROM letters_letter l
    JOIN feedback_report r ON l.occasion = 'report ' || r.id
    JOIN post_office_email e ON e.id = l.email_id
    WHERE r.comment = ANY(%s)
"""


def settle(site, seconds=300):
    """Wait until nothing waits any more; how long that took."""
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        spooled = list((site.state.folder / "report-spool").glob("*"))
        if not any(site.rows(sql)[0][0] for sql in WAITING) and not any(path.stat().st_size for path in spooled):
            break
        time.sleep(2)
    return time.monotonic() - begun


def votes(site):
    return site.rows(VOTES)[0][0]


def count(site, attempts, votes_before):
    """Of each kind: said to be done, there once, lost, doubled, and there though the answer did not arrive."""
    counted = {kind: compare(attempts[kind], Counter(row[0] for row in site.rows(sql))) for kind, sql in THERE.items()}
    stored = [comment for (comment,) in site.rows(THERE["Reporting"]) if comment.startswith("Sentence ")]
    taken, told = site.mail.taken(), Counter()
    for comment, message_id in site.rows(LETTERS, stored):
        told[comment] += taken[message_id]
    for comment in (comment for comment in stored if not told[comment]):
        print("Nobody was told of", site.rows(UNTOLD, comment))
    counted["letters about reports"] = {
        "done": len(stored),
        "once": sum(told[comment] == 1 for comment in stored),
        "lost": sum(told[comment] == 0 for comment in stored),
        "doubled": sum(told[comment] > 1 for comment in stored),
        "untold": 0,
    }
    done, there = sum(a.succeeded for a in attempts["Voting"]), votes(site) - votes_before
    unsure = there - done
    counted["Voting"] = {
        "done": done,
        "once": min(done, there),
        "lost": max(-unsure, 0),
        "doubled": 0,
        "untold": unsure,
    }
    return counted


def compare(attempts, there):
    done = [a.what for a in attempts if a.succeeded]
    return {
        "done": len(done),
        "once": sum(there[what] == 1 for what in done),
        "lost": sum(there[what] == 0 for what in done),
        "doubled": sum(there[what] > 1 for what in done),
        "untold": sum(there[a.what] > 0 for a in attempts if not a.succeeded),
    }
