"""What readers get of a published page, in one word."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

#: No clinician reviews what the desk tells readers above a text or in place of it, so it is short: so many characters.
LONGEST_NOTICE = 200


class PublicationStatus(models.TextChoices):
    """What readers get of a published page."""

    PUBLISHED = "published", _("Published")
    UNDER_REVIEW = "under_review", _("Under review notice")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RETRACTED = "retracted", _("Retracted")
    ARCHIVED = "archived", _("Archived")

    @classmethod
    def readable(cls) -> list[PublicationStatus]:
        """Those in which readers get the text."""
        return [cls.PUBLISHED, cls.UNDER_REVIEW]

    @classmethod
    def away(cls) -> list[PublicationStatus]:
        """Those in which people have taken the text away from readers."""
        return [status for status in cls if status not in cls.readable()]
