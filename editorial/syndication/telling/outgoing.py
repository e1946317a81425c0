"""Asking a callback: an address that a stranger gave, on the public internet, for no longer than a few seconds."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
from django.conf import settings

from articles.public_internet import NotPublic, PublicTransport

SECONDS = 10.0
#: Nobody's answer is read further.
MOST_BYTES = 4_096


@dataclass(frozen=True)
class Answered:
    """What came of it: the HTTP status (0 without an answer), the beginning of the body, and words for the desk."""

    code: int
    body: bytes
    why: str

    @property
    def is_good(self) -> bool:
        return 200 <= self.code < 300


def ask(method: str, address: str, content: bytes = b"", **headers: str) -> Answered:
    """Never raises, follows nothing that leads elsewhere, and is over in time whatever the other side does."""
    transport = PublicTransport(also=settings.CALLBACKS_ALSO_AT, seconds=SECONDS)
    said = {"User-Agent": f"{settings.LOOKUP_TOOL}/1.0 ({settings.BASE_URL})", **headers}
    said["Accept-Encoding"] = "identity"  # the body is read as it comes, so that no few bytes unpack to many
    try:
        with (
            httpx.Client(transport=transport, timeout=SECONDS, headers=said) as client,
            client.stream(method, address, content=content or None) as response,
        ):
            body = next(response.iter_raw(MOST_BYTES), b"")
            return Answered(response.status_code, body, f"HTTP {response.status_code}")
    except NotPublic:
        return Answered(0, b"", "not on the public internet")
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError, ValueError) as error:
        return Answered(0, b"", type(error).__name__)
