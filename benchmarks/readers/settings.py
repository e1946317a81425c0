"""The public site's settings, at an address of this machine."""

from pain_site.settings.production import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1"]
LOGGING = {"version": 1, "disable_existing_loggers": True}
API_REQUESTS_A_MINUTE = 1_000_000_000
