"""What the admin's menu, the head of a page and somebody's account offer of the plan, to whom."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.widgets.button import Button

from editorial.review.screens.elements.panels import EditorsMenuItem
from editorial.review.signing.permissions import kinds_signed_by, may_change_status

from ..assigning.rota import Availability
from .forms import AvailabilityForm


class ToSignMenuItem(MenuItem):
    """For whoever signs, and for those who decide."""

    def is_shown(self, request):
        return may_change_status(request.user) or bool(kinds_signed_by(request.user))


def to_sign():
    return ToSignMenuItem(_("To sign"), reverse("to_sign"), name="to-sign", icon_name="clipboard-list", order=150)


def report(view, order, address=None):
    """What registers a screen among the reports, for editors."""
    return lambda: EditorsMenuItem(
        view.page_title, reverse(address or view.index_url_name), icon_name=view.header_icon, order=order
    )


def plan_button(page, user, view_name, next_url=None):
    if hasattr(page.specific_class, "required_sign_offs") and may_change_status(user):
        address = reverse("planning:page", args=[page.pk])
        yield Button(_("Who signs it"), address, icon_name="calendar-check", priority=15)


class AvailabilityPanel(BaseSettingsPanel):
    """What the rota knows of somebody's time."""

    name = "availability"
    title = _("When I can sign")
    order = 250
    form_class = AvailabilityForm
    form_object = "availability"

    def get_form(self):
        availability = Availability.objects.filter(user=self.user).first() or Availability(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, instance=availability, prefix=self.name)
