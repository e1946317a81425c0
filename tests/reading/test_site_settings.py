"""What the site is called, its logo and its region: said in the admin, shown to readers, and asked for seldom."""

import io
import time

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles.reading import site_settings
from articles.reading.caching.last_copies import number_of
from articles.reading.site_settings import SiteSettings, this_site
from articles.record.published.publications import reader_version
from tests.factories.accounts import UserFactory
from tests.factories.editions import path_of
from tests.factories.pages import shared_article

pytestmark = pytest.mark.django_db

SETTINGS = "/admin/settings/articles/sitesettings/"


def picture(size=(960, 240), kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    file.name, _start = f"logo.{kind.lower()}", file.seek(0)
    return file


def say(**said):
    row = SiteSettings.load()
    for name, value in said.items():
        setattr(row, name, value)
    row.save()


@pytest.fixture
def administrator():
    browser = Client()
    browser.force_login(UserFactory(is_superuser=True))
    return browser


def send(browser, **said):
    form = {"name": "", "region": "", **said}
    return browser.post(
        reverse("wagtailsettings:edit", args=["articles", "sitesettings", SiteSettings.load().pk]), form
    )


def test_until_somebody_says_otherwise_it_is_as_the_environment_says(read, settings):
    settings.SITE_NAME = "By the environment"

    assert "By the environment" in read(path_of(shared_article()))


def test_a_new_name_stands_on_pages_that_were_kept(client, read):
    path = path_of(shared_article())
    before = client.get(path).headers["ETag"]

    say(name="Our new name")

    assert "Our new name" in read(path) and client.get(path).headers["ETag"] != before


def test_another_process_hears_of_it_with_the_next_page(read):
    path, before = path_of(shared_article()), reader_version()
    with connection.cursor() as cursor:  # as if this process had not done it
        cursor.execute("INSERT INTO articles_sitesettings (name, region, logo) VALUES ('From elsewhere', '', '')")
    site_settings.presume(site_settings.ThisSite())
    site_settings._kept = site_settings._Kept(site_settings.ThisSite(), number_of(before), time.monotonic())

    assert "From elsewhere" in read(path)


def test_a_page_that_is_kept_still_takes_one_question(client, django_assert_num_queries):
    say(name="Our new name")
    path = path_of(shared_article())
    client.get(path)

    with django_assert_num_queries(1):
        client.get(path)


def test_the_region_decides_whom_readers_are_told_to_call(read):
    assert "116 123" in read("/search/")

    say(region="US")

    assert "116 123" not in read("/search/") and "988" in read("/search/")


def test_programs_are_told_the_name_too(client):
    say(name="Our new name")

    assert client.get("/site.webmanifest").json()["name"] == "Our new name"
    assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "Our new name: editions"
    assert "Our new name" in client.get("/feed/").content.decode()


def test_a_logo_is_kept_small_and_stands_in_the_head_of_pages(administrator, read, client):
    send(administrator, logo_file=picture())

    site = this_site()
    assert site.logo_size == (480, 120)
    address = reverse("logo", args=[site.logo_digest])
    assert f'src="{address}" width="160" height="40"' in read(path_of(shared_article()))
    assert client.get(address).headers["Cache-Control"].endswith("immutable")


def test_a_page_from_before_the_logo_changed_gets_todays(client):
    say(logo=b"\x89PNG....IHDR" + bytes(16))

    assert client.get("/logo/0123456789abcdef.png").headers["Location"] == f"/logo/{this_site().logo_digest}.png"


def test_a_site_without_a_logo_has_none_at_any_address(client):
    assert client.get("/logo/0123456789abcdef.png").status_code == 404


def test_a_logo_is_told_by_its_content(administrator):
    file = io.BytesIO(b"<svg onload='alert(1)'/>")
    file.name = "logo.png"

    response = send(administrator, logo_file=file)

    assert "This is no PNG, JPEG or WebP file." in response.content.decode()


def test_a_logo_can_be_taken_away_again(administrator):
    send(administrator, logo_file=picture())

    send(administrator, no_logo="on")

    assert not this_site().logo


def test_what_is_left_out_of_the_form_stays(administrator):
    send(administrator, name="Ours", logo_file=picture())

    send(administrator, name="Ours again", region="US")

    assert (this_site().name, this_site().region) == ("Ours again", "US") and this_site().logo


def test_nobody_of_the_desk_but_an_administrator_changes_them(client):
    client.force_login(UserFactory(editor=True))

    response = client.get(f"{SETTINGS}{SiteSettings.load().pk}/")

    assert response.status_code == 302 and response.url == "/admin/"


def test_while_the_database_is_away_what_was_known_last_holds(django_assert_num_queries):
    say(name="Our new name")
    this_site()
    site_settings._kept = site_settings._Kept(this_site(), 2**62, time.monotonic() - 3600)  # an hour ago

    site_settings.ask_nobody()

    with django_assert_num_queries(0):
        assert this_site().name == "Our new name"
