"""When a form was made: signed in the form itself, so that we keep nothing about whoever has it open.

Whoever sends a text within two seconds did not write it there: a program did. Such a report is stored as spam. A form
without our time, or with a very old one, is shown again: no program can make one form and send it for ever.
"""

import time
from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext_lazy as _

OLDEST = timedelta(days=3)
QUICKEST = timedelta(seconds=2)
AGAIN = "again"

_signer = signing.TimestampSigner(salt="feedback.form_time")


def form_time(edition_id=None, *, again=False):
    """The time, signed for a form about an edition; without its key when nobody can tell which edition that is.

    `again` says that it was sent before and is shown with what to put right, which may take one press only.
    """
    return _signer.sign(f"{edition_id or ''}-{AGAIN if again else ''}")


class FormTime:
    """The time that came back in a form about an edition."""

    foreign = _("We could not tell that this form came from us. Please send it again.")
    old = _("This form had been open for very long. Please send it again.")

    def __init__(self, signed, edition_id=None):
        self.fault, self._age, self._again = "", timedelta(), False
        try:
            about, _sep, again = _signer.unsign(signed).partition("-")
        except signing.BadSignature:
            self.fault = self.foreign
            return
        self._age, self._again = _age(signed), again == AGAIN
        if edition_id and about and about != str(edition_id):
            self.fault = self.foreign
        elif self._age > OLDEST:
            self.fault = self.old

    @property
    def is_too_quick(self):
        """Never true of more than QUICKEST: the signed time is in whole seconds, cut off.

        An age below zero says nothing: the clocks of two machines differ.
        """
        return not self.fault and not self._again and timedelta(0) <= self._age < QUICKEST


def _age(signed):
    made = signed.rsplit(_signer.sep, 2)[1]
    return timedelta(seconds=time.time() - signing.b62_decode(made))
