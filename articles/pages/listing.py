"""Articles in Wagtail's lists, with what publishing noted about them."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Site

from .article import ArticlePage
from .page_facts import has_edition_below


def with_editions_below(parent_page, pages, request):
    """The explorer's rows, with what their buttons depend on."""
    return with_what_buttons_ask(pages)


def with_what_buttons_ask(pages):
    """Pages of a list, each with `has_edition_below`, which Wagtail's buttons of each row depend on.

    And with whether it lacks a translation: where a site has one language, Wagtail would ask that for each row.
    """
    pages = pages.annotate(has_edition_below=has_edition_below())
    return pages if settings.WAGTAIL_I18N_ENABLED else pages.annotate_has_untranslated_locale()


class RowsKnowSites:
    """A list of pages that know where sites begin: to say its address, each would ask Valkey for that."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        roots = Site.get_site_root_paths()
        for page in context["object_list"]:
            page._wagtail_cached_site_root_paths = roots  # where each page looks first
        return context


class ArticlesView(RowsKnowSites, PageListingViewSet.index_view_class):
    """Wagtail's list of the pages of a type, which asks about all its rows at once."""

    def annotate_queryset(self, pages):
        return with_what_buttons_ask(super().annotate_queryset(pages))


class ArticleListingViewSet(PageListingViewSet):
    """All articles by who wrote, checked and reviewed them and when, with filters and as a spreadsheet."""

    index_view_class = ArticlesView
    model = ArticlePage
    name = "articles"
    icon = "doc-full"
    menu_label = _("Articles and their reviews")
    menu_hook = "register_reports_menu_item"
    menu_order = 590
    list_display = [
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        "written_by",
        "fact_checked_by",
        "medically_reviewed_by",
        "medically_reviewed_on",
        "next_review_due",
    ]
    list_filter = {
        "written_by": ["icontains"],
        "medically_reviewed_by": ["icontains"],
        "medically_reviewed_on": ["gte", "lte"],
        "last_modified_on": ["gte", "lte"],
        "next_review_due": ["gte", "lte"],
    }
    list_export = ["pk", "title", "owner", *ArticlePage.WRITTEN_BY_PUBLISHING]
    export_filename = "articles"
