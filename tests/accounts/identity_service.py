"""A service of an organisation that knows its people: OpenID Connect, as far as a log-in needs it."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT, SECRET = "the-desk", "a secret between the two of them, 32"


class IdentityService(ThreadingHTTPServer):
    """Knows one person at a time: `person` is what it says of them. `asked` is what the last log-in asked of it."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.person, self.asked = {}, {}
        self.address = f"http://127.0.0.1:{self.server_address[1]}"

    def sent_back(self, redirect):
        """The address to which it sends somebody back who was sent to it and logged in there."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(redirect).query).items()}
        return f"{self.asked['redirect_uri']}?code=a-code&state={self.asked['state']}"


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        here = self.server.address
        if self.path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            self._say(
                {"issuer": here, "jwks_uri": f"{here}/keys"} | {f"{k}_endpoint": f"{here}/{v}" for k, v in ends.items()}
            )
        elif self.path == "/userinfo" and self.headers["Authorization"] == "Bearer a-token":
            self._say(self.server.person)
        else:
            self._say({}, 404)

    def do_POST(self):
        """A token, for the code that was given out, to the client that asked, by the proof it announced (RFC 7636)."""
        given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        told = {name: values[0] for name, values in given.items()}
        digest = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        is_proved = base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.server.asked.get("code_challenge")
        if not (
            is_proved and told["code"] == "a-code" and (told["client_id"], told["client_secret"]) == (CLIENT, SECRET)
        ):
            self._say({"error": "invalid_grant"}, 400)
            return
        claims = {"iss": self.server.address, "aud": CLIENT, "iat": time.time(), "exp": time.time() + 60}
        token = jwt.encode({**claims, **self.server.person}, SECRET)
        self._say({"access_token": "a-token", "token_type": "Bearer", "id_token": token})

    def _say(self, content, status=200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def identity_service():
    with IdentityService() as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        yield service
        service.shutdown()
