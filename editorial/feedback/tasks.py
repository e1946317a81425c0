"""Where Celery finds the tasks; each lives in the module of its subject, under a name that does not change with it."""

from .capture.storing.spool import drain_spool
from .corrections.emails import answer_readers
from .figures.tasks import count_reports, send_weekly_email
from .reports.retention import purge_reports
from .triage.emails import tell_triagers, tell_watcher
from .triage.tasks import call_webhook, change_matching, escalate_reports, process_arrival, route

__all__ = [
    "answer_readers",
    "call_webhook",
    "change_matching",
    "count_reports",
    "drain_spool",
    "escalate_reports",
    "route",
    "purge_reports",
    "send_weekly_email",
    "process_arrival",
    "tell_triagers",
    "tell_watcher",
]
