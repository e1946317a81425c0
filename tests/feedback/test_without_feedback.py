"""The site works when `editorial.feedback` is left out."""

import os
import subprocess
import sys

SITE = """
import django
django.setup()
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import Resolver404, resolve
assert not apps.is_installed("editorial.feedback")
call_command("check")
get_template("articles/article.html")
get_template("articles/withdrawn.html")
try:
    found = resolve("/feedback/report/")
except Resolver404:
    found = None
assert found is None or found.url_name == "wagtail_serve", found
from articles.extensions import edition_facts, page_parts
assert page_parts.given(None) == {} and edition_facts.get("asked_for", "nobody") == "nobody"
"""


def test_the_site_starts_without_feedback():
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.feedback.without_feedback"}

    done = subprocess.run([sys.executable, "-c", SITE], env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
