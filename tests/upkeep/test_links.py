"""Addresses of cited works are asked week by week; only what is surely dead is called so."""

import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from articles.public_internet import is_public
from articles.references.library.links import LinkStatus
from articles.references.library.references import Reference
from editorial.upkeep import links
from editorial.upkeep.links import LinkCheck
from tests.factories.accounts import UserFactory, logged_in

ANSWERS = {"/there": 200, "/gone": 410, "/lost": 404, "/refused": 403, "/broken": 500}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/drips":
            return self.drip()
        code = ANSWERS.get(self.path, 302)
        self.send_response(code)
        if self.path == "/moved":
            self.send_header("Location", "/there")
        elif self.path == "/port":
            self.send_header("Location", "http://example.org:99999/")
        elif self.path == "/circle":
            self.send_header("Location", "/circle")
        elif self.path == "/inside":
            self.send_header("Location", "http://localhost/secret")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self):
        """An answer that never ends and never stops for as long as anybody waits for one read."""
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _byte in range(200):
                self.wfile.write(b"X: y\r\n")
                time.sleep(0.05)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(server, settings):
    settings.LINK_CHECK_ALSO_ASKS = ["127.0.0.1"]
    return server


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/there", LinkStatus.ALIVE),
        ("/moved", LinkStatus.ALIVE),
        ("/gone", LinkStatus.DEAD),
        ("/lost", LinkStatus.DEAD),
        ("/refused", LinkStatus.UNSURE),
        ("/broken", LinkStatus.UNSURE),
        ("/circle", LinkStatus.UNSURE),
        ("/port", LinkStatus.UNSURE),
        ("/inside", LinkStatus.UNSURE),
    ],
)
def test_an_address_is_dead_only_when_its_site_says_so(site, path, status):
    assert links.ask(f"{site}{path}").status == status


def test_a_redirect_is_followed_and_kept(site):
    assert links.ask(f"{site}/moved").final_url == f"{site}/there"


def test_an_address_that_drips_is_given_up_in_time(site, monkeypatch):
    monkeypatch.setattr(links, "TIMEOUT", 0.3)

    found = links.ask(f"{site}/drips")

    assert (found.status, found.code) == (LinkStatus.UNSURE, 0)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://localhost:5432/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::a00:1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::127.0.0.1]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://[fec0::1]/",
        "http://[3fff::1]/",
        "http://168.63.129.16/metadata/",
        "http://224.0.0.1/",
        "http://[ff02::1]/",
        "http://255.255.255.255/",
        "http://0x7f000001/",
        "http://2130706433/",
        "file:///etc/passwd",
        "http://",
        "nonsense",
    ],
)
def test_our_own_network_is_never_asked(url):
    with pytest.raises(links.NotPublic):
        links.refuse_unless_public(url)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::6810:84e5", "64:ff9b::5db8:d822"])
def test_the_public_internet_is_asked(address):
    assert is_public(address)


def test_a_name_that_leads_elsewhere_a_moment_later_leads_nowhere(server, monkeypatch):
    """DNS rebinding: public when it is judged, our own machine when it is asked."""
    port = int(server.rpartition(":")[2])
    asked = []

    def rebinding(host, *args, **kwargs):
        asked.append(host)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)

    assert links.ask(f"http://rebinding.example:{port}/there") == links.Found(LinkStatus.UNSURE)
    assert asked == ["rebinding.example"] * 2


def test_the_connection_goes_to_the_address_that_was_judged(monkeypatch):
    """What is connected to is a number, so nobody looks the name up again."""
    connected = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **kwargs: [(2, 1, 6, "", ("93.184.216.34", 80))])
    monkeypatch.setattr(
        socket, "create_connection", lambda address, *args, **kwargs: connected.append(address) or 1 / 0
    )

    with pytest.raises(ZeroDivisionError):
        links.ask("http://example.org/")

    assert connected == [("93.184.216.34", 80)]


@pytest.mark.django_db
class TestWeek:
    def work(self, url, **fields):
        return Reference.objects.create(text=url, url=url, **fields)

    def test_what_died_is_news_once_and_has_a_history(self, site):
        work = self.work(f"{site}/gone")

        assert links.check_next(10) == [work]
        Reference.objects.update(link_checked_at=timezone.now() - timedelta(days=8))
        assert links.check_next(10) == []
        assert list(LinkCheck.objects.values_list("status", "code")) == [("dead", 410), ("dead", 410)]

    def test_each_comes_round_once_a_week_those_never_asked_first(self, site):
        week_ago, today = timezone.now() - timedelta(days=8), timezone.now()
        old = self.work(f"{site}/there", link_checked_at=week_ago)
        self.work(f"{site}/refused", link_checked_at=today)
        new = self.work(f"{site}/broken")
        Reference.objects.create(text="A work without an address", doi="10.1000/a")

        assert list(links.next_to_check(10)) == [new, old]

    def test_silence_counts_after_three_weeks(self, settings):
        settings.LINK_CHECK_ALSO_ASKS = ["127.0.0.1"]
        work = self.work("http://127.0.0.1:9/")

        told = []
        for _week in range(3):
            links.check(work)
            work.refresh_from_db()
            told.append(work.link_status)

        assert told == [LinkStatus.UNSURE, LinkStatus.UNSURE, LinkStatus.DEAD]

    def test_the_library_shows_the_history_and_forgets_it_for_another_address(self, site, client):
        work = self.work(f"{site}/gone")
        links.check(work)
        logged_in(client, UserFactory(editor=True))

        assert "It leads nowhere (410)" in client.get(f"/admin/references/inspect/{work.pk}/").content.decode()
        names = dict.fromkeys(("doi", "pmid", "pmcid", "isbn", "archive_url"), "")
        client.post(f"/admin/references/edit/{work.pk}/", {"text": "Page.", "url": "https://www.nhs.uk/x", **names})
        work.refresh_from_db()
        assert (work.link_status, work.link_checked_at) == ("", None)
