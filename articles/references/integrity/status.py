"""What is known about a cited work, in a word."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """What is known about a work, the worst first; “could not check” is no answer at all, neither good nor bad."""

    RETRACTED = "retracted", pgettext_lazy("a cited work", "Retracted")
    WITHDRAWN = "withdrawn", pgettext_lazy("a cited work", "Withdrawn")
    REMOVED = "removed", pgettext_lazy("a cited work", "Removed")
    CONCERN = "concern", _("Expression of concern")
    REMOVED_FOR_NOW = "removed for now", _("Temporarily removed")
    CORRECTED = "corrected", pgettext_lazy("a cited work", "Corrected")
    CLEAR = "clear", _("No notice found")
    COULD_NOT_CHECK = "could not check", _("Could not be checked")


#: What nothing may rest on any more.
GONE = (Status.RETRACTED, Status.WITHDRAWN, Status.REMOVED)
