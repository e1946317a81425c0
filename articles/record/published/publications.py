"""Publications: which edition of a page readers get now, where, and its status."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache as once
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ...stores.databases import planned_once, reading
from ..statements import AmongThem, HoldsOneOf
from ..triggers import Trigger, moves_reader_version
from .editions import Edition, EditionQuerySet
from .overdue import OverdueStep
from .status import PublicationStatus

#: What lists say of a publication, and of its edition: not its text, which is a hundred times as long.
LISTED = ("id", "page_id", "edition_id", "path", "parent_path", "published_at", "reviewed_at")
LISTED_OF_EDITION = ("id", "kind", "title", "standfirst", "hero", "photo", "legacy_id", "language")


class ReaderVersion(models.Model):
    """One number that PostgreSQL moves whenever anything that readers get moves."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    version = models.BigIntegerField(default=1)

    class Meta:
        verbose_name = _("version of what readers get")

    def __str__(self) -> str:
        return str(self.version)


def _version() -> Combinable:
    """What moves whenever anything moves that readers get, as a text: also when an emergency's hours are over."""
    over = Func(F("pk"), function="count", output_field=models.IntegerField())  # a Count would be one for each row
    ended = Publication.objects.filter(readable_until__lte=Now()).order_by().annotate(over=over).values("over")
    version = ReaderVersion.objects.values("version")[:1]
    parts = [Cast(Subquery(part), models.TextField()) for part in (version, ended)]
    return Concat(parts[0], Value(".", models.TextField()), parts[1], output_field=models.TextField())


def reader_version() -> str:
    """The same by itself."""
    with planned_once() as cursor:
        cursor.execute(*_version_asked())
        row = cursor.fetchone()
    return row[0] if row else ""


def reader_version_within() -> str:
    """The same as SQL without parameters, for a statement that asks for more: both are then of one moment."""
    return f"({reading().ops.compose_sql(*_version_asked())})"


@once
def _version_asked() -> tuple[str, tuple[object, ...]]:
    """The statement that asks for it and its values, put together once."""
    return ReaderVersion.objects.annotate(now=_version()).values_list("now").query.sql_with_params()


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Where readers get what."""

    def at(self, path: str) -> Self:
        return self.filter(path=path)

    def readable(self) -> Self:
        """Those whose text readers get: published, or published under a notice, and not past an emergency's end."""
        return self.filter(_readable())

    def with_readable(self) -> Self:
        """Each with `is_open`: whether it is one of those."""
        return self.annotate(is_open=ExpressionWrapper(_readable(), output_field=BooleanField()))

    def moved_in(self) -> Self:
        """Those of which readers get what was moved in, and nobody here has signed anything yet."""
        return self.filter(edition__legacy__isnull=False)

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(edition__kind__in=kinds)

    def in_topic(self, page_id: int) -> Self:
        return self.in_topics([page_id])

    def in_topics(self, page_ids: Sequence[int] | Combinable) -> Self:
        """Those that are in each of some topics."""
        return self.filter(edition__topics__contains=page_ids)

    def with_a_byline_of(self, bylines: Combinable) -> Self:
        """Those whose bylines are one of these, of which a part may be given: an array of lists of bylines."""
        return self.filter(HoldsOneOf(F("edition__bylines"), bylines))

    def in_language(self, *codes: str) -> Self:
        """Those in one of these languages; texts from before there were several are in the site's own."""
        wanted = Q(edition__language__in=codes)
        if settings.LANGUAGE_CODE in codes:
            wanted |= Q(edition__language__isnull=True)
        return self.filter(wanted)

    def in_each_language(self, pages: Iterable[int] | Combinable) -> Self:
        """These pages and what says the same in other languages: translations, originals, others' translations.

        By what their editions translate. The numbers are gathered before, so that rows are found by indexes.
        """
        if not isinstance(pages, Combinable):
            pages = Value([*pages], ArrayField(models.IntegerField()))
        translations = Edition.objects.filter(AmongThem(F("page_id"), pages), translates_page__isnull=False)
        originals = ArraySubquery(translations.values("translates_page"))
        same = Q(AmongThem(F("page_id"), pages)) | Q(AmongThem(F("page_id"), originals))
        same |= Q(AmongThem(F("translates_page"), pages)) | Q(AmongThem(F("translates_page"), originals))
        return self.filter(AmongThem(F("page_id"), ArraySubquery(Edition.objects.filter(same).values("page_id"))))

    def with_originals(self) -> Self:
        """Each with `original`: the page that it translates, or its own. What says the same has the same."""
        return self.annotate(
            original=Coalesce("edition__translates_page", "page_id", output_field=models.IntegerField())
        )

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def for_lists(self) -> Self:
        """Each with what lists say of it, and without its text."""
        return self.select_related("edition").only(*LISTED, *(f"edition__{name}" for name in LISTED_OF_EDITION))

    def unexpired_editions(self) -> EditionQuerySet:
        """The editions of these pages, former ones too, but for those of emergencies that are over."""
        return Edition.objects.unexpired().filter(Exists(self.filter(page_id=OuterRef("page_id"))))

    def versioned(self) -> Self:
        """With `reader_version`, which moves whenever anything moves that readers get."""
        return self.annotate(reader_version=_version())

    def with_robots(self) -> Self:
        """Each with `is_unindexed`: whether its review is so late that search engines are asked to forget it."""
        return self.annotate(is_unindexed=ExpressionWrapper(OverdueStep.NOINDEX.reached, output_field=BooleanField()))

    def so_late(self, step: OverdueStep) -> Self:
        """Those whose medical review is so late that this becomes of them."""
        return self.filter(step.reached)

    def not_so_late(self, step: OverdueStep) -> Self:
        return self.exclude(step.reached)

    def below(self, path: str) -> Self:
        """Those whose address lies directly under `path`."""
        return self.filter(parent_path=path)


