"""What each source last said of a work, apart: an answer of one says nothing of what another would have said."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from articles.references.works import Source

from .retraction_watch import RetractionList, RetractionNotice, standing

#: For so long a service's “nothing found” counts while it does not answer.
GOOD_FOR = timedelta(days=45)
ASKED = (Source.CROSSREF, Source.PUBMED, Source.EUROPE_PMC)


class SourceAnswerQuerySet(models.QuerySet):
    """Answers."""

    def keep(self, reference, said):
        """Keep what services said just now, {source: Integrity}: silence leaves the last answer as it was."""
        now = timezone.now()
        answered = [_row(reference, source, found, now) for source, found in said.items() if found.answered]
        silent = [_row(reference, source, found, now) for source, found in said.items() if not found.answered]
        told = ["asked_at", "failure"]
        for rows, fields in ((answered, [*told, "answered_at", "status", "status_on", "notices"]), (silent, told)):
            self.bulk_create(rows, update_conflicts=True, unique_fields=["reference", "source"], update_fields=fields)

    def say_clear(self):
        """Those by which a work is clear still."""
        return self.filter(status=Status.CLEAR, answered_at__gt=timezone.now() - GOOD_FOR)


class SourceAnswer(models.Model):
    """What one service last said of one work, and when; and whether it was silent when it was asked last."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="source_answers")
    source = models.CharField(max_length=12, choices=[(source.value, source.label) for source in ASKED])
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.COULD_NOT_CHECK)
    status_on = models.DateField(null=True)
    notices = models.JSONField(default=list)  # (status, day, DOI or PMID of the notice)
    answered_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    failure = models.TextField(blank=True)

    objects = SourceAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer about a reference")
        verbose_name_plural = _("answers about references")
        default_permissions = []
        ordering = ["source"]
        constraints = [models.UniqueConstraint(fields=["reference", "source"], name="upkeep_one_answer_of_a_source")]

    def __str__(self):
        if not self.answered_at:
            return _now("%(source)s: %(failure)s") % {"source": self.get_source_display(), "failure": self.failure}
        told = {
            "source": self.get_source_display(),
            "day": date_format(timezone.localtime(self.answered_at), "j F Y"),
            "said": "; ".join(map(_told, self.notices)) or self.get_status_display(),
        }
        sentence = _now("%(source)s answered on %(day)s: %(said)s.") % told
        return f"{sentence} {_now('It was asked again and did not answer.')}" if self.failure else sentence


def sentences_about(reference):
    """What the list and each service say of a work, a sentence each."""
    return [_of_list(reference), *map(str, reference.source_answers.all())]


def _of_list(reference):
    """What Retraction Watch's list says, and of which day it is."""
    stands = standing(list(RetractionNotice.objects.about(reference)))
    newest = (
        RetractionList.objects.filter(is_whole=True).order_by("-of", "-pk").first() or RetractionList.objects.first()
    )
    if stands:
        told = ((notice.status, str(notice.noticed_on or ""), notice.notice_doi) for notice in stands)
        return _now("On Retraction Watch’s list: %s.") % "; ".join(map(_told, told))
    if newest is None:
        return _now("Retraction Watch’s list was never loaded.")
    if not (reference.doi or reference.pmid):
        return _now("Retraction Watch’s list names works by DOI and PMID, and this one has neither.")
    if not newest.is_whole:
        return _now("%s is not the whole list: that the work is not on it says nothing.") % newest
    if not newest.is_good:
        return _now("Not on %s, which is too old to say that it is clear.") % newest
    return _now("Not on %s.") % newest


def _row(reference, source, found, now):
    failure = " ".join(sentence for _service, sentence in found.failures)
    row = SourceAnswer(reference=reference, source=source, asked_at=now, failure=failure)
    if found.answered:
        row.answered_at, row.status, row.status_on = now, found.status, found.since
        row.notices = [[notice.effect, notice.date, notice.doi or notice.pmid] for notice in found.notices]
    return row


def _told(notice):
    """Retracted, 2020-06-05 (10.1000/notice); or as much of it as is known."""
    status, day, name = notice
    return ", ".join(filter(None, (str(Status(status).label), day))) + (f" ({name})" if name else "")
