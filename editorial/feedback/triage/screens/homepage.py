"""What the admin's home page and menu say about reports."""

from __future__ import annotations

from typing import Any

from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from editorial.accounts.requests import DeskRequest
from editorial.planning.screens.homepage import SHOWN
from editorial.review.screens.elements.panels import Panel
from editorial.review.signing.permissions import TRIAGERS, is_in

from ...reports.permissions import may_triage
from ...reports.report import Report


class TriagersMenuItem(MenuItem):
    def is_shown(self, request: DeskRequest) -> bool:
        return may_triage(request.user)


class NewReports(SummaryItem):
    """How many reports wait to be read."""

    order = 400
    template_name = "feedback/admin/new_reports.html"

    def is_shown(self) -> bool:
        return may_triage(self.request.user)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": Report.objects.new().with_details().waiting().count()}


class QueuePanel(Panel):
    """What waits for triagers, the most urgent first."""

    order = 100
    template_name = "feedback/admin/queue_panel.html"

    def is_shown(self) -> bool:
        return is_in(self.user, TRIAGERS)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        waiting = Report.objects.waiting().most_urgent_first().select_related("edition")
        return {"reports": waiting.defer("edition__document")[:SHOWN], "me": self.user}
