"""A real Chromium, and the desk's people."""

import os
import shutil

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from articles.record.signed.sign_offs import SignOffKind
from tests.factories.accounts import UserFactory
from tests.factories.pages import shared_author, shared_topic
from tests.factories.signing import credentialed, shared_editor

#: The first that is installed: Debian's without a window is the same browser for three quarters of the work.
BROWSERS = {"chromium-headless-shell": [], "chromium": ["--headless=new"], "google-chrome": ["--headless=new"]}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright's loop runs in this thread, which Django takes for an asynchronous one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    name = next((name for name in BROWSERS if shutil.which(name)), None)
    if not name:
        pytest.skip("Chromium is not installed: apt install chromium")
    restored = getattr(connection, "_test_serialized_contents", "")
    with sync_playwright() as playwright:
        # Django has other connections beside Playwright's loop; without this they forget what a flush restores.
        connection._test_serialized_contents = restored
        browser = playwright.chromium.launch(executable_path=shutil.which(name), args=BROWSERS[name] + FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, live_server):
    """A function that opens a window of its own; each fails the test when it asks another host for anything."""
    outside, contexts = [], []

    def open_window(**options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: outside.append(request.url) if is_outside(request.url) else None)
        return page

    def is_outside(url):
        return not url.startswith((live_server.url, "data:", "blob:"))

    yield open_window
    for context in contexts:
        context.close()
    assert outside == []


@pytest.fixture
def people(transactional_db):
    """A writer with a person page, a fact checker, a medical reviewer, a triager and an editor."""
    kinds = SignOffKind
    return {
        "writer": UserFactory(writer=True),
        "author": shared_author(),
        "checker": credentialed(kinds.FACT_CHECK),
        "reviewer": credentialed(kinds.MEDICAL_REVIEW),
        "triager": UserFactory(triager=True),
        "editor": shared_editor(),
        "topic": shared_topic(),
    }
