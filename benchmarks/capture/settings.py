"""The site as it is, with one view more to compare with."""

from pain_site.settings.dev import *  # noqa: F403

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "benchmarks.capture.urls"
LOGGING = {"version": 1, "disable_existing_loggers": True}
TEXTS_A_DAY = TEXTS_A_DAY_ABOUT_ARTICLE = TEXTS_AN_HOUR = VOTES_A_DAY_ABOUT_ARTICLE = 100_000_000
