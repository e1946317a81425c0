"""What happens in the background: the queues, and what the clock begins."""

from celery.schedules import crontab

from .databases import SOCKETS
from .environment import TIME_ZONE, VALKEY_URL

# Celery has its own way to write the address of a Unix socket.
CELERY_BROKER_URL = VALKEY_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **SOCKETS,
    "max_retries": 0,  # a reader does not wait for a queue that is away
    "visibility_timeout": 300,  # seconds: then a killed worker's task is another's. Longer than any takes
}
TASKS = {"default": {"BACKEND": "pain_site.background_tasks.CeleryBackend"}}  # what Wagtail does in the background
CELERY_TASK_ACKS_LATE = True  # tasks are safe to run twice; that of a worker that is killed as a whole is run again
# Each task says beside itself how long it may take. This is for those that libraries bring along, and the most for any
# that is acknowledged late: a worker would else begin what another is still at.
CELERY_TASK_TIME_LIMIT = 240  # seconds
# A worker takes what it has a free process for: what it took and did not begin would be handed to another, too.
CELERY_WORKER_DISABLE_PREFETCH = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # as many places as processes (queue_places.py)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
# What may take hours is acknowledged when it begins (`acks_late=False`), and is ended after so long.
LONG_TASK_TIME_LIMIT = 6 * 3600  # seconds
# What takes minutes waits in a queue of its own, with a worker of its own, so that nothing urgent waits behind it.
LONG_TASKS = (
    "editorial.exchange.tasks.move_in_sent",
    *("articles.tasks.refresh_related", "articles.tasks.tidy_search", "editorial.feedback.tasks.purge_reports"),
    "articles.tasks.render_newest",
    *("editorial.upkeep.tasks.watch_references", "editorial.upkeep.tasks.look_up_typed"),
    *("editorial.upkeep.tasks.check_links", "editorial.upkeep.tasks.check_references"),
    "editorial.upkeep.tasks.check_cited",
    *("editorial.upkeep.tasks.verify_record", "editorial.upkeep.tasks.catch_up_with_originality"),
)
CELERY_TASK_ROUTES = {name: {"queue": "upkeep"} for name in LONG_TASKS}
BEATS = {  # what the monitor sees of the clock and of each worker (pain_site/health)
    f"beat in {queue}": {
        "task": "pain_site.beat",
        "schedule": 60.0,
        "args": [queue],
        "options": {"expires": 60, "queue": queue},
    }
    for queue in ("celery", "upkeep", "log")
}
# Only the worker of this queue is given the log's key.
CELERY_TASK_ROUTES["editorial.upkeep.tasks.sign_head"] = {"queue": "log"}
CELERY_TASK_ROUTES["editorial.syndication.tasks.sign_recalls"] = {"queue": "log"}
CELERY_BEAT_SCHEDULE = {
    **BEATS,
    "sign the head of the log": {
        "task": "editorial.upkeep.tasks.sign_head",
        "schedule": 60.0,
        "options": {"expires": 60},  # where nobody signs, nothing piles up
    },
    "sign the list of recalls": {
        "task": "editorial.syndication.tasks.sign_recalls",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "tell of recalls": {
        "task": "editorial.syndication.tasks.recall",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "chase who does not answer a recall": {
        "task": "editorial.syndication.tasks.chase_silence",
        "schedule": crontab(minute=25),
    },
    "send letters": {
        "task": "editorial.letters.tasks.send_letters",
        "schedule": 60.0,
        "options": {"expires": 60},  # where nobody sends, nothing piles up but the letters
    },
    "forget the texts of letters": {
        "task": "editorial.letters.tasks.forget_letters",
        "schedule": crontab(hour=5, minute=20),
    },
    "forget exports that nobody goes on with": {
        "task": "editorial.exchange.tasks.forget_exports",
        "schedule": crontab(hour=5, minute=20),
    },
    "forget sessions that are over": {
        "task": "pain_site.forget_sessions",
        "schedule": crontab(hour=5, minute=30),
    },
    "render what most readers ask for": {
        "task": "articles.tasks.render_newest",
        "schedule": 60.0,  # does something after a release and after midnight
        "options": {"expires": 60},
    },
    "publish what is signed and due": {"task": "editorial.review.tasks.publish_due", "schedule": 60.0},
    "publish what was moved in": {
        "task": "editorial.exchange.tasks.publish_what_was_moved_in",
        "schedule": 60.0,
        "options": {"expires": 60},  # takes up what a killed worker left
    },
    "take away what was planned": {"task": "editorial.review.tasks.carry_out_planned", "schedule": 60.0},
    "let bundles go out": {"task": "editorial.planning.tasks.send_out_bundles", "schedule": 60.0},
    "tell of what is late": {"task": "editorial.planning.tasks.tell_of_what_is_late", "schedule": 300.0},
    "catch up with the plan": {"task": "editorial.planning.tasks.catch_up", "schedule": 600.0},
    "remind of what is to be signed": {"task": "editorial.planning.tasks.remind", "schedule": crontab(minute=10)},
    "tell of reviews that are due": {
        "task": "editorial.planning.tasks.tell_of_due_reviews",
        "schedule": crontab(minute=40),  # once each, so that a day that was missed is made up for
    },
    "note late reviews": {"task": "editorial.planning.tasks.note_overdue", "schedule": 600.0},
    "catch up with originality": {
        "task": "editorial.upkeep.tasks.catch_up_with_originality",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "end emergency editions": {"task": "editorial.review.tasks.end_emergencies", "schedule": 60.0},
    "write weekly digests": {
        "task": "editorial.review.tasks.write_digests",
        "schedule": crontab(minute=5),  # written once a week, on Monday at seven unless that was missed
    },
    "tell of expiring credentials": {
        "task": "editorial.review.tasks.tell_of_expiring_credentials",
        "schedule": crontab(hour=6, minute=30),
    },
    "note what readers get": {
        "task": "articles.tasks.note_what_readers_get",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "refresh related articles": {"task": "articles.tasks.refresh_related", "schedule": crontab(hour=4, minute=45)},
    "tidy the search": {"task": "articles.tasks.tidy_search", "schedule": crontab(hour=4, minute=15)},
    "watch references": {"task": "editorial.upkeep.tasks.watch_references", "schedule": crontab(minute=20)},
    "tell of a list that is too old": {
        "task": "editorial.upkeep.tasks.tell_of_old_list",
        "schedule": crontab(hour=7, minute=10),
    },
    "look up what was typed": {"task": "editorial.upkeep.tasks.look_up_typed", "schedule": crontab(minute=35)},
    "check links": {"task": "editorial.upkeep.tasks.check_links", "schedule": crontab(minute=50)},
    "purge readers' reports": {"task": "editorial.feedback.tasks.purge_reports", "schedule": crontab(hour=5, minute=5)},
    "answer readers": {
        "task": "editorial.feedback.tasks.answer_readers",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "count reports": {"task": "editorial.feedback.tasks.count_reports", "schedule": 300.0},
    "note months of reports": {
        "task": "editorial.feedback.tasks.note_months",
        "schedule": crontab(hour=6, minute=5),  # each month once, so that a day that was missed is made up for
    },
    "follow up reports": {"task": "editorial.feedback.tasks.catch_up", "schedule": 60.0, "options": {"expires": 60}},
    "go on with many reports": {"task": "editorial.feedback.tasks.go_on_with_many", "schedule": 60.0},
    "drain the spool of reports": {"task": "editorial.feedback.tasks.drain_spool", "schedule": 60.0},
    "tell of the week's reports": {
        "task": "editorial.feedback.tasks.send_weekly_email",
        "schedule": crontab(minute=0),  # written once a week, on Monday at seven unless that was missed
    },
    "verify the record": {"task": "editorial.upkeep.tasks.verify_record", "schedule": crontab(hour=3, minute=30)},
}
