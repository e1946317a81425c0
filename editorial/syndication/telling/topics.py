"""What can be subscribed to: the list of recalls, and every feed."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from articles.record.published.addresses import absolute

from .subscriptions import RECALLS

FEEDS = ("feed", "feed_rss", "corrections_feed", "topic_feed")
#: What moves in a feed though it tells of nothing new: the head of the log, and when it was made.
MOVES = re.compile(rb"<log:checkpoint>.*?</log:checkpoint>|<lastBuildDate>.*?</lastBuildDate>", re.DOTALL)


def topic_of(address: str) -> str | None:
    """The path of a topic of ours that has this address; None for anything else."""
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != settings.BASE_URL or parts.query or parts.fragment:
        return None
    path = unquote(parts.path)
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return path if path == RECALLS or match.view_name in FEEDS else None


def links(request: HttpRequest) -> str:
    """The header by which the answer at a topic names its hub and itself."""
    return links_of(request.path)


def links_of(path: str) -> str:
    return f'<{absolute(reverse("hub:hub"))}>; rel="hub", <{absolute(path)}>; rel="self"'


def digest_of_feed(body: bytes) -> str:
    """The same for a feed that tells of the same."""
    return hashlib.sha256(MOVES.sub(b"", body)).hexdigest()
