"""The same database with nothing of the site around a view: what Django itself takes here."""

from .settings import *  # noqa: F403

MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # without it allauth does not start
ROOT_URLCONF = "benchmarks.readers.yardsticks"
