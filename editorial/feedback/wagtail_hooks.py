"""Where readers' reports appear in Wagtail's admin."""

from django.urls import path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .article_reports import ArticleReportsView, reports_button
from .homepage import NewReports
from .permissions import refuse_deletion
from .viewsets import ReportViewSet, SafetyPhraseViewSet, TopicOwnerViewSet

register_snippet(ReportViewSet)
hooks.register("before_delete_snippet", refuse_deletion)
hooks.register("register_page_header_buttons", reports_button)


@hooks.register("register_admin_urls")
def article_reports():
    return [path("article-reports/<int:page_id>/", ArticleReportsView.as_view(), name="article_reports")]


@hooks.register("register_admin_viewset")
def safety_phrase_viewset():
    return SafetyPhraseViewSet()


@hooks.register("register_admin_viewset")
def topic_owner_viewset():
    return TopicOwnerViewSet()


@hooks.register("construct_homepage_summary_items")
def count_new_reports(request, items):
    items.append(NewReports(request))
