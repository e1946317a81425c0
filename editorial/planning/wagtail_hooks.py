"""Where the plan meets Wagtail's admin."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel
from wagtail.admin.widgets.button import Button
from wagtail.images.wagtail_hooks import ImagesSummaryItem

from editorial.review.screens.homepage import EditorsMenuItem
from editorial.review.signing.permissions import kinds_signed_by, may_change_status

from . import urls
from .log_actions import register_log_actions
from .rota import Availability
from .screens.figures_view import FiguresView
from .screens.forms import AvailabilityForm
from .screens.guidelines import GuidelinesView
from .screens.homepage import panels_for
from .screens.review_due import ReviewDueReport, ReviewRuleViewSet
from .screens.schedule import BundleViewSet, CalendarView
from .screens.views import ToSignView
from .screens.viewsets import BoardReport, RotaViewSet


@hooks.register("register_admin_urls")
def planning_urls():
    board, due = BoardReport, ReviewDueReport
    return [
        path("reports/calendar/", CalendarView.as_view(), name=CalendarView.index_url_name),
        path("reports/reviews-due/", due.as_view(), name=due.index_url_name),
        path("reports/reviews-due/results/", due.as_view(results_only=True), name=due.index_results_url_name),
        path("review/", ToSignView.as_view(), name="to_sign"),
        path("planning/", include(urls)),
        path("reports/waiting-for-signatures/", board.as_view(), name=board.index_url_name),
        path(
            "reports/waiting-for-signatures/results/",
            board.as_view(results_only=True),
            name=board.index_results_url_name,
        ),
        path("reports/desk/", FiguresView.as_view(), name=FiguresView.index_url_name),
    ]


@hooks.register("register_admin_viewset")
def rota_viewset():
    return [RotaViewSet(), ReviewRuleViewSet(), BundleViewSet()]


class ToSignMenuItem(MenuItem):
    """For whoever signs, and for those who decide."""

    def is_shown(self, request):
        return bool(kinds_signed_by(request.user)) or may_change_status(request.user)


@hooks.register("register_admin_menu_item")
def to_sign_menu_item():
    return ToSignMenuItem(_("To sign"), reverse("to_sign"), name="to-sign", icon_name="clipboard-list", order=150)


@hooks.register("register_reports_menu_item")
def board_menu_item():
    board = BoardReport
    return EditorsMenuItem(board.page_title, reverse(board.index_url_name), icon_name=board.header_icon, order=600)


@hooks.register("register_reports_menu_item")
def calendar_menu_item():
    view = CalendarView
    return EditorsMenuItem(view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, order=601)


@hooks.register("register_reports_menu_item")
def reviews_due_menu_item():
    due = ReviewDueReport
    return EditorsMenuItem(due.page_title, reverse(due.index_url_name), icon_name=due.header_icon, order=602)


@hooks.register("register_reports_menu_item")
def guidelines_menu_item():
    view = GuidelinesView
    return EditorsMenuItem(view.page_title, reverse("planning:guidelines"), icon_name=view.header_icon, order=604)


@hooks.register("register_reports_menu_item")
def figures_menu_item():
    view = FiguresView
    return EditorsMenuItem(view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, order=605)


@hooks.register("construct_homepage_panels")
def add_panels(request, panels):
    """In place of Wagtail's list of what somebody submitted, which says less about the same texts."""
    panels[:] = [panel for panel in panels if not isinstance(panel, UserObjectsInWorkflowModerationPanel)]
    panels.extend(panels_for(request))


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_counts(request, items):
    """How many pages and pictures there are tells nobody what to do next, and is counted again each time."""
    items[:] = [item for item in items if not isinstance(item, PagesSummaryItem | ImagesSummaryItem)]


@hooks.register("register_page_header_buttons")
def plan_button(page, user, view_name, next_url=None):
    if hasattr(page.specific_class, "required_sign_offs") and may_change_status(user):
        address = reverse("planning:page", args=[page.pk])
        yield Button(_("Who signs it"), address, icon_name="calendar-check", priority=15)


@hooks.register("register_account_settings_panel")
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


hooks.register("register_log_actions", register_log_actions)


@hooks.register("insert_global_admin_css")
def planning_css():
    return format_html('<link rel="stylesheet" href="{}">', static("planning/planning.css"))
