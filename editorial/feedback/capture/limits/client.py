"""How much text is taken from one connection in a day and from everybody in an hour, and how many votes count.

Only the cache knows, under a keyed hash that is another one each day; nothing of it is ever stored. Behind one
connection there may be a whole hospital: the limits are wide, and Yes and No have none. Without a cache there are no
limits.

By hand, since the `limits` library that counts the API's requests makes a trip for each counter: here one trip looks at
all of them, and counts.
"""

import logging
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.connections import connection_of
from articles.stores.breaker import Breaker
from articles.stores.valkey import valkey

from ..words.danger.recognition import Danger

logger = logging.getLogger(__name__)

HOUR, DAY = 3600, 24 * 3600
#: The counter of the texts of all readers.
EVERYBODY = "feedback-texts-everybody"
#: While very much is written, so many texts a day are still taken from a connection as if nothing were.
OWN_IN_A_FLOOD = 2
#: Texts of somebody in danger that a connection may send in an hour before more of them are marked as one of many, and
#: before its devices work for them. Behind it may be a whole hospital, or somebody who hides one call among many.
DANGERS_AN_HOUR, MARKED_AN_HOUR = 3, 30
#: A form that is sent once more, by a second press or by going back, comes within these seconds.
A_MOMENT = 600
#: So often an hour a connection is shown how what it writes would be stored: behind it may be a whole hospital.
PREVIEWS_AN_HOUR = 600
#: Trips when the cache failed, so that not everybody waits for it.
_breaker = Breaker(seconds=30)


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


MUCH_DANGER = Risk(
    MUCH_FROM_CONNECTION.notice,
    _(
        "Several texts like this one came from your connection within the hour. It stands below: let your device work "
        "for some seconds, then it is sent. Please do not wait for us: call one of the numbers on this page."
    ),
)


class Risks(NamedTuple):
    """The risk, if there is one, of an ordinary text, and of one by somebody in danger, which has limits of its own.

    `is_one_of_many`: so many of the latter came that the next one is marked.
    """

    of_text: Risk | None = None
    of_danger: Risk | None = None
    is_one_of_many: bool = False


NO_RISKS = Risks()

#: What the counters say, and one more of each that has a time to live: it is forgotten so many seconds after its first.
LOOK_AND_COUNT = """
local counts = redis.call("MGET", unpack(KEYS))
for place, key in ipairs(KEYS) do
    local seconds = tonumber(ARGV[place])
    if seconds > 0 and redis.call("INCR", key) == 1 then redis.call("EXPIRE", key, seconds) end
end
return counts
"""


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

    def risks_about(self, edition, text=None):
        """Why a text about the edition needs a proof of work; None of both when the form has boxes for everybody.

        `text` is how dangerous a text is that came with the request. It is counted in the same trip, once for a
        request; whoever refuses it says `take_back`. One of somebody in danger takes nothing away from anybody else's.
        Much from everybody shuts nobody out who has written little themselves.
        """
        counters = {EVERYBODY: HOUR}
        if self.connection:
            of_all, danger = self._counter("all"), self._counter("danger")
            counters |= {self._counter(edition): DAY, of_all: DAY, danger: HOUR}
        if text is None:
            return self._risks(counters, set())
        if not hasattr(self.request, "text_risks"):
            own = {self._counter("danger")}
            taken = own & counters.keys() if text is Danger.CERTAIN else counters.keys() - own
            self.request.text_risks, self.request.text_counters = self._risks(counters, taken), taken
        return self.request.text_risks

    def take_back(self):
        """Count what came with the request no longer: it was refused."""
        if taken := getattr(self.request, "text_counters", None):
            self.request.text_counters = set()
            asked(lambda: _take_back(taken))

    def _risks(self, counters, taken):
        counts = asked(lambda: _look_and_count(counters, taken), [])
        everybody, about, of_all, danger = [*(int(count or 0) for count in counts), 0, 0, 0, 0][:4]
        if not self.connection:
            return Risks(of_text=FLOOD if everybody >= settings.TEXTS_AN_HOUR else None)
        is_own_reached = about >= settings.TEXTS_A_DAY_ABOUT_ARTICLE or of_all >= settings.TEXTS_A_DAY
        is_flood = everybody >= settings.TEXTS_AN_HOUR and of_all >= OWN_IN_A_FLOOD
        return Risks(
            of_text=MUCH_FROM_CONNECTION if is_own_reached else FLOOD if is_flood else None,
            of_danger=MUCH_DANGER if danger >= MARKED_AN_HOUR else None,
            is_one_of_many=danger >= DANGERS_AN_HOUR,
        )

    def votes_again(self, edition_id):
        """Whether a yes or no to the edition is one too many: this browser sent one a moment ago, or this connection
        many today, whatever browser it says it is.

        Asked once for a request, which counts it.
        """
        if not self.browser:
            return False
        if not hasattr(self.request, "votes_again"):
            self.request.votes_again = asked(lambda: self._vote(edition_id), False)
        return self.request.votes_again

    def _vote(self, edition_id):
        of_browser = f"feedback-vote-{edition_id}-{self.browser}"
        of_connection = f"feedback-votes-{edition_id}-{self.connection}"
        with valkey().pipeline(transaction=False) as pipeline:
            pipeline.set(of_browser, 1, ex=A_MOMENT, nx=True)
            pipeline.set(of_connection, 0, ex=DAY, nx=True).incr(of_connection)
            is_first, _set, votes = pipeline.execute()
        return not is_first or votes > settings.VOTES_A_DAY_ABOUT_ARTICLE

    def may_preview(self):
        """Whether to redact what is being written, to show it: a count of its own, which costs nobody a text."""
        if not self.connection:
            return True
        key = f"feedback-previews-{self.connection}"
        (before,) = asked(lambda: _look_and_count({key: HOUR}, {key}), [0])
        return int(before or 0) < PREVIEWS_AN_HOUR

    def _counter(self, edition):
        """Without a database nobody knows of which article an edition is; those count as one."""
        about = edition if edition in ("all", "danger") else getattr(edition, "page_id", "unknown")
        return f"feedback-texts-{about}-{self.connection}"


def _hash(*parts):
    day = timezone.localdate().isoformat()
    return salted_hmac("feedback.client", "\n".join([day, *parts]), algorithm="sha256").hexdigest()[:32]


def _look_and_count(counters, taken):
    """How much each of the counters, with the seconds that it lives, has counted; and one more of those `taken`."""
    seconds = [seconds if key in taken else 0 for key, seconds in counters.items()]
    return valkey().eval(LOOK_AND_COUNT, len(counters), *counters, *seconds)


def _take_back(counters):
    """One less of each. One that was forgotten meanwhile is not begun anew: below nothing it would never end."""
    with valkey().pipeline() as pipeline:
        for key in counters:
            pipeline.set(key, 1, ex=1, nx=True).decr(key)
        pipeline.execute()


def asked(ask, otherwise=None):
    """What the cache answers, or `otherwise`."""
    if _breaker.is_open:
        return otherwise
    try:
        return ask()
    except Exception:  # whatever the cache's own library raises, a report is worth more than a count
        _breaker.trip()
        logger.warning("Readers' texts cannot be counted now.", exc_info=True)
        return otherwise
