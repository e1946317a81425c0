"""Searches without results, counted without anything about who searched, when in the day, or from where."""

import logging
import re
from datetime import timedelta

from django.db import DatabaseError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...stores.databases import writing
from .query_parsing import cleaned, unquoted

logger = logging.getLogger(__name__)

MOST_CHARACTERS = 60
#: A longer text is somebody's story, and no two people tell it in the same words.
MOST_WORDS = 6
#: `L5` and `covid-19` are words; a birthday, a telephone number or a number of a patient has more digits.
MOST_DIGITS = 3
#: So many different searches are kept. Whoever makes up more than that fills nothing.
MOST_ROWS = 10_000
#: What was searched for once may be a name; what was searched for again is worth an editor's look.
WORTH_SHOWING = 2
DAYS_KEPT_ONCE, DAYS_KEPT = 30, 365

_PERSONAL = re.compile(r"@|://|\bwww\b|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE)


class ZeroResultSearchQuerySet(models.QuerySet):
    """Searches without results."""

    def worth_showing(self):
        return self.filter(times__gte=WORTH_SHOWING)

    def forgettable(self, today):
        """Those that nobody repeated within a month, or within a year."""
        return self.filter(
            Q(times__lt=WORTH_SHOWING, last_day__lt=today - timedelta(days=DAYS_KEPT_ONCE))
            | Q(last_day__lt=today - timedelta(days=DAYS_KEPT))
        )


class ZeroResultSearch(models.Model):
    """Words that readers searched for and found nothing: how often, and on which day last."""

    words = models.CharField(_("words"), max_length=MOST_CHARACTERS, unique=True)
    times = models.PositiveIntegerField(_("times"))
    last_day = models.DateField(_("last searched on"))

    objects = ZeroResultSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without results")
        verbose_name_plural = _("searches without results")
        ordering = ["-times", "words"]
        default_permissions = ["view"]

    def __str__(self):
        return self.words


def countable(text):
    """The words as they are counted, so that the same question is counted together; empty for what may be personal."""
    if _PERSONAL.search(text) or sum(character.isdigit() for character in text) > MOST_DIGITS:
        return ""
    words = re.findall(r"[\w-]+", unquoted(cleaned(text)).lower())
    line = " ".join(words)
    return line if len(words) <= MOST_WORDS and len(line) <= MOST_CHARACTERS else ""


def count(text):
    """Count a search without results. It never fails: no reader's search depends on it."""
    words = countable(text)
    if not words:
        return
    try:
        with transaction.atomic(using=writing().alias), writing().cursor() as cursor:
            cursor.execute("SELECT articles_count_search(%s, %s, %s)", [words, timezone.localdate(), MOST_ROWS])
    except DatabaseError:
        logger.warning("A search without results could not be counted.")


def forget():
    """Remove what nobody searched for again."""
    ZeroResultSearch.objects.forgettable(timezone.localdate()).delete()
