"""Letters about reviews that are due: 90 and 30 days before, and on the day, once each."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from articles.record.published.publications import Publication
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.writing import write
from editorial.review.signing.permissions import editors

from .due import due_within

#: So many days before, the nearest first.
DAYS_BEFORE = (0, 30, 90)


def tell_of_due_reviews() -> int:
    """Tell of each page once at each of these times, of the nearest alone where one was missed; of how many.

    Beforehand of none that is in review already; on the day of that, too, since its readers are told of a day.
    """
    today, told = timezone.localdate(), 0
    written = set(Letter.objects.filter(occasion__startswith="review due ").values_list("occasion", flat=True))
    waiting = []
    for publication in due_within(DAYS_BEFORE[-1] + 1).select_related("edition"):
        if publication.due == publication.called_at:
            continue  # whoever sees to it was told when a guideline changed
        left = (timezone.localdate(publication.due) - today).days
        stage = next((days for days in DAYS_BEFORE if left <= days), None)
        # By the edition, whose review it is that ends: the day may be moved by a rule, and nobody is told again.
        occasion = f"review due {publication.page_id} {publication.edition_id} {stage}"
        is_seen_to = publication.is_in_review and left > 0
        if stage is not None and occasion not in written and not is_seen_to:
            waiting.append((publication, left, occasion))
    owners = User.objects.in_bulk({publication.owner_id for publication, *_rest in waiting} - {None})
    for publication, left, occasion in waiting:
        owner = owners.get(publication.owner_id)
        _tell(publication, left, occasion, [owner] if owner else editors().order_by("pk"))
        told += 1
    return told


def _tell(publication: Publication, left: int, occasion: str, people: Iterable[User]) -> None:
    context = {
        "title": publication.edition.title,
        "left": left,
        "late": -left,
        "is_in_review": publication.is_in_review,
        "day": timezone.localdate(publication.due),
    }
    link = reverse("planning:review", args=[publication.page_id])
    template = "planning/emails/review_due.txt"
    write(Kind.REVIEWS, occasion, people, template, context, link=link, about=publication.page_id)
