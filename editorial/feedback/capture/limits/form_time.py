"""When a form was made: signed in the form itself, so that we keep nothing about whoever has it open.

Whoever sends a text within two seconds did not write it there: a program did. Such a report is stored as spam. A form
without our time, or with a very old one, is shown again: no program can make one form and send it for ever.

The clocks of two machines differ by more than two seconds. So each names itself in the forms that it makes, and of one
that another made it cannot be said that it came back too quickly.
"""

import socket
import time
from datetime import timedelta
from functools import cache

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

OLDEST = timedelta(days=3)
QUICKEST = timedelta(seconds=2)
AGAIN = "again"

_signer = signing.TimestampSigner(salt="feedback.form_time")


def form_time(edition_id=None, *, again=False):
    """The time, signed for a form about an edition; without its key when nobody can tell which edition that is.

    `again` says that it was sent before and is shown with what to put right, which may take one press only.
    """
    return _signer.sign(f"{edition_id or ''}-{AGAIN if again else ''}-{_this_machine()}")


class FormTime:
    """The time that came back in a form about an edition."""

    foreign = _("We could not tell that this form came from us. Please send it again.")
    old = _("This form had been open for very long. Please send it again.")

    def __init__(self, signed, edition_id=None):
        self.fault, self._age, self._again, self._is_by_our_clock = "", timedelta(), False, False
        try:
            about, again, machine, *_rest = [*_signer.unsign(signed).split("-"), "", ""]
        except signing.BadSignature:
            self.fault = self.foreign
            return
        self._age, self._again, self._is_by_our_clock = _age(signed), again == AGAIN, machine == _this_machine()
        if edition_id and about and about != str(edition_id):
            self.fault = self.foreign
        elif self._age > OLDEST:
            self.fault = self.old

    @property
    def is_too_quick(self):
        """Never true of more than QUICKEST: the signed time is in whole seconds, cut off.

        An age below zero says nothing: the clock was put back.
        """
        is_first = not self.fault and not self._again
        return is_first and self._is_by_our_clock and timedelta(0) <= self._age < QUICKEST


def _age(signed):
    made = signed.rsplit(_signer.sep, 2)[1]
    return timedelta(seconds=time.time() - signing.b62_decode(made))


@cache
def _this_machine():
    """Which tells nobody its name."""
    return salted_hmac("feedback.machine", socket.gethostname(), algorithm="sha256").hexdigest()[:8]
