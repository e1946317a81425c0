"""The watch: what the world has come to say of the works that readers' pages cite."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.record.evidence import lock_record
from articles.record.published.editions import Edition
from articles.references import lookup
from articles.references.integrity.answers import combined
from articles.references.integrity.status import Status
from articles.references.library.references import FLAGGED, Reference, cite

from ..signals import reference_flagged
from .answers import SourceAnswer
from .newer import look_for_newer
from .retraction_watch import RetractionList, RetractionNotice, standing

logger = logging.getLogger(__name__)

#: For so long what was learnt of a work counts as known.
A_DAY = timedelta(days=1)

RETRACTION_WATCH = "Retraction Watch"
#: So many works are cleared by one statement.
AT_ONCE = 2000


@dataclass(frozen=True)
class Said:
    """What one source says of a work, and the day of it."""

    status: Status
    on: date | None
    source: str
    everybody_answered: bool = True
    somebody_was_reached: bool = True


#: That services were not asked.
NOT_ASKED = Said(Status.COULD_NOT_CHECK, None, "")


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


def check_cited(items):
    """Check the works of a document's list that nobody asked about for a day; those about which there is news."""
    return check_each(not_checked_today(items))


def not_checked_today(items):
    """The works that the numbered references of a document stand for, and that nobody asked about for a day."""
    works = Reference.objects.of_items(items)
    yesterday = timezone.now() - A_DAY
    return [work for work in works if work and (work.checked_at is None or work.checked_at < yesterday)]


def check(reference):
    """Ask what the world says of one work, and let others answer when it is news; whether it was."""
    told, answers = [said_by_retraction_watch(reference)], {}
    asks_services = bool(settings.WATCH_ASKS_SERVICES and reference.identifiers)
    if asks_services:
        answers = lookup.answers(reference.identifiers)
        told.append(said_by_services(reference, answers))
    is_news = note(reference, told)
    look_for_newer(reference, answers.values(), asks_services=asks_services)
    return is_news


def check_against_list():
    """What the list says of all works of the library, before anybody is asked over the net; the works that are news."""
    listed = RetractionNotice.objects.of_library()
    news = [
        work for work, notices in listed.items() if note(work, [_said_by_list(notices), NOT_ASKED], was_asked=False)
    ]
    if RetractionList.objects.that_clears():
        _clear(Reference.objects.exclude(pk__in=[work.pk for work in listed]))
    return news


def _clear(references):
    """Of those of which nothing was known before: that they are not on the whole list."""
    while _clear_some(references):
        pass  # each time in a transaction of its own: others sign and publish meanwhile


@transaction.atomic
def _clear_some(references):
    named = references.exclude(doi="", pmid="").filter(status=Status.COULD_NOT_CHECK)
    facts = {"before": Status.COULD_NOT_CHECK, "status": Status.CLEAR, "source": RETRACTION_WATCH}
    lock_record()
    cleared = list(named.select_for_update().values_list("pk", flat=True)[:AT_ONCE])
    Reference.objects.filter(pk__in=cleared).update(status=Status.CLEAR, status_on=None)
    WorldCheck.objects.bulk_create(WorldCheck(reference_id=pk, **facts) for pk in cleared)
    return bool(cleared)


@transaction.atomic
def note(reference, told, *, was_asked=True):
    """Keep what each source said of a work; whether it is news to warn of.

    The worst counts. Nothing gets better by silence: a warning only goes when every source that was asked answered, and
    what is clear is so by an answer that is not too old. A work that nobody could be asked about waits where it was.
    """
    lock_record()
    reference = Reference.objects.select_for_update().get(pk=reference.pk)
    told = [*told, *said_of_merged(reference)]
    if was_asked and all(each.somebody_was_reached for each in told):
        reference.checked_at = timezone.now()
    said = min(told, key=lambda said: Status.values.index(said.status))
    before = reference.status
    is_same = (said.status, said.on) == (before, reference.status_on)
    if is_same or not _may_become(reference, said, told):
        reference.save(update_fields=["checked_at"])
        return False
    reference.status, reference.status_on = said.status, said.on
    reference.save(update_fields=["status", "status_on", "checked_at"])
    WorldCheck.objects.create(
        reference=reference, before=before, status=said.status, status_on=said.on, source=said.source
    )
    is_warning = said.status != before and said.status in FLAGGED
    if reference.merged_into_id:  # what is cited is the row that stands for it: that one is warned of
        Reference.objects.select_for_update().get(pk=reference.merged_into_id).become_as_bad_as(reference)
    elif is_warning:
        reference_flagged.send(Reference, reference=reference)
    return is_warning


def note_merged(reference, merged, before):
    """Keep that a work has become what was known of one that it stands for now; what is a warning is one of it, too."""
    newest = merged.world_checks.first()
    known = {"status": reference.status, "status_on": reference.status_on, "source": newest.source if newest else ""}
    WorldCheck.objects.create(reference=reference, before=before, **known)
    if reference.status in FLAGGED:
        reference_flagged.send(Reference, reference=reference)


def _may_become(reference, said, told):
    """Whether what was said may take the place of what is known."""
    gets_better = Status.values.index(said.status) > Status.values.index(reference.status)
    if not gets_better:
        return True
    if reference.status == Status.CLEAR:  # and now nobody says so
        return not reference.source_answers.say_clear().exists()
    return not any(each.status == Status.COULD_NOT_CHECK or not each.everybody_answered for each in told)


def said_by_services(reference, answers):
    """What Crossref, PubMed and Europe PMC say together, those of them that know the work; each answer is kept."""
    SourceAnswer.objects.keep(reference, answers)
    found = combined(answers.values())
    notices = [notice for notice in found.notices if notice.effect == found.status]
    sources = ", ".join(dict.fromkeys(notice.source for notice in notices)) or ", ".join(found.answered)
    return Said(
        found.status,
        found.since,
        sources[:40],
        everybody_answered=not found.failures,
        somebody_was_reached=not answers or any(not answer.unreached for answer in answers.values()),
    )


def said_by_retraction_watch(reference):
    """What the loaded list says; nothing where it cannot know."""
    if notices := standing(list(RetractionNotice.objects.about(reference))):
        return _said_by_list(notices)
    if (reference.doi or reference.pmid) and RetractionList.objects.that_clears():
        return Said(Status.CLEAR, None, RETRACTION_WATCH)
    return Said(Status.COULD_NOT_CHECK, None, RETRACTION_WATCH)


def said_of_merged(reference):
    """What warnings there are of the rows that this one stands for: they are looked after by their own names."""
    rows = Reference.objects.filter(merged_into=reference, status__in=FLAGGED)
    newest = WorldCheck.objects.filter(reference=OuterRef("pk")).order_by("-pk").values("source")[:1]
    found = rows.values_list("status", "status_on", Coalesce(Subquery(newest), Value("")))
    return [Said(Status(status), day, source) for status, day, source in found]


def _said_by_list(notices):
    worst = min(notices, key=lambda notice: Status.values.index(notice.status))
    return Said(worst.status, worst.noticed_on, RETRACTION_WATCH)


def editions_that_cite(reference):
    """The editions that readers get now and that cite a work."""
    return Edition.objects.filter(citations__reference=reference, publication__isnull=False).select_related(
        "publication"
    )


def cite_what_was_missed():
    """Editions that readers get from before there was a library are put into it."""
    for edition in Edition.objects.filter(kind="article", publication__isnull=False, citations__isnull=True):
        cite(edition)
