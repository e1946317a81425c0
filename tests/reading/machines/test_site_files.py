"""What browsers, telephones and researchers look for beside the pages."""

import json
from datetime import datetime, timedelta

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_the_icon_is_where_every_browser_looks_first(client):
    answer = client.get("/favicon.ico")

    assert answer.status_code == 302
    assert finders.find(answer["Location"].removeprefix("/static/"))


def test_the_manifest_names_icons_that_are_there(client, settings):
    manifest = json.loads(client.get("/site.webmanifest").content)

    assert manifest["name"] == settings.SITE_NAME
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])


def test_security_txt_says_whom_to_tell_and_until_when(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404

    settings.SECURITY_CONTACT = "mailto:security@example.org"
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())

    assert lines["Contact"] == "mailto:security@example.org"
    until = datetime.fromisoformat(lines["Expires"])
    assert timezone.now() < until < timezone.now() + timedelta(days=365)


def test_a_browser_learns_how_to_search_the_site(client):
    page = client.get("/search/").content.decode()
    assert 'rel="search" type="application/opensearchdescription+xml" href="/search/opensearch.xml"' in page

    described = client.get("/search/opensearch.xml").content.decode()
    assert 'template="http://testserver/search/?q={searchTerms}"' in described


def test_the_sitemap_has_the_lists_that_the_site_makes_itself(client):
    listed = client.get("/sitemap-lists.xml").content.decode()

    assert "http://testserver/a-z/" in listed and "http://testserver/what-readers-told-us/" in listed


FILES = ["/sitemap.xml", "/sitemap-lists.xml", "/robots.txt", "/llms.txt", "/feed/", "/feed/rss/", "/corrections/feed/"]


@pytest.mark.parametrize("address", [*FILES, "/search/opensearch.xml", "/for-programs/", "/.well-known/security.txt"])
def test_what_programs_are_told_leads_to_the_site_whichever_of_its_hosts_was_asked(client, settings, address):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    said = client.get(address, headers={"host": "127.0.0.1"}).content.decode()

    assert "http://testserver/" in said
    assert "127.0.0.1" not in said
