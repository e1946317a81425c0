"""What readers and programs get, made smaller on the way, where no proxy in front does so.

Only what is the same for everybody is compressed. In an answer that holds somebody's secret beside words that somebody
else chose, its size alone would tell of the secret (BREACH).
"""

import gzip

import brotli
from django.utils.cache import patch_vary_headers

#: Types of text; pictures are small already.
COMPRESSED = {
    "application/atom+xml",
    "application/json",
    "application/manifest+json",
    "application/opensearchdescription+xml",
    "application/rss+xml",
    "application/xml",
    "text/html",
    "text/markdown",
    "text/plain",
    "text/xml",
}
#: Fewer bytes than this go in one packet anyhow.
LEAST = 600
#: A millisecond for a long article. The levels above save a hundredth and take ten times as long.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6
#: As far back as a long page is long (128 kB). To have more ready, as brotli does, costs more than the work itself.
BROTLI_WINDOW = 17

ENCODERS = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY, lgwin=BROTLI_WINDOW),
    "gzip": lambda content: gzip.compress(content, GZIP_LEVEL, mtime=0),  # no time: the same text, the same bytes
}


def compress(request, response):
    """The answer, compressed in the way that the reader's program likes best of those that it knows.

    An ETag becomes a weak one: the bytes under it are others than those of the same answer uncompressed.
    """
    if response.status_code == 304:
        patch_vary_headers(response, ["Accept-Encoding"])
        if encoding_for(request):
            weaken_etag(response)
        return response
    if not is_text(response):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    encoding = encoding_for(request)
    if encoding is None or len(response.content) < LEAST:
        return response
    return encoded(response, ENCODERS[encoding](response.content), encoding)


def encoded(response, content, encoding):
    """The answer with its compressed content in place of what it had."""
    patch_vary_headers(response, ["Accept-Encoding"])
    response.content = content
    response["Content-Encoding"] = encoding
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(content))
    weaken_etag(response)
    return response


def is_text(response):
    kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
    return kind in COMPRESSED and not response.streaming and not response.has_header("Content-Encoding")


def weaken_etag(response):
    if response.has_header("ETag") and not response["ETag"].startswith("W/"):
        response["ETag"] = f"W/{response['ETag']}"


def encoding_for(request):
    """The encoding of ours that a reader's program likes best, the smaller one where it has no favourite; or None."""
    liked = {}
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, parameters = part.strip().partition(";")
        liked[name.strip()] = quality_of(parameters)
    weights = {name: liked.get(name, liked.get("*", 0)) for name in ENCODERS}
    best = max(weights, key=weights.get)  # of equals the first
    return best if weights[best] > 0 else None


def quality_of(parameters):
    """How much something is liked, from 0 to 1; what cannot be read is not liked."""
    name, _, value = parameters.strip().partition("=")
    if not name:
        return 1
    try:
        weight = float(value) if name.strip() == "q" else 1
    except ValueError:
        return 0
    return weight if 0 <= weight <= 1 else 0
