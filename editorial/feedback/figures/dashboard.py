"""The dashboard of readers' reports: how much comes in, how long it waits, and which articles help least."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..reports.permissions import may_triage
from . import numbers
from .charts import bar, columns
from .helpfulness import FEWEST_VOTES

MOST_ARTICLES = 20


class PeriodForm(forms.Form):
    """How far back to look."""

    weeks = forms.TypedChoiceField(
        label=_("Period"),
        choices=[(13, _("13 weeks")), (26, _("26 weeks")), (52, _("52 weeks"))],
        coerce=int,
        required=False,
        empty_value=13,
    )

    @property
    def chosen(self):
        return self.cleaned_data["weeks"] if self.is_valid() else 13


class DashboardView(WagtailAdminTemplateMixin, TemplateView):
    """Numbers about reports, each chart beside its numbers."""

    template_name = "feedback/admin/dashboard.html"
    page_title = _("Readers’ reports in numbers")
    header_icon = "comment"
    index_url_name = "reports_in_numbers"

    def dispatch(self, request, *args, **kwargs):
        if not may_triage(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        period = PeriodForm(self.request.GET)
        weeks = numbers.weeks_until_now(period.chosen)
        by_article = numbers.votes_by_article(weeks[0])
        return super().get_context_data(
            period=PeriodForm(initial={"weeks": period.chosen}),
            weeks=weeks,
            safety=numbers.oldest_untouched_safety_report(),
            waiting=numbers.waiting(),
            problems=problems(weeks),
            times=times(weeks),
            site=numbers.together(by_article.values()),
            topics=[topic(title, votes) for title, votes in numbers.votes_by_topic(by_article)],
            articles=[article(*found) for found in numbers.least_helpful(by_article, MOST_ARTICLES)],
            least_votes=FEWEST_VOTES,
            counted_until=numbers.counted_until(),
            **kwargs,
        )


def problems(weeks):
    """A row for each reason, all drawn to one scale."""
    found = numbers.problems_by_week(weeks)
    tallest = max((max(counts) for counts in found.values()), default=0)
    return [
        {
            "label": label,
            "counts": counts,
            "total": sum(counts),
            "most": max(counts),
            "chart": columns(counts, tallest=tallest),
        }
        for label, counts in found.items()
    ]


def times(weeks):
    """How long readers' reports waited for a first look, and for the edition that put them right."""
    waits = [(_("First look"), "looked_after"), (_("Correction published"), "corrected_after")]
    return [_times(weeks, label, name) for label, name in waits]


def _times(weeks, label, name):
    by_week, everything = numbers.hours_by_week(weeks, name)
    chart = columns([week["median"] for week in by_week], marks=[week["p90"] for week in by_week])
    return {"label": label, "weeks": by_week, "chart": chart, **everything}


def topic(title, votes):
    return {"title": title, "votes": votes, "bar": votes.are_enough and bar(votes.helpful_share)}


def article(page_id, title, votes, share):
    return {"page_id": page_id, "title": title, "votes": votes, "share": share, "bar": bar(share)}
