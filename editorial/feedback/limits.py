"""How much text one connection may send in a day, and whether its vote came a moment ago already.

Only the cache knows, under a keyed hash that is another one each day; nothing of it is ever stored. Behind one
connection there may be a whole hospital: the limits are wide, and Yes and No have none. Without a cache there are no
limits.
"""

import logging
import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from articles.valkey import valkey

logger = logging.getLogger(__name__)

DAY = 24 * 3600
#: A form that is sent once more, by a second press or by going back, comes within these seconds.
A_MOMENT = 600
#: After the cache failed it is left alone for so many seconds, so that not everybody waits for it.
PAUSE = 30
_pause = {"until": 0.0}


class Sender:
    """The connection that a request comes from, as far as the cache knows it."""

    def __init__(self, request):
        self.request = request
        self.address = _address_of(request)

    @cached_property
    def connection(self):
        return self.address and _hash("connection", self.address)

    @cached_property
    def browser(self):
        return self.address and _hash("browser", self.address, self.request.headers.get("User-Agent", ""))

    def may_write_about(self, edition):
        """Whether the form has boxes for text."""
        if not self.connection:
            return True
        limits = {
            self._counter(edition): settings.TEXTS_A_DAY_ABOUT_ARTICLE,
            self._counter("all"): settings.TEXTS_A_DAY,
        }
        counted = _asked(lambda: valkey().mget(limits), [])
        return all(int(count or 0) < most for count, most in zip(counted, limits.values(), strict=False))

    def wrote_about(self, edition):
        """Count a text."""
        if self.connection:
            _asked(lambda: _count(self._counter(edition), self._counter("all")))

    def votes_again(self, edition_id):
        """Whether this browser said yes or no to the edition a moment ago."""
        if not self.browser:
            return False
        key = f"feedback-vote-{edition_id}-{self.browser}"
        return not _asked(lambda: valkey().set(key, 1, ex=A_MOMENT, nx=True), True)

    def _counter(self, edition):
        """Without a database nobody knows of which article an edition is; those count as one."""
        about = edition if edition == "all" else getattr(edition, "page_id", "unknown")
        return f"feedback-texts-{about}-{self.connection}"


def _address_of(request):
    """Behind which proxies we are, allauth knows; an address that it cannot tell is nobody's."""
    try:
        return get_adapter(request).get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return ""


def _hash(*parts):
    day = timezone.localdate().isoformat()
    return salted_hmac("editorial.feedback.limits", "\n".join([day, *parts]), algorithm="sha256").hexdigest()[:32]


def _count(*keys):
    """One more of each, in one trip; each is forgotten a day after its first."""
    with valkey().pipeline() as pipeline:
        for key in keys:
            pipeline.set(key, 0, ex=DAY, nx=True).incr(key)
        pipeline.execute()


def _asked(ask, otherwise=None):
    """What the cache answers, or `otherwise`."""
    if time.monotonic() < _pause["until"]:
        return otherwise
    try:
        return ask()
    except Exception:  # whatever the cache's own library raises, a report is worth more than a count
        _pause["until"] = time.monotonic() + PAUSE
        logger.warning("Readers' texts cannot be counted now.", exc_info=True)
        return otherwise
