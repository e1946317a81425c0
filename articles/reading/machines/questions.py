"""What the API can be asked. A question that makes no sense is refused in a sentence, never guessed at."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Field, Schema
from pydantic import AfterValidator

LARGEST = 100


def in_utc(moment: datetime) -> datetime:
    """The same moment, as PostgreSQL takes it: of offsets it knows those up to sixteen hours only.

    Without an offset it is one of the site's own time zone.
    """
    try:
        return (moment if timezone.is_aware(moment) else timezone.make_aware(moment)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("There is no such moment in UTC.") from error


Moment = Annotated[datetime, AfterValidator(in_utc)]
Kind = Literal["article", "topic", "person", "policy", "term", "home"]


class Question(Schema):
    """What every list can be asked: where to go on, and for how many rows."""

    after: str = ""
    limit: int = Field(50, ge=1, le=LARGEST)


class PageFilters(Question):
    """Which pages are listed."""

    kind: Kind | None = None
    topic: int | None = None
    modified_since: Moment | None = None
    new_edition_since: Moment | None = None
    reviewed_since: date | None = None
    review_due_before: date | None = None


class WithdrawalFilters(Question):
    """Which withdrawals are listed."""

    since: Moment | None = None
