"""The admin as one site: its menu, in which each thing has one place, and its help."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.images.wagtail_hooks import register_images_menu_item

from .guide import GuideView
from .health.views import HealthView
from .set_up.panel import add_set_up
from .set_up.views import BeginView, PutAwayView, StepView

#: What texts are made of. Apps register their own items at this hook.
library_menu = Menu(register_hook_name="register_library_menu_item")
hooks.register("register_library_menu_item", register_images_menu_item)


@hooks.register("register_admin_menu_item")
def library_menu_item():
    return SubmenuMenuItem(_("Library"), library_menu, name="library", icon_name="folder-open-inverse", order=300)


@hooks.register("construct_main_menu")
def leave_out_what_has_another_place(request, items):
    items[:] = [item for item in items if item.name != "images"]


@hooks.register("construct_reports_menu")
def leave_out_what_is_always_empty(request, items):
    """Wagtail's list of ageing pages has those that somebody may publish by themselves, and nobody may."""
    items[:] = [item for item in items if item.name != "aging-pages"]


@hooks.register("construct_settings_menu")
def leave_out_what_has_no_effect(request, items):
    """A page needs the sign-offs of its kind, whatever workflow somebody makes or gives to a branch."""
    items[:] = [item for item in items if item.name not in {"workflows", "workflow-tasks"}]


@hooks.register("construct_help_menu")
def leave_out_what_is_about_wagtail(request, items):
    """Its news and its guide are about another site than this one, and on another host."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]


@hooks.register("register_admin_urls")
def guide_url():
    return [path("guide/", GuideView.as_view(), name="guide")]


@hooks.register("register_admin_urls")
def health_url():
    return [path("health/", HealthView.as_view(), name="health")]


class SuperusersMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.is_superuser


@hooks.register("register_reports_menu_item")
def health_menu_item():
    return SuperusersMenuItem(
        HealthView.page_title, reverse("health"), name="health", icon_name="circle-check", order=900
    )


@hooks.register("register_help_menu_item")
def guide_menu_item():
    return MenuItem(GuideView.page_title, reverse("guide"), name="guide", icon_name="help", order=100)


@hooks.register("register_admin_urls")
def set_up_urls():
    return [
        path("set-up/", BeginView.as_view(), name="set_up_begin"),
        path("set-up/put-away/", PutAwayView.as_view(), name="set_up_put_away"),
        path("set-up/<slug:step>/", StepView.as_view(), name="set_up"),
    ]


@hooks.register("register_settings_menu_item")
def set_up_menu_item():
    return SuperusersMenuItem(StepView.page_title, reverse("set_up_begin"), name="set-up", icon_name="cogs", order=90)


@hooks.register("insert_global_admin_css")
def set_up_css():
    return format_html('<link rel="stylesheet" href="{}">', static("set_up/set_up.css"))


hooks.register("construct_homepage_panels", add_set_up)


@hooks.register("insert_global_admin_css")
def guide_css():
    return format_html('<link rel="stylesheet" href="{}">', static("guide/guide.css"))
