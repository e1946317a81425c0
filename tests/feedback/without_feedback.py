"""The tests' settings without `editorial.feedback`."""

from pain_site.settings.test import *  # noqa: F403
from pain_site.settings.test import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "editorial.feedback"]
