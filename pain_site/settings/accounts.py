"""Who may come in, and how."""

from .environment import OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME, OIDC_SERVER_URL

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# One way in: allauth's log-in, by e-mail. editorial/accounts/urls.py lists the addresses that are open.
AUTHENTICATION_BACKENDS = ["editorial.accounts.backend.DeskBackend"]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "editorial.accounts.log_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # for allauth's checks; nobody signs up
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the desk makes the accounts
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger cannot have emails sent to anybody
ACCOUNT_EMAIL_NOTIFICATIONS = True
# allauth's own generator would keep a second list of addresses, which could still log in after a change.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  (a class)
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # editorial.accounts.log_in.views.LogInView knows who may go on
# Wrong passwords are counted for a place and an account together, so that nobody locks somebody else out; and for an
# account wherever they come from, so that many places together do not guess for ever. Passkeys are open all the while.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key", "login_failed_anywhere": "100/h/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds: a signature needs a log-in, or a repeated one, this recent
SOCIALACCOUNT_ADAPTER = "editorial.accounts.log_in.organisation.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisation",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}
MFA_ADAPTER = "pain_site.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Who sends something there proves again who they are, as for a signature: what changes people, their groups, what
# entitles them to sign, and keys.
REAUTHENTICATE_FOR = {
    *(f"wagtailusers_{what}:{action}" for what in ("users", "groups") for action in ("add", "copy", "edit", "delete")),
    "wagtail_bulk_action user",
    *(f"review:{screen}" for screen in ("invite", "authority_ask", "authority_proposal", "keys", "experts")),
    *(f"syndicators:{action}" for action in ("add", "edit", "delete")),
    "syndication:syndicator",
    "set_up editors",
}
MFA_TOTP_TOLERANCE = 1  # who types slowly sends the code of the half minute before
MFA_FORMS = {
    "authenticate": "editorial.accounts.log_in.forms.CodeForm",
    "reauthenticate": "editorial.accounts.log_in.forms.CodeAgainForm",
}
