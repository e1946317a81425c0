"""What the admin's home page and menu say about reports."""

from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from ...reports.permissions import may_triage
from ...reports.report import Report


class TriagersMenuItem(MenuItem):
    def is_shown(self, request):
        return may_triage(request.user)


class NewReports(SummaryItem):
    """How many reports wait to be read."""

    order = 400
    template_name = "feedback/admin/new_reports.html"

    def is_shown(self):
        return may_triage(self.request.user)

    def get_context_data(self, parent_context):
        return {"count": Report.objects.new().with_details().count()}
