"""`./run check`: everything a machine can say about the code without running it, one line each."""

import os
import subprocess
import sys
import time

from .state import PROJECT
from .throwaway import throwaway_servers

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
TEMPLATES = ("pain_site", "articles", "editorial")
IN_PRODUCTION = {  # placeholders that let production's settings load; none of them opens anything
    "DJANGO_SETTINGS_MODULE": "pain_site.settings.production",
    "SECRET_KEY": "only-for-check-deploy-which-wants-fifty-characters-of-it",
    "ALLOWED_HOSTS": "example.org",
    "BASE_URL": "https://example.org",
}


def checks():
    """(what is checked, its command, the environment on top of ours)."""
    python = [sys.executable]
    ruff = [*python, "-m", "ruff"]
    manage = [*python, "manage.py"]
    development = {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"}
    return [
        ("code: ruff check", [*ruff, "check", "--output-format", "concise"], {}),
        ("code: ruff format", [*ruff, "format", "--check", "--output-format", "concise"], {}),
        ("imports point one way", [*python, "-c", LINT_IMPORTS], {}),
        ("templates: djlint", [*python, "-m", "djlint", "--lint", "--quiet", *TEMPLATES], {}),
        ("migrations match the models", [*manage, "makemigrations", "--check", "--dry-run"], development),
        ("migrations install the functions of sql/", [*manage, "freeze_functions", "--check"], development),
        ("manage.py check", [*manage, "check"], development),
        (
            "manage.py check --deploy",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            IN_PRODUCTION,
        ),
    ]


def run_checks():
    """All of them, also after one has failed; what a failing one wrote is shown. Returns the exit code."""
    with throwaway_servers() as addresses:
        failed = [
            name for name, command, extra in checks() if not passes(name, command, os.environ | addresses | extra)
        ]
    print(f"{len(failed)} of {len(checks())} checks failed." if failed else f"All {len(checks())} checks passed.")
    return 1 if failed else 0


def passes(name, command, env):
    started = time.monotonic()
    done = subprocess.run(command, cwd=PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seconds = time.monotonic() - started
    print(f"{'FAILED' if done.returncode else 'ok':6}  {name} ({seconds:.1f} s)", flush=True)
    if done.returncode:
        print("".join(f"        {line}\n" for line in done.stdout.strip().splitlines()), flush=True)
    return done.returncode == 0
