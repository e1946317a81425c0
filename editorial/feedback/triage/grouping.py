"""Reports about the same words of the same edition are seen to together: the later ones are grouped under the first."""

from __future__ import annotations

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Length

from articles.characters.folding import folded

from ..reports.report import Report, ReportQuerySet
from ..reports.searching import folded_by_database
from .decisions import Decision, change

#: How alike two passages must be, by the groups of three letters that they share, from 0 to 1.
ALIKE = 0.5


@transaction.atomic
def group(report_id: int) -> Report | None:
    """Group a waiting report under an earlier one about the same words, with what was decided of that; the earlier one.

    One report after the other for each edition, so that no two are grouped under each other.
    """
    report = Report.objects.with_people().waiting().filter(pk=report_id).exclude(passage="").first()
    if report is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('feedback_group'), %s)", [report.edition_id])
    first = earlier_about_the_same_words(report).select_for_update(of=["self"]).first()
    if first is None or report.members.exists():
        return None
    report = Report.objects.with_people().select_for_update(of=["self"]).get(pk=report_id)
    change([report], Decision(grouped_under=first, state=first.state, assignee=first.assignee), by=None)
    return first


def earlier_about_the_same_words(report: Report) -> ReportQuerySet:
    """Waiting reports that came before, are no less urgent, and quote words that overlap or are alike, in turn."""
    same = Q(alike__gte=ALIKE)
    if report.passage_start is not None:
        end = report.passage_start + len(report.passage)
        same |= Q(passage_start__lt=end, passage_end__gt=report.passage_start)
    return (
        Report.objects.with_people()
        .waiting()
        .filter(edition=report.edition_id, section=report.section, severity__lte=report.severity, pk__lt=report.pk)
        .exclude(passage="")
        .annotate(
            alike=TrigramSimilarity(folded_by_database("passage"), folded(report.passage)),
            passage_end=F("passage_start") + Length("passage"),
        )
        .filter(same)
        .order_by("pk")
    )
