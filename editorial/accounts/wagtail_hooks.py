"""Where accounts meet Wagtail's admin: its account page, and the forms of all its screens."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks

from .keeping import script
from .put_back import PutBackInNewPageView, PutBackInPageView
from .unsent import locked


@hooks.register("register_account_menu_item")
def second_factors(request):
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factors"),
        "help_text": _("Authenticator app, passkeys and recovery codes."),
    }


@hooks.register("register_account_menu_item")
def change_password(request):
    return {
        "url": reverse("account_change_password"),
        "label": _("Password"),
        "help_text": _("Choose a new one."),
    }


@hooks.register("register_admin_urls")
def put_back_urls():
    """Each below the address of the screen whose form it fills in."""
    return [
        path("pages/<int:page_id>/edit/put-back/", PutBackInPageView.as_view(), name="put_back_in_page"),
        path(
            "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/put-back/",
            PutBackInNewPageView.as_view(),
            name="put_back_in_new_page",
        ),
    ]


@hooks.register("insert_global_admin_css")
def unsent_css():
    return format_html('<link rel="stylesheet" href="{}">', static("accounts/unsent.css"))


hooks.register("insert_global_admin_js", script)
hooks.register("before_edit_page", locked)
