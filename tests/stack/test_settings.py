"""Who sees Django's technical error pages."""

import os
import subprocess
import sys

import pytest

from pain_site.stack.checks import IN_PRODUCTION
from pain_site.stack.state import PROJECT


@pytest.mark.parametrize(
    ("module", "wish", "shown"),
    [("dev", "", "False"), ("dev", "true", "True"), ("production", "true", "False")],
)
def test_technical_error_pages_are_for_developers_who_ask_for_them(module, wish, shown):
    asked = f"from pain_site.settings.{module} import DEBUG; print(DEBUG)"
    env = os.environ | IN_PRODUCTION | {"DEBUG": wish}

    said = subprocess.run([sys.executable, "-c", asked], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == f"{shown}\n", said.stderr
