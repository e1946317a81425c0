"""What readers send us, and what the desk notes about it.

No column holds an IP address, a browser's name or anything else that a reader did not write down for us.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from articles.record.published.editions import Edition
from articles.record.triggers import Trigger
from articles.stores.databases import writing

from . import states
from .passages import PASSAGE_LIMIT, Section, section_of
from .receipts import receipt_hash
from .report_sets import ReportSets
from .searching import SEARCH_CONFIG, folded_by_database
from .states import FINISHED, LEFT, PRAISE, SAYS_MORE, STATES_FOR_READERS, URGENCY

#: What a reader may write, in characters.
COMMENT_LIMIT = 1200
#: How a report about danger is tagged that came from where many came within the hour.
ONE_OF_MANY = "one of many"
#: For so long a reader can mend what they wrote, as long as nobody at the desk has seen it.
MENDABLE = timedelta(minutes=30)


class ReportQuerySet(ReportSets["Report"]):
    """Readers' reports."""

    def with_receipt(self, receipt: str) -> Report | None:
        """The one report with this code, for the reader who has it: whoever answers readers can read no other.

        It is read where it was written, since a replica may not have it yet.
        """
        found = self.using(writing().alias).raw(
            "SELECT * FROM feedback_report_with_receipt(%s)", [receipt_hash(receipt)]
        )
        return next(iter(found), None)

    def said_today_before(self, report: Report) -> Self:
        """Those of the day before a report that say the same of the same edition, the oldest first; no spam."""
        day_ago = report.received_at - timedelta(days=1)
        names = ("edition", "helpful", "reason", "section", "passage", "comment")
        same = self.filter(pk__lt=report.pk, **{name: getattr(report, name) for name in names})
        return same.filter(received_at__gt=day_ago).exclude(state=Report.State.SPAM).order_by("pk")


