"""Pictures are fetched from the public internet, and from nowhere else, whatever a name leads to at what time."""

import http.server
import socket
import threading
import time

import pytest

from editorial.exchange.wordpress import fetching
from editorial.exchange.wordpress.fetching import fetch
from editorial.exchange.wordpress.pictures import NotTakenError

ELSEWHERE = ["http://127.0.0.1/x.png", "http://[::1]/x.png", "http://169.254.169.254/latest", "http://10.0.0.1/x.png"]
#: Addresses that are global by their number, and lead inside all the same: NAT64, 6to4, multicast.
PACKED = ["http://[64:ff9b::7f00:1]/x.png", "http://[2002:7f00:1::]/x.png", "http://224.0.0.1/x.png"]


@pytest.mark.parametrize(
    "address",
    [*ELSEWHERE, *PACKED, "http://localhost/x.png", "http://2130706433/", "file:///etc/passwd", "http://[", "x"],
)
def test_an_address_within_our_network_is_not_asked(address):
    with pytest.raises(NotTakenError, match="none of the public internet"):
        fetch(address)


@pytest.fixture
def names(monkeypatch):
    """Names that lead to one address after another, each time they are asked for."""
    answers = {}
    real = socket.getaddrinfo

    def asked(host, port, *args, **kwargs):
        if host not in answers:
            return real(host, port, *args, **kwargs)
        given = answers[host]
        address = given.pop(0) if len(given) > 1 else given[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", asked)
    return answers


@pytest.fixture
def connected(monkeypatch):
    """The addresses that were connected to, where nobody answers."""
    addresses = []

    def connect(self, host, port, *args, **kwargs):
        addresses.append(host)
        raise OSError

    monkeypatch.setattr(fetching.httpcore.SyncBackend, "connect_tcp", connect)
    return addresses


def test_a_name_is_asked_for_once_so_that_no_other_answer_counts(names, connected):
    names["old.example"] = ["93.184.216.34", "127.0.0.1"]

    assert fetch("http://old.example/x.png") is None
    assert connected == ["93.184.216.34"]


@pytest.mark.parametrize("host", ["rücken.example", "RÜCKEN.example", "xn--rcken-kva.example"])
def test_a_name_in_other_letters_is_asked_for_as_dns_knows_it(names, connected, host):
    names["xn--rcken-kva.example"] = ["93.184.216.34"]

    assert fetch(f"http://{host}/x.png") is None
    assert connected == ["93.184.216.34"]


class _Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest")
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/r%C3%BCcken.png".replace("%C3%BC", "ü".encode().decode("latin-1")))
        else:
            self.send_response(200 if self.path in ("/x.png", "/r%C3%BCcken.png", "/slow.png") else 404)
        self.end_headers()
        for sign in b"bytes":
            self.wfile.write(bytes([sign]))
            time.sleep(0.3 if self.path == "/slow.png" else 0)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    """A server on this machine, which the site's settings name."""
    served = http.server.HTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    settings.LINK_CHECK_ALSO_ASKS = ["127.0.0.1"]
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()


def test_the_bytes_at_an_address_are_fetched(server):
    assert fetch(f"{server}/x.png") == b"bytes" and fetch(f"{server}/gone.png") is None


@pytest.mark.parametrize("path", ["rücken.png", "r%C3%BCcken.png", "moved"])
def test_a_picture_whose_name_has_other_letters_is_fetched(server, path):
    assert fetch(f"{server}/{path}") == b"bytes"


@pytest.mark.parametrize("address", ["http://rücken.invalid/x.png", "http://old.invalid/\ud800.png"])
def test_an_address_that_nobody_can_ask_costs_only_its_picture(address):
    assert fetch(address) is None


def test_a_site_that_drips_is_left_after_a_while(server, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_SECONDS", 0.5)

    assert fetch(f"{server}/slow.png") is None


def test_a_redirect_into_our_network_is_not_followed(server):
    with pytest.raises(NotTakenError, match="none of the public internet"):
        fetch(f"{server}/away")


def test_more_bytes_than_a_picture_has_are_not_read(server, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 3)

    with pytest.raises(NotTakenError, match="more than"):
        fetch(f"{server}/x.png")
