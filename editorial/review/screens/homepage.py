"""What the admin's menu says about review, to whom."""

from wagtail.admin.menu import MenuItem

from ..signing.permissions import may_change_status


class EditorsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_change_status(request.user)
