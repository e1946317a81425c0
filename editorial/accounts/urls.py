"""The addresses of log-in and second factors, below the admin's. Of allauth's pages only these are open.

There is no sign-up and no second address for log-ins: what is not listed here has no address. The organisation's own
log-in has one; nobody gets in by it where no service is named.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import keeping
from .log_in import organisation
from .log_in.views import LogInView, takes_passkey

entrance = [
    path("login/", LogInView.as_view(), name="account_login"),
    path("login/second-factor/", takes_passkey(factors.authenticate), name="mfa_authenticate"),
    path("login/passkey/", takes_passkey(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("login/with/<slug:provider_id>/", organisation.log_in_with, name="openid_connect_login"),
    path("login/with/<slug:provider_id>/back/", openid_connect.callback, name="openid_connect_callback"),
    path("logout/", account.logout, name="account_logout"),
    path("account/session/", keeping.session, name="account_session"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("account/again/passkey/", takes_passkey(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path("account/password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # Who has no password, only a passkey, gets one by mail.
    path(
        "account/password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
]

managing = [
    path("account/logged-in/", keeping.logged_in, name="account_logged_in"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/second-factors/", factors.index, name="mfa_index"),
    path("account/second-factors/app/add/", app.activate_totp, name="mfa_activate_totp"),
    path("account/second-factors/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factors/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second-factors/recovery-codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factors/recovery-codes/file/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("account/second-factors/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/second-factors/passkeys/add/", takes_passkey(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("account/second-factors/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/second-factors/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

urlpatterns = [*entrance, *decorate_urlpatterns(managing, require_admin_access)]
