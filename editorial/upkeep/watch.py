"""The watch: what the world has come to say of the works that readers' pages cite."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from articles.record.editions import Edition
from articles.references import lookup
from articles.references.integrity import Status
from articles.references.library.references import Reference, cite

from .retraction_watch import RetractionNotice
from .signals import reference_flagged

logger = logging.getLogger(__name__)

#: For so long what was learnt of a work counts as known.
A_DAY = timedelta(days=1)

#: A list that is older than this says nothing about what is clear.
LIST_IS_GOOD_FOR = timedelta(days=45)
RETRACTION_WATCH = "Retraction Watch"


@dataclass(frozen=True)
class Said:
    """What one source says of a work, and the day of it."""

    status: Status
    on: date | None
    source: str
    everybody_answered: bool = True


class WorldCheck(models.Model):
    """That the watch learnt something new about a work: its history."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="world_checks")
    before = models.CharField(max_length=16, choices=Status.choices)
    status = models.CharField(max_length=16, choices=Status.choices)
    status_on = models.DateField(null=True)
    source = models.CharField(max_length=40, help_text=_("Who says so."))
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("check of a reference")
        verbose_name_plural = _("checks of references")
        ordering = ["-pk"]
        default_permissions = []

    def __str__(self):
        return f"{self.reference}: {self.get_status_display()}"


def next_to_check(limit):
    """The works that readers' pages cite, those that were never or longest ago checked first."""
    return Reference.objects.cited_now().order_by(F("checked_at").asc(nulls_first=True), "pk")[:limit]


def check_next(limit):
    """Check so many works; those about which there is news."""
    return check_each(next_to_check(limit))


def check_each(references):
    """Check these works; those about which there is news. One work's trouble does not stop the others."""
    news = []
    for reference in references:
        try:
            if check(reference):
                news.append(reference)
        except Exception:
            logger.exception("reference %s could not be checked", reference.pk)
    return news


def not_checked_today(document):
    """The works that a document cites and that nobody asked about for a day."""
    works = Reference.objects.of_items(document.get("references", []))
    yesterday = timezone.now() - A_DAY
    return [work for work in works if work and (work.checked_at is None or work.checked_at < yesterday)]


def check(reference):
    """Ask what the world says of one work, and let others answer when it is news; whether it was."""
    told = [said_by_retraction_watch(reference)]
    if settings.WATCH_ASKS_SERVICES and reference.identifiers:
        told.append(said_by_services(reference))
    return note(reference, told)


@transaction.atomic
def note(reference, told):
    """Keep what each source said of a work; whether it is news to warn of.

    The worst counts. Nothing gets better by silence: a warning only goes when every source that was asked answered.
    """
    reference = Reference.objects.select_for_update().get(pk=reference.pk)
    reference.checked_at = timezone.now()
    said = min(told, key=lambda said: Status.values.index(said.status))
    before = reference.status
    gets_better = Status.values.index(said.status) > Status.values.index(before)
    somebody_was_silent = any(each.status == Status.COULD_NOT_CHECK or not each.everybody_answered for each in told)
    is_same = (said.status, said.on) == (before, reference.status_on)
    if is_same or (gets_better and somebody_was_silent):
        reference.save(update_fields=["checked_at"])
        return False
    reference.status, reference.status_on = said.status, said.on
    reference.save(update_fields=["status", "status_on", "checked_at"])
    WorldCheck.objects.create(
        reference=reference, before=before, status=said.status, status_on=said.on, source=said.source
    )
    is_warning = said.status != before and said.status in (Status.CONCERN, Status.RETRACTED)
    if is_warning:
        reference_flagged.send(Reference, reference=reference)
    return is_warning


def said_by_services(reference):
    """What Crossref, PubMed and Europe PMC say together: those of them that know the work."""
    found = lookup.check(reference.identifiers)
    notices = [notice for notice in found.notices if notice.effect == found.status]
    sources = ", ".join(dict.fromkeys(notice.source for notice in notices)) or ", ".join(found.answered)
    days = sorted(day for notice in notices if (day := parse_date(notice.date)))
    return Said(found.status, days[0] if days else None, sources[:40], everybody_answered=not found.failures)


def said_by_retraction_watch(reference):
    """What the loaded list says; nothing where it cannot know."""
    notices = list(RetractionNotice.objects.about(reference))
    last = next((n for n in range(len(notices), 0, -1) if notices[n - 1].status == Status.CLEAR), 0)
    standing = notices[last:]
    if standing:
        worst = min(standing, key=lambda notice: Status.values.index(notice.status))
        return Said(worst.status, worst.noticed_on, RETRACTION_WATCH)
    if (reference.doi or reference.pmid) and list_is_good():
        return Said(Status.CLEAR, None, RETRACTION_WATCH)
    return Said(Status.COULD_NOT_CHECK, None, RETRACTION_WATCH)


def list_is_good():
    """Whether Retraction Watch's list was loaded lately enough to say that a work is not on it."""
    return RetractionNotice.objects.filter(loaded_at__gt=timezone.now() - LIST_IS_GOOD_FOR).exists()


def editions_that_cite(reference):
    """The editions that readers get now and that cite a work."""
    return Edition.objects.filter(citations__reference=reference, publication__isnull=False).select_related(
        "publication"
    )


def cite_what_was_missed():
    """Editions that readers get from before there was a library are put into it."""
    for edition in Edition.objects.filter(kind="article", publication__isnull=False, citations__isnull=True):
        cite(edition)
