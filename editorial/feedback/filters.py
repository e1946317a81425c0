"""By what the desk narrows the list of reports."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from .models import Correction, Report
from .permissions import triagers


def reported_pages(request):
    return Page.objects.filter(Exists(Report.objects.filter(page=OuterRef("pk")))).order_by("title")


class ReportFilterSet(WagtailFilterSet):
    sent = django_filters.ChoiceFilter(
        label=_("What was sent"),
        choices=[("details", _("A reason or a comment")), ("answer", _("Only yes or no"))],
        method="filter_sent",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    page = django_filters.ModelChoiceFilter(label=_("Article"), queryset=reported_pages, widget=forms.Select)
    assignee = django_filters.ModelChoiceFilter(
        label=_("Assigned to"), queryset=lambda request: triagers(), null_label=_("Nobody"), widget=forms.Select
    )

    class Meta:
        model = Report
        fields = ["sent", "origin", "severity", "state", "reason", "helpful", "page", "assignee"]

    def filter_sent(self, queryset, name, value):
        return queryset.with_details() if value == "details" else queryset.without_details()


class CorrectionFilterSet(WagtailFilterSet):
    class Meta:
        model = Correction
        fields = ["state"]
