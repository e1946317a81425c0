"""Sites of syndicators on this machine: servers that take what they are told, and can be deaf or killed."""

import hashlib
import hmac
import json
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Site:
    """One site. It confirms what it is asked, and keeps the recalls that it is told, by their numbers."""

    def __init__(self, secret="", is_deaf=False):
        self.secret, self.is_deaf = secret, is_deaf
        self.asked, self.messages, self.refused, self.headers = [], [], 0, None
        self.confirms, self.answers = True, 200
        self.while_asked = lambda: None
        self.port, self._server = 0, None
        self.hang_up = threading.Event()

    def start(self):
        """Answer, at the port that it had before."""
        site = self

        class Handler(_Handler):
            belongs_to = site

        self._server = _Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()
        return self

    def kill(self):
        """Nobody answers there any more."""
        if self._server:
            self.hang_up.set()
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def callback(self):
        return f"http://127.0.0.1:{self.port}/told"

    @property
    def numbers(self):
        """Of the recalls that it was told, as they came."""
        return [recall["number"] for message in self.messages for recall in json.loads(message)["recalls"]]

    def take(self, headers, body):
        signed = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        if self.secret and not hmac.compare_digest(headers.get("X-Hub-Signature", ""), f"sha256={signed}"):
            self.refused += 1
            return 403
        if self.answers == 200:
            self.messages.append(body)
        return self.answers


class _Server(ThreadingHTTPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


class _Handler(BaseHTTPRequestHandler):
    belongs_to = None

    def do_GET(self):
        question = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.belongs_to.asked.append(question)
        self.belongs_to.headers = self.headers
        self.belongs_to.while_asked()
        self._answer(200 if self.belongs_to.confirms else 404, question.get("hub.challenge", "").encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.belongs_to.is_deaf:
            self.belongs_to.hang_up.wait(30)  # it took the question, and says nothing
            return
        self._answer(self.belongs_to.take(self.headers, body), b"")

    def _answer(self, code, body):
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def sites(number=1, **about):
    """So many sites that answer; they are killed afterwards."""
    started = [Site(**about).start() for _number in range(number)]
    try:
        yield started
    finally:
        for site in started:
            site.kill()
