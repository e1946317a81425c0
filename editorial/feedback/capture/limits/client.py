"""How much text is taken from one connection in a day and from everybody in an hour, and whether a vote came just now.

Only the cache knows, under a keyed hash that is another one each day; nothing of it is ever stored. Behind one
connection there may be a whole hospital: the limits are wide, and Yes and No have none. Without a cache there are no
limits.

By hand, since the `limits` library that counts the API's requests makes a trip for each counter: three for one here.
"""

import logging
import time
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.connections import connection_of
from articles.valkey import valkey

logger = logging.getLogger(__name__)

HOUR, DAY = 3600, 24 * 3600
#: The counter of the texts of all readers.
EVERYBODY = "feedback-texts-everybody"
#: A form that is sent once more, by a second press or by going back, comes within these seconds.
A_MOMENT = 600
#: So often an hour a connection is shown how what it writes would be stored: behind it may be a whole hospital.
PREVIEWS_AN_HOUR = 600
#: After the cache failed it is left alone for so many seconds, so that not everybody waits for it.
PAUSE = 30
_pause = {"until": 0.0}


class Risk(NamedTuple):
    """Why text is not taken without a proof of work: said before anything is written, and after."""

    notice: str
    refusal: str


MUCH_FROM_CONNECTION = Risk(
    _(
        "Much was written from your connection today, so that there is no box for text here until tomorrow. "
        "Yes, No and the reasons are open to you as always."
    ),
    _("Too much was written from your connection today to take your text. It stands below."),
)
FLOOD = Risk(
    _(
        "Very much is being written to us at the moment, so that there is no box for text here for an hour or so. "
        "Yes, No and the reasons are open to you as always."
    ),
    _("Too much is being written to us at the moment to take your text. It stands below."),
)


class Client:
    """The connection that a request comes from, as far as the cache knows it."""

    def __init__(self, request):
        self.request = request
        self.address = connection_of(request)

    @cached_property
    def connection(self):
        return self.address and _hash("connection", self.address)

    @cached_property
    def browser(self):
        return self.address and _hash("browser", self.address, self.request.headers.get("User-Agent", ""))

    def risk_about(self, edition):
        """Why a text about the edition needs a proof of work; None when the form has boxes for everybody."""
        limits = {EVERYBODY: (settings.TEXTS_AN_HOUR, FLOOD)}
        if self.connection:
            limits[self._counter(edition)] = settings.TEXTS_A_DAY_ABOUT_ARTICLE, MUCH_FROM_CONNECTION
            limits[self._counter("all")] = settings.TEXTS_A_DAY, MUCH_FROM_CONNECTION
        counts = asked(lambda: valkey().mget(limits), [])
        reached = [
            risk for count, (most, risk) in zip(counts, limits.values(), strict=False) if int(count or 0) >= most
        ]
        return reached[-1] if reached else None  # of one's own connection one is told first

    def wrote_about(self, edition):
        """Count a text."""
        counters = {EVERYBODY: HOUR}
        if self.connection:
            counters |= {self._counter(edition): DAY, self._counter("all"): DAY}
        asked(lambda: _count(counters))

    def votes_again(self, edition_id):
        """Whether this browser said yes or no to the edition a moment ago."""
        if not self.browser:
            return False
        key = f"feedback-vote-{edition_id}-{self.browser}"
        return not asked(lambda: valkey().set(key, 1, ex=A_MOMENT, nx=True), True)

    def may_preview(self):
        """Whether to redact what is being written, to show it: a count of its own, which costs nobody a text."""
        if not self.connection:
            return True
        key = f"feedback-previews-{self.connection}"
        asked(lambda: _count({key: HOUR}))
        return int(asked(lambda: valkey().get(key), 0) or 0) <= PREVIEWS_AN_HOUR

    def _counter(self, edition):
        """Without a database nobody knows of which article an edition is; those count as one."""
        about = edition if edition == "all" else getattr(edition, "page_id", "unknown")
        return f"feedback-texts-{about}-{self.connection}"


def _hash(*parts):
    day = timezone.localdate().isoformat()
    return salted_hmac("feedback.client", "\n".join([day, *parts]), algorithm="sha256").hexdigest()[:32]


def _count(counters):
    """One more of each, in one trip; each is forgotten so many seconds after its first."""
    with valkey().pipeline() as pipeline:
        for key, seconds in counters.items():
            pipeline.set(key, 0, ex=seconds, nx=True).incr(key)
        pipeline.execute()


def asked(ask, otherwise=None):
    """What the cache answers, or `otherwise`."""
    if time.monotonic() < _pause["until"]:
        return otherwise
    try:
        return ask()
    except Exception:  # whatever the cache's own library raises, a report is worth more than a count
        _pause["until"] = time.monotonic() + PAUSE
        logger.warning("Readers' texts cannot be counted now.", exc_info=True)
        return otherwise
