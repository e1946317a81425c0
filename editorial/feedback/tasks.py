"""Where Celery finds the tasks; each lives in the module of its subject, under a name that does not change with it."""

from .capture.storing.spool import drain_spool
from .corrections.emails import answer_readers
from .figures.tasks import count_reports, note_months, send_weekly_email
from .reports.retention import purge_reports
from .triage.tasks import catch_up, follow_up, go_on_with_many

__all__ = [
    "answer_readers",
    "catch_up",
    "count_reports",
    "drain_spool",
    "follow_up",
    "go_on_with_many",
    "note_months",
    "purge_reports",
    "send_weekly_email",
]