class Report(models.Model):
    """What a reader sent about the edition that they saw: helpful yes or no, or a problem; or what the watch found.

    The row is written once by intake, once more if the reader adds details, and then changed by triage only.
    """

    Reason = states.Reason
    State = states.State
    Origin = states.Origin
    Severity = states.Severity

    PRAISE = PRAISE
    FINISHED = FINISHED
    LEFT = LEFT

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports")
    page = models.ForeignKey(
        Page, on_delete=models.PROTECT, related_name="reports", verbose_name=_("article"), db_index=False
    )
    origin = models.CharField(_("from"), max_length=10, choices=Origin.choices, default=Origin.READER, editable=False)
    section = models.TextField(blank=True, help_text=_("The section's anchor in that edition."))
    helpful = models.BooleanField(null=True, help_text=_("Whether the reader found the article helpful."))
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    # Twice the limit: the marks that redaction leaves can be longer than what they stand for.
    comment = models.CharField(max_length=2 * COMMENT_LIMIT, blank=True)
    passage = models.CharField(max_length=2 * PASSAGE_LIMIT, blank=True, help_text=_("Words quoted from the edition."))
    passage_start = models.PositiveIntegerField(
        null=True, editable=False, help_text=_("Where they begin in the section’s text, in characters.")
    )
    redacted = models.JSONField(default=dict, editable=False)  # how much of each kind was taken out, never what
    email = models.EmailField(_("e-mail address"), blank=True)
    email_expires_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    severity = models.SmallIntegerField(choices=Severity.choices, default=Severity.NORMAL)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_reports",
        verbose_name=_("assigned to"),
        db_index=False,
    )
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    duplicate_of = models.ForeignKey(
        "self", null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="duplicates"
    )
    grouped_under = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="members",
        help_text=_("The report about the same words that stands in the queue for this one too."),
    )
    watchers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="watched_reports", editable=False)
    due_at = models.DateTimeField(
        _("due"), null=True, editable=False, help_text=_("None: there is nothing for the desk to do.")
    )
    awaits_follow_up = models.BooleanField(
        default=False, editable=False, help_text=_("It has no place yet, and the desk was not told of it.")
    )
    alarmed_at = models.DateTimeField(null=True, editable=False, help_text=_("When another system was told of it."))
    escalated_at = models.DateTimeField(null=True, editable=False, help_text=_("When editors were told of it."))
    first_looked_at = models.DateTimeField(null=True, editable=False, help_text=_("When the desk first saw it."))
    closed_at = models.DateTimeField(null=True, editable=False, help_text=_("When the desk finished with it."))
    receipt_hash = models.CharField(max_length=64, editable=False)
    received_at = models.DateTimeField(_("received"), db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True)
    resolved_by = models.ForeignKey(
        Edition,
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="resolved_reports",
        help_text=_("The edition that put right what the report is about."),
    )
    erased_at = models.DateTimeField(null=True, editable=False, help_text=_("When what the reader wrote was erased."))
    mended_at = models.DateTimeField(null=True, editable=False, help_text=_("When the reader put their words right."))

    noted = models.TextField(default="", editable=False, help_text=_("The desk’s notes, for searching; by a trigger."))
    words = models.GeneratedField(
        expression=SearchVector(*map(folded_by_database, ("comment", "passage", "noted")), config=SEARCH_CONFIG),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    urgency = models.GeneratedField(expression=URGENCY, output_field=models.SmallIntegerField(), db_persist=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("readers’ reports")
        triggers = [
            Trigger(
                name="feedback_topic_queues_of_new",
                function="feedback_keep_topic_queues",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("NEW.urgency > 0"),
            ),
            Trigger(
                name="feedback_topic_queues_of_changed",
                function="feedback_keep_topic_queues",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.urgency IS DISTINCT FROM NEW.urgency"),
            ),
            Trigger(
                name="feedback_release_members",
                function="feedback_release_members",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL"),
            ),
        ]
        ordering = ["-received_at", "-pk"]
        default_permissions = ["view", "change"]
        permissions = [("export_report", _("Can export readers’ reports"))]
        constraints = [
            # Not `unique=True`, which would add a second index for LIKE.
            models.UniqueConstraint(fields=["receipt_hash"], name="feedback_report_receipt_once"),
            # By this day what readers wrote is erased.
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, closed_at__isnull=False)
                | (~Q(state__in=FINISHED) & Q(closed_at__isnull=True)),
                name="feedback_report_closed_when_finished",
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="feedback_report_newest"),
            models.Index(fields=["updated_at"], name="feedback_report_changed"),
            # Of what few reports have, only those stand in an index: each vote would write a line into it.
            models.Index(
                fields=["first_looked_at"],
                name="feedback_report_looked_at",
                condition=Q(first_looked_at__isnull=False),
            ),
            models.Index(
                fields=["duplicate_of"], name="feedback_report_duplicates", condition=Q(duplicate_of__isnull=False)
            ),
            models.Index(
                fields=["grouped_under"], name="feedback_report_grouped", condition=Q(grouped_under__isnull=False)
            ),
            models.Index(fields=["severity", "id"], name="feedback_report_arrived", condition=Q(awaits_follow_up=True)),
            models.Index(
                fields=["resolved_by"], name="feedback_report_resolved", condition=Q(resolved_by__isnull=False)
            ),
            models.Index(fields=["urgency", "received_at", "id"], name="feedback_report_queue"),
            models.Index(fields=["page", "urgency", "received_at", "id"], name="feedback_report_of_article"),
            models.Index(
                fields=["assignee", "urgency", "received_at", "id"],
                name="feedback_report_assigned",
                condition=Q(assignee__isnull=False),
            ),
            models.Index(
                fields=["urgency", "received_at", "id"],
                name="feedback_report_unassigned",
                condition=Q(assignee__isnull=True, urgency__gt=0),
            ),
            models.Index(fields=["due_at", "id"], name="feedback_report_due", condition=Q(urgency__gt=0)),
            models.Index(fields=["id"], name="feedback_report_with_email", condition=~Q(email="")),
            GinIndex(fields=["words"], name="feedback_report_words"),
            GinIndex(fields=["tags"], name="feedback_report_tags"),
            models.Index(
                fields=["-received_at"],
                name="feedback_report_to_triage",
                condition=Q(state="new") & SAYS_MORE,
            ),
        ]

    def __str__(self) -> str:
        return _("Report %(number)s about “%(title)s”") % {
            "number": self.pk,
            "title": Truncator(self.article_title).chars(60),
        }

    @property
    def article_title(self) -> str:
        """The title as the reader saw it."""
        return self.edition.title

    @property
    def has_details(self) -> bool:
        return bool(self.reason or self.comment or self.passage or self.erased_at)

    @property
    def holds_words(self) -> bool:
        """Whether it holds anything that a reader wrote, as `with_words`."""
        return bool(self.comment or self.passage or self.email)

    @property
    def shows_words(self) -> bool:
        """Whether its receipt shows what was written: for a while, and until anybody at the desk has seen it.

        Later the code may be in other hands.
        """
        is_unseen = self.first_looked_at is None and self.is_open
        is_written = self.erased_at is None and bool(self.comment or self.passage)
        return is_unseen and is_written and self.updated_at > timezone.now() - MENDABLE

    @property
    def can_be_mended(self) -> bool:
        """Whether the reader may put their words right, once, as long as they see them.

        PostgreSQL has the same rule (mend_with_receipt.sql).
        """
        return self.shows_words and self.mended_at is None

    @property
    def is_mere_praise(self) -> bool:
        return states.is_mere_praise(self.reason, self.comment, self.severity, self.passage, self.passage_start)

    @property
    def is_from_watch(self) -> bool:
        return self.origin == self.Origin.WATCH

    @property
    def is_one_of_many(self) -> bool:
        return ONE_OF_MANY in self.tags

    @property
    def is_open(self) -> bool:
        return self.state not in self.FINISHED

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at <= timezone.now()

    @property
    def due_in_words(self) -> str:
        if self.due_at is None or not self.is_open:
            return ""
        day = date_format(timezone.localtime(self.due_at), "j M, H:i")
        return _("%s, overdue") % day if self.is_overdue else day

    @property
    def state_in_words(self) -> str:
        """What has become of it, for the reader who sent it."""
        if self.resolved_by:
            return _("You were right. We have corrected the article: see its edition %d.") % self.resolved_by.number
        return str(STATES_FOR_READERS[Report.State(self.state)])

    @property
    def put_right_by(self) -> Edition | None:
        """The edition that put right what it, or the earlier report that says the same, is about; None if none did.

        One that its reader had before them did not.
        """
        answer = self.resolved_by or (self.duplicate_of.resolved_by if self.duplicate_of else None)
        return None if answer and self.is_about_or_after(answer) else answer

    def is_about_or_after(self, edition: Edition) -> bool:
        """Whether its reader had this edition of the page before them, or a later one."""
        return edition.page_id == self.page_id and edition.number <= self.edition.number

    @property
    def answer(self) -> str:
        return "" if self.helpful is None else str(_("Yes") if self.helpful else _("No"))

    @cached_property
    def shown_section(self) -> Section | None:
        """The section that the report is about, out of the document that the reader saw; None for the whole article."""
        return section_of(self.edition, self.section)


class ReportNote(models.Model):
    """What a member of the desk wrote down about a report. Readers never see it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("note on a report")
        verbose_name_plural = _("notes on reports")
        triggers = [
            Trigger(
                name="feedback_noted",
                function="feedback_keep_noted",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
            )
        ]
        ordering = ["created_at", "pk"]
        default_permissions = []

    def __str__(self) -> str:
        return self.text
