"""Where readers' reports appear in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from .homepage import NewReports
from .permissions import refuse_deletion
from .triage import LOG_ACTION, change_in_words
from .viewsets import ReportViewSet, SafetyPhraseViewSet

register_snippet(ReportViewSet)
hooks.register("before_delete_snippet", refuse_deletion)


@hooks.register("register_admin_viewset")
def safety_phrase_viewset():
    return SafetyPhraseViewSet()


@hooks.register("construct_homepage_summary_items")
def count_new_reports(request, items):
    items.append(NewReports(request))


@hooks.register("register_log_actions")
def name_triage(actions):
    @actions.register_action(LOG_ACTION)
    class TriageFormatter(LogFormatter):
        label = _("Triage a report")

        def format_message(self, log_entry):
            return change_in_words(log_entry)
