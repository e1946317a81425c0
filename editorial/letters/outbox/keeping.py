"""How long the texts of letters are kept."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from post_office.models import Email

from .letter import Letter, LetterState


@shared_task(name="editorial.letters.tasks.forget_letters", time_limit=240)
def forget_letters() -> int:
    """Delete the texts that are LETTERS_KEPT_DAYS old, and those that belong to no letter; how many.

    Who was told of what, and when, stays. What still waits keeps its text.
    """
    now = timezone.now()
    is_old = Q(created__lt=now - timedelta(days=settings.LETTERS_KEPT_DAYS))
    letters = Letter.objects.filter(email=OuterRef("pk"))
    waits = Exists(letters.filter(state=LetterState.WAITING))
    # A letter that is just being written has no row that is seen from here: its text does not either.
    belongs_to_none = ~Exists(letters) & Q(created__lt=now - timedelta(hours=1))
    gone = Email.objects.filter((is_old & ~waits) | belongs_to_none)
    return gone.delete()[1].get("post_office.Email", 0)
