"""Where the plan meets Wagtail's admin."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.images.wagtail_hooks import ImagesSummaryItem

from . import urls
from .log_actions import register_log_actions
from .screens.figures_view import FiguresView
from .screens.first_reviews import FirstReviewsView
from .screens.guidelines import GuidelinesView
from .screens.homepage import put_in_panels
from .screens.menu import AvailabilityPanel, plan_button, report, to_sign
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
        path("reports/first-reviews/", FirstReviewsView.as_view(), name=FirstReviewsView.index_url_name),
        path("reports/desk/", FiguresView.as_view(), name=FiguresView.index_url_name),
    ]


@hooks.register("register_admin_viewset")
def rota_viewset():
    return [RotaViewSet(), ReviewRuleViewSet(), BundleViewSet()]


for view, order, address in (
    (BoardReport, 600, None),
    (CalendarView, 601, None),
    (ReviewDueReport, 602, None),
    (FirstReviewsView, 603, None),
    (GuidelinesView, 604, "planning:guidelines"),
    (FiguresView, 605, None),
):
    hooks.register("register_reports_menu_item", report(view, order, address))


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_counts(request, items):
    """How many pages and pictures there are tells nobody what to do next, and is counted again each time."""
    items[:] = [item for item in items if not isinstance(item, PagesSummaryItem | ImagesSummaryItem)]


hooks.register("construct_homepage_panels", put_in_panels)
hooks.register("register_admin_menu_item", to_sign)
hooks.register("register_page_header_buttons", plan_button)
hooks.register("register_account_settings_panel", AvailabilityPanel)
hooks.register("register_log_actions", register_log_actions)


@hooks.register("insert_global_admin_css")
def planning_css():
    return format_html('<link rel="stylesheet" href="{}">', static("planning/planning.css"))
