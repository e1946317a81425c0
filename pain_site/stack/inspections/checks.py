"""`./run check`: everything a machine can say about the code without all of its tests, one line each."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from ..state import PROJECT
from ..throwaway import throwaway_servers

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
#: What would lock a table for long, or break the release that still runs while the next one starts.
LINT_MIGRATIONS = """
import sys
import django
django.setup()
from django.apps import apps
from django_migration_linter import MigrationLinter
ours = [app.label for app in apps.get_app_configs() if app.name.startswith(("articles", "editorial", "pain_site"))]
linter = MigrationLinter(path=".", include_apps=ours, no_cache=True, quiet=["ok", "ignore", "warning"])
linter.lint_all_migrations()
sys.exit(linter.has_errors)
"""
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
        ("values have the types that are said: mypy", [*python, "-m", "mypy"], development),
        (
            "files keep the rules of docs/architecture, and documents name what there is",
            [*python, "-m", "pain_site.stack", "test", "tests/test_architecture.py", "-n", "0"],
            {},
        ),
        ("templates: djlint", [*python, "-m", "djlint", "--lint", "--quiet", *TEMPLATES], {}),
        ("migrations match the models", [*manage, "makemigrations", "--check", "--dry-run"], development),
        ("migrations install the functions of sql/", [*manage, "freeze_functions", "--check"], development),
        ("migrations keep a running site up: django-migration-linter", [*python, "-c", LINT_MIGRATIONS], development),
        (
            "readers' addresses ask no more than tests/gate/budgets.py allows",
            [*python, "-m", "pain_site.stack", "test", "tests/gate/test_budgets.py", "-n", "0"],
            {},
        ),
        ("manage.py check", [*manage, "check"], development),
        (
            "manage.py check --deploy",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            IN_PRODUCTION,
        ),
    ]


def run_checks():
    """All of them, two at a time, also after one has failed. Returns the exit code."""
    failed = 0
    with throwaway_servers() as addresses, ThreadPoolExecutor(max_workers=2) as threads:
        for text, has_passed in threads.map(lambda check: run_check(*check, addresses), checks()):
            print(text, flush=True)
            failed += not has_passed
    print(f"{failed} of {len(checks())} checks failed." if failed else f"All {len(checks())} checks passed.")
    return 1 if failed else 0


def run_check(name, command, extra, addresses):
    """What to say of it, with all that it wrote when it failed, and whether it passed."""
    env = os.environ | addresses | extra
    started = time.monotonic()
    done = subprocess.run(command, cwd=PROJECT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seconds = time.monotonic() - started
    lines = [f"{'FAILED' if done.returncode else 'ok':6}  {name} ({seconds:.1f} s)"]
    if done.returncode:
        lines += [*(f"        {line}" for line in done.stdout.strip().splitlines()), ""]
    return "\n".join(lines), done.returncode == 0
