"""Pictures fetched from the former site: from the public internet only, and never more than a picture has."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
from django.conf import settings
from django.utils.translation import gettext as _

from .pictures import MOST_BYTES, NotTakenError

TIMEOUT = 20.0  # seconds
MOST_HOPS = 5
_MOVED = (301, 302, 303, 307, 308)


class NotPublicError(httpcore.ConnectError):
    """An address within our own network."""


class PublicInternet(httpcore.SyncBackend):
    """Connects to public addresses only: to that which was looked at, so that no second answer of a name counts."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = [answer[4][0] for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not found or not all(ipaddress.ip_address(address).is_global for address in found):
            raise NotPublicError(host)
        return super().connect_tcp(str(found[0]), port, timeout, local_address, socket_options)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise NotPublicError("unix")


def fetch(address: str) -> bytes | None:
    """The bytes at an address; None where nothing is. NotTakenError for what must not be asked, or is too large."""
    with httpcore.ConnectionPool(network_backend=PublicInternet()) as pool:
        for _hop in range(MOST_HOPS):
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise NotTakenError(_("Its address is none of the public internet."))
            try:
                status, location, content = _ask(pool, address)
            except NotTakenError:
                raise
            except NotPublicError as error:
                raise NotTakenError(_("Its address is none of the public internet.")) from error
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError, ValueError):
                return None
            if status not in _MOVED or not location:
                return content if status == 200 else None
            address = urljoin(address, location)
    return None


def _ask(pool: httpcore.ConnectionPool, address: str) -> tuple[int, str, bytes]:
    headers = [("User-Agent", f"{settings.LOOKUP_TOOL}/1.0 ({settings.BASE_URL})"), ("Accept", "image/*")]
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), TIMEOUT)
    content = b""
    with pool.stream("GET", address, headers=headers, extensions={"timeout": timeouts}) as response:
        for chunk in response.iter_stream():
            content += chunk
            if len(content) > MOST_BYTES:
                raise NotTakenError(_("The file has more than %d MB.") % (MOST_BYTES // 1_000_000))
    said = {name.lower(): value for name, value in response.headers}
    return response.status, said.get(b"location", b"").decode("latin-1"), content
