"""The guide in the admin: everybody of the desk reads it, and each of its pictures is there."""

import re

import pytest
from django.contrib.staticfiles import finders

from tests.factories.accounts import UserFactory, logged_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("group", ["writer", "reviewer", "editor", "triager"])
def test_everybody_of_the_desk_finds_the_guide(client, group):
    logged_in(client, UserFactory(**{group: True}))

    assert 'href="/admin/guide/"' in client.get("/admin/").content.decode()
    assert client.get("/admin/guide/").status_code == 200


def test_each_picture_is_there_and_described(client):
    logged_in(client, UserFactory(editor=True))

    pictures = re.findall(r"<img class=\"guide__picture\"[^>]*>", client.get("/admin/guide/").content.decode())

    assert len(pictures) >= 5
    for picture in pictures:
        name = re.search(r'src="/static/(guide/[a-z]+)[^"]*"', picture)[1]
        assert finders.find(f"{name}.png")
        assert len(re.search(r'alt="([^"]+)"', picture)[1]) > 30


def test_an_address_of_the_admin_that_leads_nowhere_shows_this_sites_own_sign(client):
    logged_in(client, UserFactory(editor=True))

    answer = client.get("/admin/nowhere/")

    assert answer.status_code == 404
    shown = answer.content.decode().partition("<main")[2]
    assert "Back to the start" in shown and "Wagtail" not in shown
