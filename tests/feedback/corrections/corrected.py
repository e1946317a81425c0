"""A corrected article, and what became of the reports that it answers."""

from editorial.feedback.reports.report import Report
from tests.factories.drafts import edited, fresh
from tests.factories.signing import published


def correct(page, **changes):
    """The page, after a corrected draft of it was signed and published."""
    draft = {"standfirst": "Put right.", "change_class": "correction", "change_note": "The pressure doubles."}
    return published(edited(fresh(page), **{**draft, **changes}))


def states(*reports):
    return [Report.objects.get(pk=report.pk).state for report in reports]
