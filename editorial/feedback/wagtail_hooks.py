"""Where readers' reports appear in Wagtail's admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .homepage import NewReports
from .permissions import refuse_deletion
from .viewsets import ReportViewSet, SafetyPhraseViewSet

register_snippet(ReportViewSet)
hooks.register("before_delete_snippet", refuse_deletion)


@hooks.register("register_admin_viewset")
def safety_phrase_viewset():
    return SafetyPhraseViewSet()


@hooks.register("construct_homepage_summary_items")
def count_new_reports(request, items):
    items.append(NewReports(request))
