"""Where the reader's side meets Wagtail's admin: its search, and pages that move."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.settings.registry import register_setting

from editorial.accounts.unsent import wants_json

from .pages.edit_screen.advice import AdviceView
from .pages.edit_screen.preview import check_pictures_too
from .pages.explorer import ExplorerViewSet
from .pages.listing import ArticleListingViewSet, with_editions_below
from .reading.search.viewsets import SynonymViewSet, ZeroResultSearchReport, may_see_zero_result_searches
from .reading.site_settings import SiteSettings
from .record.published.addresses import AddressReuse, NoAddressError, address_after_move
from .references.library.screens.citing_views import CiteView
from .references.library.screens.viewsets import AllowedSourceViewSet, ReferenceViewSet
from .writing import rich_text

register_setting(SiteSettings, icon="home", order=100)
hooks.register("construct_explorer_page_queryset", with_editions_below)
hooks.register("register_admin_viewset", lambda: [SynonymViewSet(), ReferenceViewSet(), AllowedSourceViewSet()])
hooks.register("register_admin_viewset", lambda: [ArticleListingViewSet("articles"), ExplorerViewSet()])


@hooks.register("register_admin_urls")
def zero_result_search_urls():
    report = ZeroResultSearchReport
    return [
        path("reports/searches-without-results/", report.as_view(), name=report.index_url_name),
        path(
            "reports/searches-without-results/results/",
            report.as_view(results_only=True),
            name=report.index_results_url_name,
        ),
    ]


@hooks.register("before_edit_page")
def note_what_saves_by_itself(request, page):
    page.saves_by_itself = request.method == "POST" and wants_json(request)


@hooks.register("register_rich_text_features")
def citation_button(features):
    rich_text.register(features)


@hooks.register("register_admin_urls")
def citing_url():
    return [path("cite/", CiteView.as_view(), name="cite")]


@hooks.register("register_admin_urls")
def advice_url():
    return [path("advice/<int:page_id>/", AdviceView.as_view(), name="advice")]


class ZeroResultSearchMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_zero_result_searches(request.user)


@hooks.register("register_reports_menu_item")
def zero_result_search_menu_item():
    return ZeroResultSearchMenuItem(
        _("Searches without results"), reverse(ZeroResultSearchReport.index_url_name), icon_name="search", order=650
    )


@hooks.register("before_move_page")
def say_why_a_page_cannot_move(request, page, destination):
    """Wagtail would only say that permission is denied. An address of another page is taken over knowingly."""
    try:
        address_after_move(page, destination)
    except NoAddressError as error:
        may_move = page.permissions_for_user(request.user).is_allowed_to_move_to(destination)
        if error.leads_elsewhere and may_move and "take_over" in request.POST:
            AddressReuse.objects.confirm_move(page, destination, by=request.user)
            return None
        if error.leads_elsewhere and may_move:
            context = {"page_to_move": page, "destination": destination, "address": error.leads_elsewhere}
            return TemplateResponse(request, "articles/admin/take_over_address.html", context)
        messages.error(request, str(error))
        return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("articles.merge_references", _("Merge works"), _("Merged with another work"))


hooks.register("construct_wagtail_userbar", check_pictures_too)
