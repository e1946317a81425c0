"""Where copies elsewhere come into the admin."""

from typing import Any

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks

from editorial.planning.screens.menu import report

from . import admin_urls
from .screens import RecallsView, SyndicatorViewSet


@hooks.register("register_admin_urls")
def syndication_urls() -> Any:
    return [path("copies/", include(admin_urls))]


@hooks.register("register_admin_viewset")
def syndicator_viewset() -> Any:
    return SyndicatorViewSet()


hooks.register("register_reports_menu_item", report(RecallsView, 606))


@hooks.register("insert_global_admin_css")
def syndication_css() -> Any:
    return format_html('<link rel="stylesheet" href="{}">', static("syndication/syndication.css"))
