"""Yes and no: what most readers send."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.record.published.editions import Edition

from ..reports.receipts import edition_in_token, receipt_hash
from ..reports.report import Report
from .storing.edition_memory import page_of_edition
from .storing.insertion import insert_report

CANNOT_TELL = _("We could not tell which article your answer is about.")


def vote_in(posted):
    """(key of the edition, whether it helped) in what a reader sent; ValidationError with a sentence for each fault.

    Our own token vouches for the edition. Without a Django form, which took longer than all the rest of the view.
    """
    edition_id = edition_in_token(posted.get("token", ""))
    helpful = {"yes": True, "no": False}.get(posted.get("helpful"))
    faults = [
        *([CANNOT_TELL] if edition_id is None else []),
        *([_("Choose Yes or No, so that we know what you think.")] if helpful is None else []),
    ]
    if faults:
        raise ValidationError(faults)
    return edition_id, helpful


def store_vote(edition_id, *, receipt, helpful, again=False):
    """Store a yes or no about an edition; False when there is no such edition.

    `again` says that the same browser sent one a moment ago.
    """
    try:
        page_id = page_of_edition(edition_id)
    except Edition.DoesNotExist:
        return False
    closed = {"state": Report.State.DUPLICATE, "closed_at": timezone.now()} if again else {}
    about = {"edition_id": edition_id, "page_id": page_id}
    insert_report(**about, receipt_hash=receipt_hash(receipt), helpful=helpful, **closed)
    return True
