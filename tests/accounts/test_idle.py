"""Who has done nothing at the desk for long is logged out, and loses nothing by it."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.accounts.log_in import idle
from tests.factories.accounts import PASSWORD, UserFactory, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch):
    """A function after which it is so many minutes later."""
    now = [time.time()]
    monkeypatch.setattr(idle.time, "time", lambda: now[0])

    def pass_by(minutes):
        now[0] += 60 * minutes

    return pass_by


@pytest.fixture
def desk(client, later):
    logged_in(client, UserFactory(writer=True))
    return client


def test_an_idle_session_ends(desk, later):
    later(121)

    assert desk.get("/admin/").url == "/admin/login/?next=/admin/"


def test_who_does_something_stays(desk, later):
    for _number in range(4):
        later(100)
        assert desk.get("/admin/").status_code == 200


@pytest.mark.parametrize("name", ["account_session", "exchange:progress"])
def test_what_a_screen_asks_by_itself_keeps_nobody_in(desk, later, name):
    later(100)
    assert desk.get(reverse(name, args=[1] if ":" in name else [])).status_code in (200, 302, 403)
    later(100)

    assert desk.get("/admin/").status_code == 302


def test_what_was_typed_meanwhile_is_given_back(desk, later):
    later(121)

    answer = desk.post("/admin/pages/1/edit/", {"title": "Heat packs, and what they do"})

    assert "Heat packs, and what they do" in answer.content.decode()
    assert "You are logged out" in answer.content.decode()


def test_it_can_be_switched_off(desk, later, settings):
    settings.SESSION_IDLE_MINUTES = 0
    later(10_000)

    assert desk.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("minutes", "promised"),
    [
        (120, "when I close the browser, until I have done nothing for 120 minutes"),
        (1, "until I have done nothing for 1 minute<"),
        (0, "for two weeks"),
    ],
)
def test_the_log_in_promises_no_longer_than_that(client, db, settings, minutes, promised):
    settings.SESSION_IDLE_MINUTES = minutes

    said = client.get("/admin/login/").content.decode()

    assert promised in said and said.count("Keep me logged in") == 1


def test_who_ticked_the_box_stays_when_the_browser_is_closed_and_is_idle_like_all_others(client, later):
    writer = UserFactory(writer=True)

    client.post("/admin/login/", {"login": writer.email, "password": PASSWORD, "remember": "on"})

    assert client.cookies["sessionid"]["max-age"] and client.get("/admin/").status_code == 200
    later(121)
    assert client.get("/admin/").status_code == 302


def test_a_request_costs_no_query_more(desk, later, settings):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            desk.get("/admin/account/session/")
        return len(asked)

    with_limit = queries()
    settings.SESSION_IDLE_MINUTES = 0

    assert queries() == with_limit
