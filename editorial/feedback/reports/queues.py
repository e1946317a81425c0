"""The queues that the desk works through: each a part of the reports, in the order in which it is worked through.

Each is read from an index that holds its order, so that a page costs as much with a million reports as with a hundred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models
from django.db.models import Case, Count, Expression, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from editorial.accounts.users import User

from .receipts import receipt_hash

if TYPE_CHECKING:
    from .report import Report, ReportQuerySet  # noqa: F401  the base class names Report, in quotes

#: How reports are searched: by the words' stems, like the site.
SEARCH_CONFIG = "public.articles_english"
FINISHED = ("no_change", "duplicate", "spam", "closed")
#: A report’s place in the queue, the highest first. What waits for nobody has none: the desk has finished with it,
#: there is nothing to do, or it is grouped under another one.
URGENCY = Case(
    When(Q(state__in=FINISHED) | Q(due_at__isnull=True) | Q(grouped_under__isnull=False), then=Value(0)),
    default=Value(9) - F("severity"),
    output_field=models.SmallIntegerField(),
)


def folded_by_database(text: str | Expression) -> Func:
    """What a reader wrote, as words are compared with it: it is kept, and read at the desk, as it was written."""
    return Func(text, function="articles_folded", output_field=models.TextField())


#: As many reports are counted in a millisecond.
FEW = 1_000


class QueuedQuerySet(models.QuerySet["Report"]):
    """Reports as they stand in queues."""

    def waiting(self) -> Self:
        """Those that wait for the desk, each group of them as one."""
        return self.filter(urgency__gt=0)

    def about_safety(self) -> Self:
        return self.filter(urgency=9 - self.model.Severity.SAFETY)

    def overdue(self) -> Self:
        """Those that still wait although their time is over."""
        return self.waiting().filter(due_at__lte=timezone.now())

    def most_urgent_first(self) -> Self:
        return self.order_by("-urgency", "-received_at", "-pk")

    def longest_overdue_first(self) -> Self:
        return self.order_by("due_at", "pk")

    def waiting_in_topic(self, topic: Page) -> Self:
        """Those in a topic's queue, the most urgent first."""
        entries = {name: F(f"topic_entries__{name}") for name in ("urgency", "received_at", "report_id")}
        places = {f"in_topic_{name}": entry for name, entry in entries.items()}
        return self.filter(topic_entries__topic=topic).annotate(**places).order_by(*(f"-{name}" for name in places))

    def with_group_size(self) -> Self:
        """Each with how many open reports it represents in the queue, itself among them."""
        members = self.model.objects.open().filter(grouped_under=OuterRef("pk")).order_by().values("grouped_under")
        count = Subquery(members.annotate(count=Count("*")).values("count"))
        return self.annotate(group_size=Coalesce(count, Value(0)) + Value(1))

    def tagged(self, tag: str) -> Self:
        return self.filter(tags__contains=[tag.strip().lower()])

    def matching(self, words: str) -> Self:
        """Those whose comment, passage or notes hold the words, or the one whose receipt code they are."""
        query = SearchQuery(folded_by_database(Value(words)), config=SEARCH_CONFIG, search_type="websearch")
        return self.filter(Q(words=query) | Q(receipt_hash=receipt_hash(words)))

    def about_how_many(self) -> int:
        """All reports: counted when they are few, else about as many as PostgreSQL found when it last looked.

        Counting a million would take a second.
        """
        few = self.model.objects.order_by()[: FEW + 1].count()
        if few <= FEW:
            return few
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [self.model._meta.db_table]
            )
            return max(cursor.fetchone()[0], few)


class Queue(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    MINE = "mine", _("Mine")
    UNASSIGNED = "unassigned", _("Unassigned")
    SAFETY = "safety", _("Safety")
    OVERDUE = "overdue", _("Overdue")

    def of(self, reports: ReportQuerySet, user: User) -> ReportQuerySet:
        """The reports of this queue, as somebody sees it."""
        return {
            Queue.WAITING: reports.waiting,
            Queue.MINE: lambda: reports.waiting().filter(assignee=user),
            Queue.UNASSIGNED: lambda: reports.waiting().unassigned(),
            Queue.SAFETY: reports.about_safety,
            Queue.OVERDUE: lambda: reports.overdue().longest_overdue_first(),
        }[self]()
