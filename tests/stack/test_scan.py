"""`./run scan`: what it takes for a finding."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import unquote

import pytest

from pain_site.stack.inspections import scan
from pain_site.stack.refusal import Refusal
from pain_site.stack.state import State


class Careless(BaseHTTPRequestHandler):
    """A site that breaks at an apostrophe, and says back as markup what it is told."""

    def do_GET(self):
        said = unquote(self.path)
        self.send_response(500 if "'" in said else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def careless():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Careless)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def found(address, tmp_path, *strings):
    (tmp_path / "strings.txt").write_text("\n".join(strings))
    return list(scan.words(address, tmp_path / "strings.txt"))


def test_an_error_is_found_by_the_string_that_makes_it(careless, tmp_path):
    said = found(careless, tmp_path, "O'Brien", "", "plain")

    assert len(said) == len(scan.SPOKEN)
    assert all(line.startswith("500 at") for line in said)


def test_words_that_come_back_as_markup_are_found(careless, tmp_path):
    assert any("as markup" in line for line in found(careless, tmp_path, "<script>alert(1)</script>"))
    assert found(careless, tmp_path, "1 < 2 & so on") == []


def test_a_site_that_does_not_answer_is_no_clean_site(tmp_path):
    assert found("http://127.0.0.1:9", tmp_path, "a")


def test_it_takes_one_address(tmp_path):
    with pytest.raises(Refusal):
        scan.scan(["ftp://example.org"], state=State(tmp_path))
