"""Whether the address of a cited work still leads somewhere."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkStatus(TextChoices):
    """What came of asking. A site that does not want to be asked by programs says nothing about its pages."""

    ALIVE = "alive", _("It leads to a page")
    DEAD = "dead", _("It leads nowhere")
    UNSURE = "unsure", _("Could not tell")
    UNCHECKED = "", _("Not checked yet")
