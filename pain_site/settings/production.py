"""For the public site, behind a proxy that ends HTTPS and sets X-Forwarded-Proto and X-Forwarded-For itself.

DATABASE_URL names a role that owns no table: the database then refuses, whatever the code does, to change an
edition or a sign-off. Migrations and `manage.py grant_web_role` run with the owner's address in DATABASE_URL.
"""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import BASE_URL, env

MISSING = [
    name
    for name in ("SECRET_KEY", "DATABASE_URL", "READERS_DATABASE_URL", "VALKEY_URL", "ALLOWED_HOSTS", "BASE_URL")
    if not env.str(name, default="")
]
if MISSING:
    raise ImproperlyConfigured(
        f"The public site does not start without {', '.join(MISSING)}; .env.example explains each."
    )
if not BASE_URL.startswith("https://"):
    raise ImproperlyConfigured(f"BASE_URL is {BASE_URL}; the public site's address must begin with https://.")

DEBUG = False
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # whose X-Forwarded-For the rate limits of the log-in believe
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # the review screen frames the page to be signed, from this site only
    "security.W021",  # whether a domain is preloaded its owner decides: that takes months to be taken back
]

if SENTRY_DSN := env.address("SENTRY_DSN"):
    from pain_site.observability.error_reports import begin

    begin(SENTRY_DSN)
