"""Yes and no: what most readers send, so all of it is one statement that the database is sent once."""

from functools import cache

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.editions import Edition

from .models import Report
from .receipts import edition_in_token, receipt_hash

#: No statement of a reader's takes longer than a reader waits, be it for a lock.
PATIENCE = "SET LOCAL statement_timeout = '2s'"
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
    sql, fields, defaults = _statement()
    now = timezone.now()
    values = {
        "edition_id": edition_id,
        "page_id": edition_id,  # by which the statement finds the page
        "receipt_hash": receipt_hash(receipt),
        "helpful": helpful,
        "state": Report.State.DUPLICATE.value if again else Report.State.NEW.value,
        "closed_at": now if again else None,
        "updated_at": now,
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, [values.get(field, default) for field, default in zip(fields, defaults, strict=True)])
    except IntegrityError:
        return False
    return True


@cache
def _statement():
    """The INSERT for the model as it is, the attributes that it takes, and what each is unless it is given.

    Building it anew with each vote took four times as long as carrying it out. It is one transaction, which the setting
    of its patience is part of, in one trip to the database.
    """
    fields = [
        field
        for field in Report._meta.concrete_fields
        if not field.primary_key and not (field.has_db_default() or field.generated)
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    page = f"(SELECT page_id FROM {Edition._meta.db_table} WHERE id = %s)"  # noqa: S608  names of ours
    values = ", ".join(page if field.attname == "page_id" else "%s" for field in fields)
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in fields]
    sql = f"{PATIENCE}; INSERT INTO {Report._meta.db_table} ({columns}) VALUES ({values})"  # noqa: S608
    return sql, [field.attname for field in fields], defaults
