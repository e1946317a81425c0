"""Pages rendered before anybody asks for them: by a worker, in the way of a reader's own request.

After an edition its own page is; after a release and after midnight, since with both every page is another one, the
home page, the topics and the newest articles are. Whoever reads something else waits for it to be rendered, once.
"""

import logging
from functools import cache as once
from io import BytesIO
from itertools import chain, islice
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import timezone
from redis.exceptions import RedisError

from ...record.published.publications import Publication
from ...stores.valkey import valkey
from . import rendered

logger = logging.getLogger(__name__)

#: So many pages are rendered after a release and after midnight; at 20 ms each, ten seconds of one processor.
MOST = 500
#: As nearly all readers' programs ask for it.
ENCODING = "br"


def render_ahead(path):
    """Render the page at an address, unless it is kept already."""
    response = _handler().get_response(_readers_request(path))
    if response.status_code >= 500:
        logger.warning("A page could not be rendered ahead: %d at %s.", response.status_code, path)


def render_newest():
    """What most readers ask for first, once for each release and day; how many pages that were."""
    if not _is_first_today():
        return 0
    readable = Publication.objects.readable().only("path")
    found = chain(readable.of_kind("home", "topic").order_by("pk"), readable.of_kind("article").newest_first()[:MOST])
    paths = [publication.path for publication in islice(found, MOST)]
    for path in paths:
        render_ahead(path)
    return len(paths)


def _is_first_today():
    """Whether no worker of this release has begun today."""
    mark = f"rendered-ahead-{rendered.renderer()}-{timezone.localdate()}"
    try:
        return bool(valkey().set(mark, 1, nx=True, ex=rendered.KEEP_SECONDS))
    except (RedisError, OSError):
        return False


@once
def _handler():
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _readers_request(path):
    site = urlsplit(settings.BASE_URL)
    secure = dict([settings.SECURE_PROXY_SSL_HEADER]) if settings.SECURE_PROXY_SSL_HEADER else {}
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode().decode("latin-1"),  # as servers hand on the bytes of an address (PEP 3333)
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(site.port or 443),
            "HTTP_HOST": site.netloc,
            "HTTP_ACCEPT_ENCODING": ENCODING,
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
            **secure,
        }
    )
