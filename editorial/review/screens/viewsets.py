"""Admin screens of lists: emergencies."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from articles.record.published.emergencies import EmergencyOverride

from ..publishing.emergency import all_emergencies
from ..signing.permissions import may_change_status


class EmergencyReport(ReportView):
    """What was published, or asked to be published, before its medical review."""

    model = EmergencyOverride
    permission_policy = ModelPermissionPolicy(EmergencyOverride)
    permission_required = "view"
    page_title = _("Emergency editions")
    header_icon = "warning"
    index_url_name = "emergency_editions"
    index_results_url_name = "emergency_editions_results"
    default_ordering = "-asked_at"
    columns = [
        TitleColumn("title", label=_("Page"), get_url=lambda call: reverse("review:page", args=[call.page_id])),
        Column("number", label=_("Edition")),
        DateColumn("asked_at", label=_("Called at"), sort_key="asked_at"),
        Column("asked_by", label=_("Called by")),
        Column("reason", label=_("Reason")),
        Column("hours", label=_("Hours"), sort_key="hours"),
        DateColumn("ends_at", label=_("Ends at")),
        Column("outcome", label=_("Outcome")),
    ]
    list_export = ["title", "number", "asked_at", "asked_by", "reason", "hours", "ends_at", "outcome"]
    export_filename = "emergency-editions"

    def user_has_permission(self, permission):
        return may_change_status(self.request.user)

    def get_base_queryset(self):
        return all_emergencies()


def addresses_of(report, folder):
    """A report's two addresses: its page, and what a filter puts into it."""
    return [
        path(f"reports/{folder}/", report.as_view(), name=report.index_url_name),
        path(f"reports/{folder}/results/", report.as_view(results_only=True), name=report.index_results_url_name),
    ]
