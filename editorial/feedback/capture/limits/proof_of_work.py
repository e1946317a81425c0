"""Work that a reader's device does, instead of the reader, for boxes that are away because too much is written.

Nobody has to do it: the reasons, Yes and No stay without it, and so does the text of somebody in danger. From the
fourth of those on that came from one connection within the hour, the device works while its reader sees whom to call,
and with that the text is as urgent as the first three were. Work tells no person from a program; it makes much writing
slow. The challenge is altcha's: find the number behind a salt whose SHA-256 we name. We sign it and keep nothing of it
but, once a report was bought with it, that it is spent.
"""

import base64
import json
from datetime import timedelta

from altcha import create_challenge_v1, verify_solution_v1
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.stores.valkey import valkey

from ...reports.receipts import receipt_hash
from .client import asked

#: The largest number to be found; half of it is the rule. proof_of_work.js tries 70,000 in a second in Chromium on two
#: cores and, slowed down four times to a middling telephone, 24,000: three seconds there as a rule, and six at most.
MOST = 150_000
#: Long enough to read the article once more and to write slowly. A proof is spent for a little longer than it is valid.
VALID_FOR = timedelta(hours=1)
SPENT_FOR = VALID_FOR + timedelta(minutes=1)
#: More than any proof of ours has, in characters.
LONGEST = 1000


def new_challenge():
    """What the device is to work out, as JSON."""
    expires = timezone.now() + VALID_FOR
    return json.dumps(create_challenge_v1(max_number=MOST, hmac_key=_key(), expires=expires).to_dict())


class Proof:
    """What a device worked out, as it came with a form; it buys one report."""

    wrong = _("What your device worked out does not fit. Let it work once more.")
    expired = _("What your device worked out was valid for an hour, which has passed. Let it work once more.")
    spent = _(
        "What your device worked out was used for a report already. If you pressed the button twice, your report has "
        "arrived. If not, let your device work once more."
    )

    def __init__(self, request, buyer=None):
        """`buyer`: the hash of the receipt of a report that was stored already."""
        self.text = request.POST.get("proof", "") if request.method == "POST" else ""
        self.request, self._buyer = request, buyer

    @property
    def buyer(self):
        return self._buyer or receipt_hash(self.request.receipt)

    @property
    def holds(self):
        return bool(self.text) and not self.fault

    @cached_property
    def fault(self):
        """Why it does not hold, in a sentence; nothing if it does, or if there is none."""
        if not self.text:
            return ""
        if not (self._solution and _verified(self._solution, check_expires=False)):
            return self.wrong
        return "" if _verified(self._solution) else self.expired

    def spend(self):
        """Use it up; False when another report was bought with it.

        The same request may spend it twice: when the database goes away in between, its report is on disk.
        """
        key = f"feedback-proof-{self._solution['challenge']}"
        before = asked(lambda: valkey().set(key, self.buyer, ex=SPENT_FOR, nx=True, get=True))
        return before is None or before.decode() == self.buyer

    @cached_property
    def _solution(self):
        """The parts of a proof; None when it is not even one."""
        try:
            parts = json.loads(base64.b64decode(self.text[:LONGEST]))
            words = [parts[name] for name in ("algorithm", "challenge", "salt", "signature")]
            # The number must be one: as text it could begin with what belongs to the end of the salt.
            return parts if isinstance(parts["number"], int) and all(word.isascii() for word in words) else None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None


def _verified(solution, **options):
    is_right, _why_not = verify_solution_v1(solution, _key(), **options)
    return is_right


def _key():
    """Of this site and for nothing else."""
    return salted_hmac("feedback.proof_of_work", "altcha", algorithm="sha256").hexdigest()
