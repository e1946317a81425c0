"""Where passwords and second factors meet Wagtail's account page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


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
