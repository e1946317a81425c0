"""What the API can be asked. A question that makes no sense is refused in a sentence, never guessed at."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator

LARGEST = 100


def in_utc(moment: datetime) -> datetime:
    """The same moment, as PostgreSQL takes it: of offsets it knows those up to sixteen hours only.

    Without an offset it is one of the site's own time zone.
    """
    try:
        return (moment if timezone.is_aware(moment) else timezone.make_aware(moment)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("There is no such moment in UTC") from error


def written_out(asked: str) -> str:
    """ISO 8601, as the API writes it. A bare number is one of seconds to some, and of a year to others."""
    if not re.match(r"\d{4}-\d\d-\d\d", asked):
        raise ValueError("write it as 2026-11-27, or as 2026-11-27T10:41:00Z")
    return asked


Moment = Annotated[datetime, BeforeValidator(written_out), AfterValidator(in_utc)]
Day = Annotated[date, BeforeValidator(written_out)]
Kind = Literal["article", "topic", "person", "policy", "term", "home"]


class Question(Schema):
    """What every list can be asked: where to go on, and for how many rows."""

    after: str = Field("", pattern=r"^[\w-]*$", description="What “next” of the page before said; opaque.")
    limit: int = Field(50, ge=1, le=LARGEST)


class PageFilters(Question):
    """Which pages are listed."""

    kind: Kind | None = None
    topic: int | None = None
    modified_since: Moment | None = None
    new_edition_since: Moment | None = None
    reviewed_since: Day | None = None
    review_due_before: Day | None = None


class WithdrawalFilters(Question):
    """Which withdrawals are listed."""

    since: Moment | None = None
