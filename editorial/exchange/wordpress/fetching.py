"""Pictures fetched from the former site: from the public internet only, and never more than a picture has."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from articles.public_internet import NotPublic, PublicBackend, tls

from .pictures import MOST_BYTES, NotTakenError

TIMEOUT = 20.0  # seconds, for each step
MOST_SECONDS = 60  # for all of a connection, however slowly the other side drips
MOST_HOPS = 5
#: What stands in an address as it is; other bytes of a Location are percent-encoded, as httpx does with letters.
_OF_ADDRESSES = "/#%[]=:;$&()+,!?*@'~"
_MOVED = (301, 302, 303, 307, 308)
_AWAY = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


def fetch(address: str) -> bytes | None:
    """The bytes at an address; None where nothing is. NotTakenError for what must not be asked, or is too large."""
    with httpcore.ConnectionPool(ssl_context=tls(), network_backend=PublicBackend(seconds=MOST_SECONDS)) as pool:
        for _hop in range(MOST_HOPS):
            if not _is_of_the_web(address):
                raise NotTakenError(_("Its address is none of the public internet."))
            try:
                status, location, content = _ask(pool, str(httpx.URL(address)))  # its host as DNS knows it
                following = urljoin(address, location)
            except NotTakenError:
                raise
            except NotPublic as error:
                raise NotTakenError(_("Its address is none of the public internet.")) from error
            except (*_AWAY, httpx.InvalidURL, OSError, ValueError):
                return None
            if status not in _MOVED or not location:
                return content if status == 200 else None
            address = following
    return None


def _is_of_the_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


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
    return response.status, quote(said.get(b"location", b""), safe=_OF_ADDRESSES), content
