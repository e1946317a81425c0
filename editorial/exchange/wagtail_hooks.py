"""Where documents come into the admin."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import include, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import PluginFeature
from wagtail.admin.widgets.button import Button

from articles.pages import TopicPage
from editorial.review.screens.elements.panels import EditorsMenuItem

from . import urls
from .legacy.views import LegacyBatchesView
from .screens.moving_views import MoveInMenuItem

DIALOGUE_JS = "exchange/dialogue.js"
PASTE_JS = "exchange/paste.js"


@hooks.register("register_admin_urls")
def exchange_urls():
    return [path("exchange/", include(urls))]


@hooks.register("register_reports_menu_item")
def moved_in_menu_item():
    view = LegacyBatchesView
    return EditorsMenuItem(view.page_title, reverse("exchange:legacy_batches"), icon_name=view.header_icon, order=606)


@hooks.register("register_settings_menu_item")
def move_in_from_wordpress():
    return MoveInMenuItem(_("Move in from WordPress"), reverse("exchange:send_export"), icon_name="upload", order=780)


@hooks.register("register_permissions")
def who_may_move_in():
    return Permission.objects.filter(content_type__app_label="exchange", codename="move_in")


@hooks.register("register_page_header_buttons")
def new_article_from_a_document(page, user, view_name, next_url=None):
    if isinstance(page.specific, TopicPage) and page.permissions_for_user(user).can_add_subpage():
        address = reverse("exchange:bring", args=[page.pk])
        yield Button(_("New article from a document"), address, icon_name="upload", priority=16)


@hooks.register("register_rich_text_features")
def take_pastes(features):
    """Every editor that has the feature hands what is pasted to us first."""
    plugin = PluginFeature(
        {"type": "EXCHANGE_PASTE", "url": reverse_lazy("exchange:begin_paste")}, js=[DIALOGUE_JS, PASTE_JS]
    )
    features.register_editor_plugin("draftail", "paste", plugin)


@hooks.register("insert_editor_js")
def take_pastes_into_plain_fields():
    return format_html(
        '<script src="{}"></script><script src="{}" data-exchange-paste="{}"></script>',
        static(DIALOGUE_JS),  # which a form without rich text does not bring
        static("exchange/paste_plain.js"),
        reverse("exchange:begin_paste"),
    )


@hooks.register("insert_editor_js")
def paste_references():
    return format_html(
        '<script src="{}" data-exchange-references="{}"></script>',
        static("exchange/paste_references.js"),
        reverse("exchange:references"),
    )


@hooks.register("insert_global_admin_css")
def exchange_css():
    return format_html('<link rel="stylesheet" href="{}">', static("exchange/exchange.css"))
