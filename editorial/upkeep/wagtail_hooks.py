"""Where upkeep meets Wagtail's admin."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from .log_actions import register_log_actions
from .originality.screens import OriginalityView, label_for


@hooks.register("register_admin_urls")
def originality_url():
    return [path("originality/<int:page_id>/", OriginalityView.as_view(), name="upkeep_originality")]


@hooks.register("register_page_header_buttons")
def originality_button(page, user, view_name, next_url=None):
    if hasattr(page.specific_class, "required_sign_offs"):
        address = reverse("upkeep_originality", args=[page.pk])
        yield Button(label_for(page), address, icon_name="copy", priority=18)


@hooks.register("insert_global_admin_css")
def upkeep_css():
    return format_html('<link rel="stylesheet" href="{}">', static("upkeep/upkeep.css"))


hooks.register("register_log_actions", register_log_actions)
