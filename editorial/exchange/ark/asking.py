"""The site answers as it answers a reader: by its own addresses, over the readers' connection."""

from __future__ import annotations

import io
from functools import cache
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponseBase


@cache
def _site() -> WSGIHandler:
    return WSGIHandler()


def answer_to(address: str) -> HttpResponseBase:
    """What somebody without an account gets there."""
    path, _mark, query = address.partition("?")
    site = urlsplit(settings.BASE_URL)
    secure = site.scheme == "https"
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": _as_wsgi(path),
        "QUERY_STRING": query,
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or (443 if secure else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "wsgi.url_scheme": site.scheme or "http",
        "wsgi.input": io.BytesIO(),
    }
    if secure and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    return _site().get_response(WSGIRequest(environ))


def body_of(response: HttpResponseBase) -> bytes:
    """The whole of it, also of what is sent in pieces."""
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.content  # type: ignore[attr-defined]


def _as_wsgi(path: str) -> str:
    """PEP 3333: what was percent-encoded, as bytes that are read as Latin-1."""
    return unquote_to_bytes(path).decode("latin-1")
