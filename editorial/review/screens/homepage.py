"""What the admin's home page and menu say about review, to whom."""

from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem

from ..signing.permissions import may_change_status
from .queue import waiting_for_signature_by


class EditorsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_change_status(request.user)


class WaitingSummary(SummaryItem):
    order = 50
    template_name = "review/waiting_summary.html"

    def get_context_data(self, parent_context):
        count = len(waiting_for_signature_by(self.request.user))
        return {
            "count": count,
            "label": ngettext("text waits for your signature", "texts wait for your signature", count),
        }
