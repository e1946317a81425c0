"""Which week's letters are due: those of a week go out from Monday at seven, or once as soon as somebody can after."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

HOUR = 7


def week_due() -> date:
    """The Monday of the newest week whose letters are due."""
    moved = timezone.localtime() - timedelta(hours=HOUR)
    return moved.date() - timedelta(days=moved.weekday())
