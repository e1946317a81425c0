"""What the admin's home page says about reports."""

from wagtail.admin.site_summary import SummaryItem

from .models import Report
from .permissions import may_triage


class NewReports(SummaryItem):
    """How many reports wait to be read."""

    order = 400
    template_name = "feedback/admin/new_reports.html"

    def is_shown(self):
        return may_triage(self.request.user)

    def get_context_data(self, parent_context):
        return {"count": Report.objects.new().with_details().count()}
