"""The desk's list of reports and the triage screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from ...reports.permissions import policy
from ...reports.report import Report, ReportQuerySet
from ..decisions import DuplicateOfNothingError, MayNotTriageError, NoDuplicateError, looked_at, triage
from ..filters import ReportFilterSet
from ..topic_owners import TopicOwner
from . import bulk_views, same_in_other_words, saved_filter_views
from .paging import Steps, steps_from
from .report_list import ReportIndexView, StateColumn, TakenByColumn
from .report_screen import TriageForm, edit_handler
from .review_notice import notice_form, put_notice


class TriageView(EditView):
    """The triage screen."""

    success_message = _("%(object)s: saved.")

    def get_queryset(self) -> ReportQuerySet:
        return Report.objects.with_people()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever may not triage is refused, and has looked at nothing."""
        if self.user_has_permission("change"):
            looked_at(self.object)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def steps(self) -> Steps:
        """The reports before and after this one in the queue."""
        return steps_from(self.object)

    def form_valid(self, form: TriageForm) -> HttpResponseBase:
        """What keeps it from being decided, as a colleague's decision meanwhile, is told; what was typed stays."""
        try:
            return super().form_valid(form)
        except (DuplicateOfNothingError, MayNotTriageError, NoDuplicateError) as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)

    def save_instance(self) -> Report:
        form = self.form
        return triage(
            self.object, form.decision, by=self.request.user, note=form.cleaned_data["note"], watch=form.wants_to_watch
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "title": context["header_title"],  # of which Wagtail makes the heading, and which its snippets lack
            "me": self.request.user,
            "notice_form": notice_form(self.object, self.request.user),
        }

    def get_usage_url(self) -> None:
        return None

    def get_history_url(self) -> None:
        """None: the screen itself has the history."""
        return None


class ReportViewSet(SnippetViewSet):
    model = Report
    permission_policy = policy
    edit_handler = edit_handler
    index_view_class = ReportIndexView
    index_template_name = "feedback/admin/report_list.html"
    index_results_template_name = "feedback/admin/report_results.html"
    edit_view_class = TriageView
    edit_template_name = "feedback/admin/report.html"
    filterset_class = ReportFilterSet
    base_url_path = "readers-reports"
    icon = "comment"
    menu_label = _("Readers’ reports")
    menu_order = 250
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    list_display = [
        "article_title",
        StateColumn("get_state_display", label=_("State"), primary=lambda report: report.is_open),
        TakenByColumn("assignee", label=_("Assigned to")),
        DateColumn("received_at", label=_("Received"), sort_key="received_at"),
    ]
    search_fields = ["comment"]
    list_export = [
        "received_at",
        "article_title",
        "edition.number",
        "section",
        "answer",
        "get_reason_display",
        "passage",
        "comment",
        "get_severity_display",
        "get_state_display",
        "assignee",
    ]
    export_headings = {
        "edition.number": _("Edition"),
        "answer": _("Helpful"),
        "get_reason_display": _("Reason"),
        "get_severity_display": _("Severity"),
        "get_state_display": _("State"),
    }
    export_filename = "readers-reports"

    def get_queryset(self, request: HttpRequest) -> ReportQuerySet:
        return Report.objects.with_edition().with_group_size().most_urgent_first()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("change/", bulk_views.change_many, name="change_many"),
            path("same/<int:pk>/", same_in_other_words.say, name="same"),
            path("change/<int:pk>/undo/", bulk_views.undo_many, name="undo_many"),
            path("notice/<int:pk>/", put_notice, name="put_notice"),
            path("saved-filters/", saved_filter_views.save, name="save_filter"),
            path("saved-filters/<int:pk>/delete/", saved_filter_views.delete, name="delete_filter"),
        ]

    def register_chooser_viewset(self) -> None:
        """No chooser: it would list reports for everybody who can log in."""


class TopicOwnerViewSet(ModelViewSet):
    """Who sees to the reports about which topic."""

    model = TopicOwner
    name = "topic-owners"
    icon = "user"
    menu_label = _("Topic owners")
    menu_order = 740
    add_to_settings_menu = True
    list_display = ["topic", "user", "group", "get_role_display"]
    form_fields = ["topic", "user", "group", "role"]
    copy_view_enabled = False
