"""What nginx answers without the site, by deploy/nginx.conf."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import closing
from http.client import HTTPConnection
from tempfile import TemporaryDirectory

import pytest

from pain_site.stack.state import PROJECT


@pytest.fixture
def plain_http():
    """Ask nginx for a path without TLS; the status, where it leads, and the body."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed: apt install nginx-light")
    said = (PROJECT / "deploy" / "nginx.conf").read_text()
    server = re.search(r"^server \{\n    listen 80;.*?^\}", said, re.MULTILINE | re.DOTALL)[0]
    with TemporaryDirectory(prefix="nginx-") as folder:
        os.makedirs(f"{folder}/.well-known/acme-challenge")
        with open(f"{folder}/.well-known/acme-challenge/token", "w") as file:
            file.write("by certbot")
        server = server.replace("listen 80;", f"listen unix:{folder}/sock;").replace("    listen [::]:80;\n", "")
        server = server.replace("/var/www/html", folder)
        user = "user root;" if os.geteuid() == 0 else ""
        with open(f"{folder}/nginx.conf", "w") as file:
            file.write(f"{user}daemon off;pid {folder}/pid;error_log {folder}/log;events {{}} http {{ {server} }}")
        process = subprocess.Popen(["nginx", "-p", folder, "-c", f"{folder}/nginx.conf"], stderr=subprocess.DEVNULL)
        try:
            yield lambda path: _answer(f"{folder}/sock", path)
        finally:
            process.terminate()
            process.wait(timeout=60)


def _answer(address, path):
    deadline = time.monotonic() + 60
    while True:
        with closing(HTTPConnection("www.example.org")) as browser:
            browser.sock = socket.socket(socket.AF_UNIX)
            try:
                browser.sock.connect(address)
                browser.request("GET", path)
                answer = browser.getresponse()
                return answer.status, answer.getheader("Location"), answer.read()
            except OSError:
                assert time.monotonic() < deadline, "nginx does not answer."
        time.sleep(0.1)


def test_a_certificate_can_be_had_and_renewed_while_nginx_runs(plain_http):
    assert plain_http("/.well-known/acme-challenge/token") == (200, None, b"by certbot")


def test_everything_else_is_led_to_https(plain_http):
    status, location, _ = plain_http("/a/?b=1")

    assert (status, location) == (301, "https://www.example.org/a/?b=1")
