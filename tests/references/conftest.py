"""A real server on this machine that answers in place of Crossref, PubMed and Europe PMC."""

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from articles.references.library.references import Reference
from tests.factories.pages import shared_article

ANSWERS = Path(__file__).parent / "answers"


def works():
    """The library, but for what the article cites that every test finds published."""
    return Reference.objects.exclude(citations__edition__page=shared_article())


@dataclass
class Stand:
    """The server: what it will say at addresses that begin in some way, and what it was asked."""

    url: str
    answers: list = field(default_factory=list)
    asked: list = field(default_factory=list)  # (time, path with query, headers)

    def says(self, beginning, body="", *, status=200, headers=None, delay=0.0, times=None):
        """Answer so, `times` times or always; what was said later for the same beginning comes after."""
        content = (ANSWERS / body).read_bytes() if isinstance(body, str) and body in NAMES else body
        content = content if isinstance(content, bytes) else content.encode()
        self.answers.append([beginning, content, status, headers or {}, delay, times])

    def answer_to(self, path):
        for answer in self.answers:
            if path.startswith(answer[0]) and answer[5] != 0:
                if answer[5]:
                    answer[5] -= 1
                return answer[1:5]
        return b"Resource not found.", 404, {}, 0.0

    def times(self):
        return [when for when, _, _ in self.asked]


NAMES = {path.name for path in ANSWERS.iterdir()}


def handler_for(stand):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            stand.asked.append((time.monotonic(), self.path, self.headers))
            content, status, headers, delay = stand.answer_to(self.path)
            time.sleep(delay)
            try:
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                pass  # whoever asked did not wait

        def log_message(self, *args):
            pass

    return Handler


@pytest.fixture
def stand(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    stand = Stand(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = handler_for(stand)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
    thread.start()
    settings.CROSSREF_URL = f"{stand.url}/crossref"
    settings.EUTILS_URL = f"{stand.url}/eutils"
    settings.EUROPEPMC_URL = f"{stand.url}/europepmc"
    settings.LOOKUP_MAILTO = "desk@example.org"
    settings.LOOKUP_TIMEOUT = 8
    yield stand
    server.shutdown()
    server.server_close()
