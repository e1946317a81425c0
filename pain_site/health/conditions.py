"""The conditions under which the site is well, each with a number, what is too much of it, and what to do then.

What each means, and what to do, is told in docs/operations/watching.md under the same name. Nothing here tells of a
reader or of anybody's text: monitors keep what they are told.
"""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import redis
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connections
from django.utils import timezone

from articles.reading.caching import last_copies
from articles.stores.databases import CAPTURE, READERS, silent
from articles.stores.valkey import valkey

from .heartbeats import noted

logger = logging.getLogger(__name__)

#: A number that stands for “nobody knows”: always too much.
UNKNOWN = float("inf")
MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


@dataclass(frozen=True)
class Condition:
    """One thing to be well: `measure` asks a part of the site how much there is of what should be little."""

    name: str
    sentence: str
    unit: str
    most: float
    asks: str
    measure: Callable[[], float]

    def look(self, away=()):
        """What it is now. Whatever fails in measuring is not well, and does not keep the others from being measured.

        A part that is `away`, by name, is not asked. One that does not answer becomes one of them, where that is a set.
        """
        if self.asks in away:
            return Found(self, UNKNOWN)
        try:
            return Found(self, self.measure())
        except (OperationalError, InterfaceError, redis.RedisError) as error:
            if isinstance(away, set):
                away.add(self.asks)
            return self._unknown(error)
        except (DatabaseError, OSError) as error:
            return self._unknown(error)

    def _unknown(self, error):
        logger.warning("%s cannot be measured (%s).", self.name, type(error).__name__)
        return Found(self, UNKNOWN)


class Found(NamedTuple):
    condition: Condition
    value: float

    @property
    def is_well(self):
        return self.value <= self.condition.most

    @property
    def shown(self):
        if self.value == UNKNOWN:
            return "not known"
        if self.condition.unit == "seconds" and self.value >= 2 * MINUTE:
            return str(timedelta(seconds=round(self.value)))
        if self.condition.unit == "seconds" and 0 < self.value < 1:
            return f"{1000 * self.value:.3g} milliseconds"
        return f"{self.value:.3g} {self.condition.unit}"


def seconds_to_answer(alias):
    """How long one statement takes over a connection."""
    began = time.monotonic()
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")
    return time.monotonic() - began


def seconds_of_cache():
    began = time.monotonic()
    valkey().ping()
    return time.monotonic() - began


def waiting_in(queue):
    """How many tasks no worker has taken yet."""
    broker = redis.Redis.from_url(settings.VALKEY_URL, socket_timeout=1, socket_connect_timeout=0.5)
    return broker.llen(queue)


def age_of(name):
    found = noted(name)
    return found[0] if found else UNKNOWN


def findings_of_audit():
    found = noted("audit")
    return float(found[1].partition(" ")[0]) if found else UNKNOWN


def head_of_audit():
    """Where the chain ended when the record was last walked, for people."""
    try:
        found = noted("audit")
    except redis.RedisError:
        found = None
    return found[1].partition(" ")[2] if found else ""


def age_of_letters():
    from editorial.letters.outbox.health import stuck

    late = stuck()
    return (timezone.now() - late.since).total_seconds() if late else 0


def refused_letters():
    from editorial.letters.outbox.health import refused_since_the_last_sent

    return refused_since_the_last_sent()


def late_plans():
    from editorial.planning.schedule.planned import how_many_late

    return how_many_late()


def age_of_spool():
    """Since when reports wait on disk for the database."""
    files = [path for path in Path(settings.REPORT_SPOOL).glob("*.jsonl") if path.name != "refused.jsonl"]
    since = [_first_in(path) for path in files if path.stat().st_size]
    return time.time() - min(since) if since else 0


def _first_in(path):
    """When the first report in a file came. The file itself is as new as the last."""
    try:
        with path.open(encoding="utf-8") as lines:
            return datetime.fromisoformat(json.loads(lines.readline())["received_at"]).timestamp()
    except (ValueError, TypeError, KeyError):  # half a line, after a crash
        return path.stat().st_mtime


def refused_lines():
    """Bytes of reports that could not be stored, for a person to look at."""
    path = Path(settings.REPORT_SPOOL) / "refused.jsonl"
    return path.stat().st_size if path.exists() else 0


def age_of_untold_report():
    """Since when the oldest report about somebody's safety waits of which nobody was told."""
    from editorial.feedback.reports.report import Report

    untold = Report.objects.about_safety().filter(first_looked_at=None, escalated_at=None).order_by("received_at")
    since = untold.values_list("received_at", flat=True).first()
    return (timezone.now() - since).total_seconds() if since else 0


def age_of_what_readers_get():
    known = last_copies.known()
    return time.time() - known["at"] if known else UNKNOWN


DESK, CACHE, DISK = "default", "cache", "disk"
CONDITIONS = [
    Condition("database", "PostgreSQL answers.", "seconds", 1, DESK, lambda: seconds_to_answer(DESK)),
    Condition("readers_database", "PostgreSQL answers readers.", "seconds", 1, READERS,
              lambda: seconds_to_answer(READERS)),
    Condition("cache", "Valkey answers.", "seconds", 0.5, CACHE, seconds_of_cache),
    Condition("queue", "The desk's tasks are taken.", "tasks", 500, CACHE, lambda: waiting_in("celery")),
    Condition("queue_upkeep", "Long tasks are taken.", "tasks", 100, CACHE, lambda: waiting_in("upkeep")),
    Condition("beat", "The clock and the desk's worker run.", "seconds", 5 * MINUTE, CACHE,
              lambda: age_of("beat of celery")),
    # A task of this worker may take six hours.
    Condition("beat_upkeep", "The worker of long tasks runs.", "seconds", 7 * HOUR, CACHE,
              lambda: age_of("beat of upkeep")),
    Condition("beat_log", "The worker that signs runs.", "seconds", 10 * MINUTE, CACHE, lambda: age_of("beat of log")),
    Condition("letters", "Letters leave.", "seconds", 0, DESK, age_of_letters),
    Condition("letters_refused", "The mail server takes letters.", "addresses", 2, DESK, refused_letters),
    Condition("plans", "What is planned happens.", "late plans", 0, DESK, late_plans),
    Condition("audit_age", "The record is audited each night.", "seconds", 26 * HOUR, CACHE, lambda: age_of("audit")),
    Condition("audit_findings", "The record is intact.", "findings", 0, CACHE, findings_of_audit),
    Condition("signed", "The log's heads are signed.", "seconds", 10 * MINUTE, CACHE, lambda: age_of("signed")),
    Condition("known", "What readers get is noted, for when PostgreSQL is away.", "seconds", 10 * MINUTE, CACHE,
              age_of_what_readers_get),
]  # fmt: skip
OF_FEEDBACK = [
    Condition("spool", "No reader's report waits on disk.", "seconds", 10 * MINUTE, DISK, age_of_spool),
    Condition("refused_reports", "Every report on disk could be stored.", "bytes", 0, DISK, refused_lines),
    Condition("untold_report", "Editors are told of reports about somebody's safety.", "seconds",
              60 * (settings.REPORT_ESCALATE_MINUTES + 10), DESK, age_of_untold_report),
]  # fmt: skip


def look():
    """All conditions as they are now. A monitor waits for each part that does not answer once, not for each question.

    Of the main server, whose role for the desk nobody watches, that for what readers send says whether it answers.
    """
    wanted = [*CONDITIONS, *(OF_FEEDBACK if apps.is_installed("editorial.feedback") else [])]
    away = {*silent, *([DESK] if CAPTURE in silent else [])}
    return [condition.look(away) for condition in wanted]
