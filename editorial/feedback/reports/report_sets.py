"""Sets of reports: by what is in them, by what became of them, and as they stand in queues.

Each queue is read from an index that holds its order, so that a page costs as much with a million reports as with a
hundred.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db import connection, models
from django.db.models import Case, Count, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page

from .receipts import receipt_hash
from .searching import SEARCH_CONFIG, folded_by_database
from .states import FINISHED, LEFT, SAYS_MORE, Origin, Severity, State

#: For so long the desk can take back that it left something as it is, before the reader is told.
SECOND_THOUGHTS = timedelta(hours=1)
#: What is older is no news to a pager, which was perhaps set up later.
ALARM_WITHIN = timedelta(days=1)
#: As many reports are counted in a millisecond.
FEW = 1_000

#: A report: the model stands on these sets, and not they on the model.
Row = TypeVar("Row", bound=models.Model)


class QueuedQuerySet(models.QuerySet[Row]):
    """Reports as they stand in queues."""

    def waiting(self) -> Self:
        """Those that wait for the desk, each group of them as one."""
        return self.filter(urgency__gt=0)

    def about_safety(self) -> Self:
        return self.filter(urgency=9 - Severity.SAFETY)

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
        members = (
            self.model._default_manager.exclude(state__in=FINISHED)
            .filter(grouped_under=OuterRef("pk"))
            .order_by()
            .values("grouped_under")
        )
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
        few = self.model._default_manager.order_by()[: FEW + 1].count()
        if few <= FEW:
            return few
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [self.model._meta.db_table]
            )
            return max(cursor.fetchone()[0], few)


class ReportSets(QueuedQuerySet[Row]):
    """Reports by what is in them, and by what became of them."""

    def new(self) -> Self:
        return self.filter(state=State.NEW)

    def open(self) -> Self:
        """Those that the desk has not finished with."""
        return self.exclude(state__in=FINISHED)

    def duplicates_of(self, reports: Iterable[int]) -> Self:
        """Those that are seen to with one of these."""
        return self.filter(duplicate_of__in=list(reports), state=State.DUPLICATE)

    def unassigned(self) -> Self:
        return self.filter(assignee=None)

    def about(self, page: Page) -> Self:
        return self.filter(page_id=page.pk)

    def with_details(self) -> Self:
        """Those that say more than yes or no, or did before their words were erased."""
        return self.filter(SAYS_MORE)

    def asking_for_something(self) -> Self:
        """Those by which the desk has something to do: praise has no day by which it has to be done with."""
        return self.filter(due_at__isnull=False)

    def without_details(self) -> Self:
        return self.exclude(SAYS_MORE)

    def with_words(self) -> Self:
        """Those that hold anything a reader wrote."""
        return self.exclude(comment="", passage="", email="")

    def to_answer(self) -> Self:
        """Those whose reader asked to be told what we did, and we did it: an edition put it right, or it was left.

        A duplicate is answered with its original. What was left, or closed without an edition, waits for the desk's
        second thoughts first.
        """
        left = {"state__in": LEFT, "closed_at__lt": timezone.now() - SECOND_THOUGHTS}
        of_original = Q(**{f"duplicate_of__{name}": value for name, value in left.items()})
        done = Q(resolved_by__isnull=False) | Q(**left)
        answered_before = Q(
            duplicate_of__resolved_by__page=F("page"), duplicate_of__resolved_by__number__lte=F("edition__number")
        )
        put_right = Q(duplicate_of__resolved_by__isnull=False) & ~answered_before
        done |= Q(state=State.DUPLICATE) & (put_right | of_original)
        return self.exclude(email="").filter(done).select_related("edition", "resolved_by", "duplicate_of__resolved_by")

    def from_readers(self) -> Self:
        return self.filter(origin=Origin.READER)

    def counting(self) -> Self:
        """What readers sent, and sent once."""
        return self.from_readers().exclude(state__in=[State.SPAM, State.DUPLICATE])

    def untouched_safety(self) -> Self:
        """Those about somebody's safety that nobody has looked at, the oldest first."""
        return self.about_safety().filter(first_looked_at=None).order_by("received_at")

    def not_followed_up(self) -> Self:
        """Those of which the desk was not told yet, the most urgent first."""
        return self.filter(awaits_follow_up=True).order_by("severity", "pk")

    def not_alarmed_of(self) -> Self:
        """New ones about safety that no other system was told of yet."""
        since = timezone.now() - ALARM_WITHIN
        return self.about_safety().filter(alarmed_at=None, awaits_follow_up=False, received_at__gt=since)

    def received_between(self, start: datetime, end: datetime) -> Self:
        return self.filter(received_at__gte=start, received_at__lt=end)

    def resolved_between(self, start: datetime, end: datetime) -> Self:
        """Those that an edition of that time put right, with it."""
        moment = {"resolved_by__created_at__gte": start, "resolved_by__created_at__lt": end}
        return (
            self.filter(**moment)
            .select_related("resolved_by")
            .only("severity", "received_at", "resolved_by__created_at")
        )

    def of_danger(self) -> Self:
        """Those in which somebody may be in danger, certainly or possibly."""
        return self.filter(severity__lte=Severity.POSSIBLE_SAFETY)

    def votes(self) -> Self:
        """Each yes or no that counts."""
        return self.exclude(helpful=None).exclude(state__in=[State.SPAM, State.DUPLICATE])

    def finished_before(self, moment: datetime) -> Self:
        """Those that the desk has finished with by then."""
        return self.filter(state__in=FINISHED, closed_at__lt=moment)

    def asking_for_nothing_since(self, moment: datetime) -> Self:
        """Praise that came by then: nobody ever finishes with it."""
        return self.filter(due_at=None, received_at__lt=moment).open()

    def with_expired_email(self, now: datetime, oldest: datetime) -> Self:
        """Those whose address has served its time: the day that was set, or, without one, received before `oldest`."""
        expired = Q(email_expires_at__lte=now) | Q(email_expires_at=None, received_at__lt=oldest)
        return self.exclude(email="").filter(expired)

    def with_edition(self) -> Self:
        """Each with what a listing shows of its edition, and not with the edition's whole text."""
        left_out = ("document", "standfirst", "topics", "bylines", "change_note", "sign_off_ids", "images")
        return self.select_related("edition", "assignee").defer(
            "words", "noted", *(f"edition__{name}" for name in left_out)
        )

    def with_heading(self) -> Self:
        """Each with the heading of the section that it is about. The edition's text stays in the database."""
        return self.annotate(
            section_heading=Case(
                When(section="", then=Value("")),
                default=SectionHeading("edition__document", "section"),
                output_field=models.TextField(),
            )
        )

    def with_people(self) -> Self:
        """Each with what triage shows and changes."""
        return self.select_related("edition", "assignee", "duplicate_of", "grouped_under").defer("words", "noted")


class SectionHeading(Func):
    """The heading of a section in a document; nothing when it has no such section."""

    output_field = models.TextField()
    template = "(jsonb_path_query_first(%(expressions)s) #>> '{}')"

    def __init__(self, document: str, anchor: str, **extra: Any) -> None:
        found = Value("$.sections[*] ? (@.id == $anchor).heading")
        named = Func(Cast(Value("anchor"), models.TextField()), anchor, function="jsonb_build_object")
        super().__init__(Cast(document, models.JSONField()), Cast(found, JsonPath()), named, **extra)


class JsonPath(models.TextField):
    def db_type(self, connection: object) -> str:
        return "jsonpath"
