"""Logging in while Valkey is away or hangs: the limits go on in the process itself."""

import socket
import time
from collections import defaultdict

import pytest

from articles.stores import enduring_cache
from tests.accounts.second_factor import code_of, with_app
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOG_IN = "/admin/login/"


@pytest.fixture(autouse=True)
def nothing_from_before(monkeypatch):
    monkeypatch.setattr(enduring_cache, "_breakers", defaultdict(enduring_cache._breakers.default_factory))
    monkeypatch.setattr(enduring_cache, "_meanwhile", {})


@pytest.fixture(params=["away", "hung"])
def without_valkey(request, settings):
    """Nobody listens at its address, or somebody who never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as silent:
        port = silent.getsockname()[1]
        if request.param == "away":
            silent.close()
        cache = {**settings.CACHES["default"], "LOCATION": f"redis://127.0.0.1:{port}/0"}
        settings.CACHES = {**settings.CACHES, "default": cache}
        yield


def tried(client, email, password):
    return client.post(LOG_IN, {"login": email, "password": password})


@pytest.mark.usefixtures("without_valkey")
def test_people_log_in_and_do_not_wait_long(client):
    writer, began = UserFactory(writer=True), time.monotonic()

    assert tried(client, writer.email, PASSWORD).url == "/admin/"
    assert time.monotonic() - began < 3


@pytest.mark.usefixtures("without_valkey")
def test_wrong_passwords_are_counted_all_the_same(client):
    writer = UserFactory(writer=True)
    for _number in range(5):
        tried(client, writer.email, "wrong")

    assert "too many attempts" in tried(client, writer.email, PASSWORD).content.decode()


@pytest.mark.usefixtures("without_valkey")
def test_a_code_is_taken_once(client):
    writer = UserFactory(writer=True)
    code = code_of(with_app(writer))
    tried(client, writer.email, PASSWORD)
    assert client.post("/admin/login/second-factor/", {"code": code}).url == "/admin/"
    client.logout()

    tried(client, writer.email, PASSWORD)
    assert client.post("/admin/login/second-factor/", {"code": code}).status_code == 200


def test_valkey_counts_again_when_it_is_back(client, settings, monkeypatch):
    monkeypatch.setattr(enduring_cache, "AWAY_SECONDS", 0)
    there, writer = settings.CACHES["default"], UserFactory(writer=True)
    settings.CACHES = {**settings.CACHES, "default": {**there, "LOCATION": "redis://127.0.0.1:1/0"}}
    tried(client, writer.email, "wrong")

    settings.CACHES = {**settings.CACHES, "default": there}

    assert tried(client, writer.email, PASSWORD).url == "/admin/"
