"""Where readers' reports appear in Wagtail's admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from .capture.words.viewsets import SafetyPhraseViewSet
from .corrections.correcting import DROP, OPEN
from .corrections.homepage import CorrectionsPanel
from .corrections.notices import say_what_to_correct
from .corrections.views import CorrectionsReport
from .figures.article_reports import ArticleReportsView, reports_button
from .figures.dashboard import DashboardView
from .reports.permissions import export_permission, refuse_deletion
from .triage.screens.homepage import NewReports, QueuePanel, TriagersMenuItem
from .triage.screens.report_export import EXPORT, export_in_words
from .triage.screens.viewsets import ReportViewSet, TopicOwnerViewSet

register_snippet(ReportViewSet)
hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("before_edit_page", say_what_to_correct)
hooks.register("register_permissions", export_permission)
hooks.register("register_page_header_buttons", reports_button)


@hooks.register("register_admin_urls")
def report_screens():
    return [
        path("corrections/", include("editorial.feedback.corrections.urls")),
        path("reports/readers-reports/", DashboardView.as_view(), name=DashboardView.index_url_name),
        path("article-reports/<int:page_id>/", ArticleReportsView.as_view(), name="article_reports"),
    ]


def menu_item(view, order):
    return TriagersMenuItem(view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, order=order)


hooks.register("register_reports_menu_item", lambda: menu_item(DashboardView, 610))
hooks.register("register_reports_menu_item", lambda: menu_item(CorrectionsReport, 620))


@hooks.register("register_admin_viewset")
def safety_phrase_viewset():
    return SafetyPhraseViewSet()


@hooks.register("register_admin_viewset")
def topic_owner_viewset():
    return TopicOwnerViewSet()


@hooks.register("construct_homepage_panels")
def add_panels(request, panels):
    """For triagers their queue, for writers what is to be corrected."""
    panels.extend(kind(request) for kind in (QueuePanel, CorrectionsPanel))


@hooks.register("construct_homepage_summary_items")
def count_new_reports(request, items):
    items.append(NewReports(request))


@hooks.register("register_log_actions")
def name_corrections(actions):
    actions.register_action(OPEN, _("Open a correction"), _("Opened a correction after reports"))
    actions.register_action(DROP, _("Drop a correction"), _("Dropped a correction"))


@hooks.register("register_log_actions")
def name_exports(actions):
    @actions.register_action(EXPORT)
    class ExportFormatter(LogFormatter):
        label = _("Export readers’ reports")

        def format_message(self, log_entry):
            return export_in_words(log_entry)
