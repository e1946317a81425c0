"""By what the desk narrows the list of reports."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from articles.pages import ArticlePage, TopicPage
from editorial.accounts.users import User

from ..reports.permissions import triagers
from ..reports.queues import Queue
from ..reports.report import Report, ReportQuerySet


class ArticleChooser(AdminPageChooser):
    """Wagtail's, for an address that can be typed: what is no article's number chooses nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(target_models=[ArticlePage], **kwargs)

    def get_instance(self, value: object) -> Page | None:
        try:
            return super().get_instance(value)
        except (ValueError, Page.DoesNotExist):
            return None


class ReportFilterSet(WagtailFilterSet):
    queue = django_filters.ChoiceFilter(
        label=_("Queue"),
        choices=Queue.choices,
        method="filter_queue",
        empty_label=_("All reports"),
        widget=forms.RadioSelect,
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("Waiting in topic"),
        queryset=lambda request: TopicPage.objects.order_by("title"),
        method="filter_topic",
        widget=forms.Select,
    )
    sent = django_filters.ChoiceFilter(
        label=_("What was sent"),
        choices=[("details", _("A reason or a comment")), ("answer", _("Only yes or no"))],
        method="filter_sent",
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    page = django_filters.ModelChoiceFilter(label=_("Article"), queryset=Page.objects.all(), widget=ArticleChooser)
    assignee = django_filters.ModelChoiceFilter(
        label=_("Assigned to"), queryset=lambda request: triagers(), null_label=_("Nobody"), widget=forms.Select
    )
    tag = django_filters.CharFilter(label=_("Tag"), method="filter_tag")

    class Meta:
        model = Report
        fields = [
            "queue",
            "topic",
            "sent",
            "origin",
            "severity",
            "state",
            "reason",
            "helpful",
            "page",
            "assignee",
            "tag",
        ]

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        """`user` is whose queues are meant where there is no request."""
        super().__init__(*args, **kwargs)
        self.user = user or self.request.user

    def filter_queue(self, queryset: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        return Queue(value).of(queryset, self.user)

    def filter_topic(self, queryset: ReportQuerySet, name: str, value: TopicPage) -> ReportQuerySet:
        return queryset.waiting_in_topic(value)

    def filter_sent(self, queryset: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        return queryset.with_details() if value == "details" else queryset.without_details()

    def filter_tag(self, queryset: ReportQuerySet, name: str, value: str) -> ReportQuerySet:
        return queryset.tagged(value)
