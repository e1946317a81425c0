"""Admin screens of what readers search with, and of what they did not find."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from .synonyms import Synonym
from .zero_results import ZeroResultSearch


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = "synonyms"
    icon = "list-ul"
    menu_hook = "register_library_menu_item"
    menu_order = 40
    menu_label = _("Synonyms")
    list_display = ["terms"]
    search_fields = ["terms"]
    search_backend_name = None
    form_fields = ["terms"]
    copy_view_enabled = False


class ZeroResultSearchReport(ReportView):
    """What readers searched for more than once and did not find."""

    model = ZeroResultSearch
    queryset = ZeroResultSearch.objects.worth_showing()
    permission_policy = ModelPermissionPolicy(ZeroResultSearch)
    permission_required = "view"
    page_title = _("Searches without results")
    header_icon = "search"
    index_url_name = "zero_result_searches"
    index_results_url_name = "zero_result_searches_results"
    default_ordering = "-times"
    columns = [
        Column("words", label=_("Words"), sort_key="words"),
        Column("times", label=_("Times"), sort_key="times"),
        DateColumn("last_day", label=_("Last searched on"), sort_key="last_day"),
    ]
    list_export = ["words", "times", "last_day"]
    export_filename = "searches-without-results"


def may_see_zero_result_searches(user):
    return user.has_perm("articles.view_zeroresultsearch")
