"""Readers' requests meet nothing of the desk's on their way."""

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.editions import path_of
from tests.factories.pages import shared_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/search/?q=back", "/api/v1/pages/", "/corrections/", "/nothing/", "/a-z"])
def test_nobody_asks_who_a_reader_is(client, address):
    client.cookies["sessionid"] = "somebody"

    request = client.get(address).wsgi_request

    assert not hasattr(request, "session") and not hasattr(request, "user")


@pytest.mark.parametrize("cookies", [{"csrftoken": "x"}, {"csrftoken": "x" * 32}, {"sessionid": "x", "messages": "x"}])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    ["article", "/", "/nope/", "/no-slash", "/search/?q=back", "/feedback/", "/feedback/receipt/x/", "/api/v1/no"],
)
def test_no_answer_to_a_reader_sets_a_cookie_whatever_cookies_came(address, method, cookies):
    client, plain = Client(), Client()
    client.cookies.load(cookies)
    address = path_of(shared_article()) if address == "article" else address

    answer, without = getattr(client, method)(address), getattr(plain, method)(address)

    assert not answer.cookies
    assert answer.status_code == without.status_code
    assert answer.get("Cache-Control") == without.get("Cache-Control")


def test_somebody_of_the_desk_gets_what_readers_get(client):
    page = shared_article()
    before = client.get(path_of(page)).content

    client.force_login(UserFactory(editor=True))

    assert client.get(path_of(page)).content == before


def test_the_desk_and_what_is_sent_go_the_whole_way(client):
    assert hasattr(client.get("/admin/").wsgi_request, "session")
    assert hasattr(client.post(path_of(shared_article())).wsgi_request, "session")


def test_an_address_without_its_last_slash_leads_on(client):
    assert client.get("/a-z").headers["Location"] == "/a-z/"
    assert client.get("/").headers["X-Frame-Options"] == "SAMEORIGIN"
