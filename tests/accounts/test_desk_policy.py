"""What the desk's pages may run: the site's files, and of scripts inside a page those that hand values to Wagtail."""

import re

import pytest
from django.urls import reverse

from pain_site.middleware.content_security import with_nonce
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.pages import article
from tests.factories.signing import published
from tests.gate.surfaces import admin_asks

#: Scripts inside a page that a browser runs.
INSIDE = re.compile(r"<script(?![^>]*\b(?:src=|type=\"(?:application/(?:ld\+)?json|text/)))[^>]*>")
HANDLER = re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=\s*[\"']")


@pytest.fixture(scope="module")
def page(scene):
    return published(article("Heat packs"))


@pytest.fixture
def administrator(client, db):
    return logged_in(client, UserFactory(is_superuser=True))


def nonce_of(response):
    """What a script inside a page is told by that it may run; nothing where none may."""
    found = re.search(r"script-src 'self' 'nonce-([\w-]+)'", response["Content-Security-Policy"])
    return found[1] if found else ""


def scripts_without_leave(response):
    """What stands in a page and will not run."""
    text = response.content.decode()
    opened = f'nonce="{nonce_of(response)}"'
    return [found for found in [*INSIDE.findall(text), *HANDLER.findall(text)] if opened not in found]


def test_the_editor_runs_what_wagtail_wrote_into_it_by_a_nonce_of_its_own(administrator, page):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    first, second = administrator.get(address), administrator.get(address)

    assert first.content.decode().count(f'nonce="{nonce_of(first)}"') > 1
    assert nonce_of(first) != nonce_of(second)
    assert scripts_without_leave(first) == []


def test_a_day_is_asked_for_by_the_browser_where_no_script_of_wagtails_is_loaded(administrator):
    text = administrator.get(reverse("planning:guidelines")).content.decode()

    assert re.search(r'<input type="date" name="changed_on" value="\d{4}-\d{2}-\d{2}"', text)
    assert "initDateChooser" not in text


def test_only_time_zones_that_browsers_know_are_offered(administrator, settings):
    shown = administrator.get("/admin/account/").content.decode()

    assert 'value="Europe/London"' in shown
    assert not {"Factory", "localtime"} & set(settings.WAGTAIL_USER_TIME_ZONES)
    assert 'value="localtime"' not in shown and 'value="Factory"' not in shown


def test_nothing_from_elsewhere_is_loaded_framed_or_sent(client, db):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]

    assert "default-src 'self'" in policy and "object-src 'none'" in policy and "base-uri 'none'" in policy
    assert "form-action 'self'" in policy and "frame-ancestors 'self'" in policy
    assert "http" not in policy and "unsafe-inline" not in policy.partition("style-src")[0]


def test_every_page_of_the_desk_runs_all_that_stands_in_it(administrator, page, is_thorough):
    """With `--thorough` every one; else those of what can be made."""
    asks = [(surface, ask) for surface, ask in admin_asks(page.pk) if is_thorough or ask.address.endswith("/add/")]
    assert len(asks) > 5
    administrator.raise_request_exception = False  # Wagtail has a page that fails, to show what that looks like

    found = {}
    for _surface, ask in asks:
        response = administrator.get(ask.address)
        if not response.streaming and response.status_code == 200 and "html" in response["Content-Type"]:
            found[ask.address] = scripts_without_leave(response)

    assert {address: scripts for address, scripts in found.items() if scripts} == {}


@pytest.mark.parametrize(
    "script",
    [
        "alert(document.cookie)",
        'initDateChooser("id", {}); alert(1)',
        'initDateChooser("id", alert(1));',
        'initDateChooser("id", {"a": [].constructor});',
        'new PageChooser("id", {"modalUrl": "/"}), alert(1);',
        'fetch("/admin/");',
        'new InlinePanel(JSON.parse("{}"), alert(1));',
        'new Image("x");',
        "",
    ],
)
def test_a_script_that_somebody_slipped_in_does_not_run(script):
    page = f"<p><script>{script}</script></p>"

    assert with_nonce(page, "n") == page


@pytest.mark.parametrize(
    "script",
    [
        'initDateChooser("id_day", {"dayOfWeekStart": 1, "format": "Y-m-d"});',
        'new ImageChooser("id_image", {"modalUrl": "/admin/images/chooser/"});',
        '\n (function() {\n var panel = new InlinePanel(JSON.parse("{\\u0022min\\u0022: 1}"));\n })();\n ',
    ],
)
def test_a_script_that_hands_values_to_wagtail_runs(script):
    assert with_nonce(f"<script>{script}</script>", "n") == f'<script nonce="n">{script}</script>'
