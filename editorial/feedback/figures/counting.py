"""How the rollups come about: days of which a report changed are counted again.

Each day is counted anew, so that counting it twice does no harm.
"""

from datetime import datetime, time, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import Count, F, IntegerField, Q, Value
from django.db.models.functions import Cast, Extract, Greatest, TruncDate
from django.utils import timezone

from ..reports.report import Report
from ..reports.states import SAYS_MORE
from .rollups import Rollup, RollupMark

#: A report may have been changed by a transaction that had not ended when changes were last looked for.
LONGEST_TRANSACTION = timedelta(minutes=10)
#: There is something for the desk to do: mere praise has no day by which it has to be done with.
ASKS_FOR_SOMETHING = SAYS_MORE & Q(due_at__isnull=False)


@transaction.atomic
def update_rollups():
    """Count those days again of which a report was received or changed since the last time; the days."""
    mark, now = RollupMark.held(), timezone.now()
    changed = Report.objects.from_readers()
    if mark.counted_until:
        since = mark.counted_until - LONGEST_TRANSACTION
        changed = changed.filter(Q(updated_at__gte=since) | Q(first_looked_at__gte=since))
    days = _days(changed)
    for day in days:
        _count(day)
    mark.counted_until = now
    mark.save()
    return days


def rebuild_rollups():
    """Count everything anew, one day after the other so that nobody waits long; how many days."""
    began = timezone.now()
    days = sorted({*_days(Report.objects.from_readers()), *Rollup.objects.values_list("day", flat=True).distinct()})
    for day in days:
        with transaction.atomic():
            RollupMark.held()
            _count(day)
    RollupMark.objects.update_or_create(defaults={"counted_until": began}, only=True)
    return len(days)


def _days(reports):
    return list(reports.order_by().annotate(day=TruncDate("received_at")).values_list("day", flat=True).distinct())


def _count(day):
    start, end = (timezone.make_aware(datetime.combine(date, time.min)) for date in (day, day + timedelta(days=1)))
    received = Report.objects.counting().received_between(start, end)
    Rollup.objects.on(day).delete()
    Rollup.objects.bulk_create(Rollup(day=day, **cell) for cell in _cells(received))


def _cells(reports):
    return (
        reports.order_by()
        .values("page_id", "reason")
        .annotate(
            yes=Count("pk", filter=Q(helpful=True)),
            no=Count("pk", filter=Q(helpful=False)),
            reports=Count("pk", filter=SAYS_MORE),
            untouched=Count("pk", filter=ASKS_FOR_SOMETHING & Q(state=Report.State.NEW, first_looked_at=None)),
            open=Count("pk", filter=ASKS_FOR_SOMETHING & ~Q(state__in=Report.FINISHED)),
            looked_after=_minutes_until("first_looked_at"),
            finished_after=_minutes_until("closed_at"),
            corrected_after=_minutes_until("resolved_by__created_at"),
        )
    )


def _minutes_until(moment):
    minutes = Greatest(Extract(F(moment) - F("received_at"), "epoch") / 60, 0.0)
    return ArrayAgg(
        Cast(minutes, IntegerField()),
        filter=SAYS_MORE & Q(**{f"{moment}__isnull": False}),
        default=Value([], output_field=ArrayField(IntegerField())),
    )