def _readable() -> Q:
    is_in_time = Q(readable_until__isnull=True) | Q(readable_until__gt=Now())
    return is_in_time & Q(status__in=PublicationStatus.readable())


class Publication(models.Model):
    """Which edition of a page readers get now, where, and its status.

    PostgreSQL writes it from the record (`articles/sql/publication_by_record.sql`), and refuses everybody else.
    """

    Status = PublicationStatus

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="publication")
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="publication")
    path = models.CharField(
        max_length=500, unique=True, help_text=_("With a slash at both ends; “/” is the home page.")
    )
    parent_path = models.CharField(max_length=500, db_index=True)
    status = models.CharField(max_length=20, choices=PublicationStatus.choices, default=PublicationStatus.PUBLISHED)
    notice = models.CharField(max_length=500, blank=True, help_text=_("What readers are told about the status."))
    readable_until = models.DateTimeField(null=True, help_text=_("When an emergency edition ends."))
    first_published_at = models.DateTimeField(
        null=True, help_text=_("Empty where its first edition was moved in: when it came out is not known here.")
    )
    reviewed_at = models.DateTimeField(null=True)
    review_due_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(help_text=_("When readers first got this text or one that says the same."))

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        triggers = [
            Trigger(
                name="stays",
                function="articles_append_only",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Delete | pgtrigger.Truncate,
            ),
            Trigger(
                name="validate",
                function="articles_validate_publication",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
            ),
            Trigger(
                name="keep_search_entry",
                function="articles_keep_search_entry",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("edition_id"),
            ),
            moves_reader_version(pgtrigger.Insert | pgtrigger.Update),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="articles_publication_newest"),
            models.Index(fields=["review_due_at"], name="articles_publication_due"),
            models.Index(
                fields=["page"],
                name="articles_publication_archived",
                condition=Q(status=PublicationStatus.ARCHIVED.value),
            ),
            models.Index(
                fields=["readable_until"],
                name="articles_publication_ends",
                condition=Q(readable_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def is_readable(self) -> bool:
        return self.status in PublicationStatus.readable() and not self.is_past_its_end

    @property
    def modified_at(self) -> datetime:
        """When readers were last told something else: never before they were first told something."""
        return max(self.first_published_at or self.published_at, self.published_at)

    @property
    def editions(self) -> EditionQuerySet:
        """All editions of its page. By the page's number, so that the page itself is never loaded."""
        return Edition.objects.filter(page_id=self.page_id)

    @property
    def is_past_its_end(self) -> bool:
        """Whether it shows an emergency edition whose hours are over."""
        return self.readable_until is not None and self.readable_until <= timezone.now()


def review_due(reviewed_at: datetime | None, months: int | None) -> datetime | None:
    """When a text is to be reviewed again, as PostgreSQL says it of what readers get now; None without a review.

    So many months later by the calendar of UTC; a day that the month does not have becomes its last one.
    """
    if not reviewed_at or not months:
        return None
    at = reviewed_at.astimezone(UTC)
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
