"""The watch: what the world has come to say of the works that readers' pages cite."""

import logging
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Edition, Reference
from articles.references.integrity import Status
from articles.references.library import cite

from .retraction_watch import RetractionNotice
from .signals import reference_flagged

logger = logging.getLogger(__name__)

#: A list that is older than this says nothing about what is clear.
LIST_IS_GOOD_FOR = timedelta(days=45)


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
    """Check so many works; those about which there is news. One work's trouble does not stop the others."""
    news = []
    for reference in next_to_check(limit):
        try:
            if check(reference):
                news.append(reference)
        except Exception:
            logger.exception("reference %s could not be checked", reference.pk)
    return news


@transaction.atomic
def check(reference):
    """Ask what the world says of one work, and let others answer when it is news; whether it was."""
    reference = Reference.objects.select_for_update().get(pk=reference.pk)
    status, status_on = said_by_retraction_watch(reference)
    before, reference.checked_at = reference.status, timezone.now()
    if status == Status.COULD_NOT_CHECK and before != Status.COULD_NOT_CHECK:
        reference.save(update_fields=["checked_at"])  # what was known stays: silence takes no warning away
        return False
    if (status, status_on) == (before, reference.status_on):
        reference.save(update_fields=["checked_at"])
        return False
    reference.status, reference.status_on = status, status_on
    reference.save(update_fields=["status", "status_on", "checked_at"])
    WorldCheck.objects.create(
        reference=reference, before=before, status=status, status_on=status_on, source="Retraction Watch"
    )
    if status != before and status in (Status.CONCERN, Status.RETRACTED):
        reference_flagged.send(Reference, reference=reference)
        return True
    return False


def said_by_retraction_watch(reference):
    """(status, since when) by the loaded list; unchecked where the list cannot know."""
    notices = list(RetractionNotice.objects.about(reference))
    last = next((n for n in range(len(notices), 0, -1) if notices[n - 1].status == Status.CLEAR), 0)
    standing = notices[last:]
    if standing:
        worst = min(standing, key=lambda notice: Status.values.index(notice.status))
        return worst.status, worst.noticed_on
    if (reference.doi or reference.pmid) and list_is_good():
        return Status.CLEAR, None
    return Status.COULD_NOT_CHECK, None


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
