"""Retraction Watch's list of retracted, corrected and doubted works, loaded from its CSV file.

The file is Crossref's (https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/). Its bytes are not
clean UTF-8, its dates look like `7/12/2023 0:00`, month first, and what is not known is `0`, `0.0`, `unavailable` or
blank.
"""

import csv
import io
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.references.identifiers import normalised
from articles.references.integrity import Status

COLUMNS = {
    "Record ID",
    "RetractionDate",
    "RetractionDOI",
    "RetractionNature",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
}
#: A reinstatement takes back what was said before it.
NATURES = {
    "retraction": Status.RETRACTED,
    "expression of concern": Status.CONCERN,
    "correction": Status.CORRECTED,
    "reinstatement": Status.CLEAR,
}
BATCH = 2000


class BadFileError(Exception):
    """The file is not Retraction Watch's; the message says why."""


class RetractionNoticeQuerySet(models.QuerySet):
    """What Retraction Watch knows."""

    def about(self, reference):
        """The notices about one work, the oldest first."""
        names = Q(pk__in=[])
        if reference.doi:
            names |= Q(doi=reference.doi)
        if reference.pmid:
            names |= Q(pmid=reference.pmid)
        return self.filter(names).order_by("noticed_on", "record_id")


class RetractionNotice(models.Model):
    """One row of the list: that a work, known by its DOI or PMID, was retracted, corrected, doubted or reinstated."""

    record_id = models.PositiveIntegerField(primary_key=True)
    status = models.CharField(max_length=16, choices=Status.choices)
    doi = models.CharField(max_length=250, blank=True)
    pmid = models.CharField(max_length=12, blank=True)
    notice_doi = models.CharField(max_length=250, blank=True)
    noticed_on = models.DateField(null=True)
    loaded_at = models.DateTimeField()

    objects = RetractionNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of Retraction Watch")
        verbose_name_plural = _("notices of Retraction Watch")
        default_permissions = []
        indexes = [
            models.Index(fields=["doi"], name="upkeep_notice_doi", condition=~Q(doi="")),
            models.Index(fields=["pmid"], name="upkeep_notice_pmid", condition=~Q(pmid="")),
        ]

    def __str__(self):
        return f"{self.record_id}: {self.get_status_display()}"


@transaction.atomic
def load(file):
    """Load a CSV file, opened in binary; how many notices, and a sentence for each row that could not be used.

    A row that was loaded before is replaced. One that the file lacks stays: a part of the list is a list.
    """
    now, refused, batch, loaded = timezone.now(), [], {}, 0
    for line, row in rows(file):
        try:
            notice = notice_of(row, now)
        except ValueError as error:
            refused.append(f"Line {line}: {error}")
            continue
        batch[notice.pk] = notice
        if len(batch) == BATCH:
            loaded += _keep(batch)
            batch = {}
    return loaded + _keep(batch), refused


def rows(file):
    """(line number, row as a dictionary) of a file whose bytes may be anything, or BadFileError."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    lines = csv.DictReader(line.replace("\x00", "") for line in text)
    missing = COLUMNS - set(lines.fieldnames or [])
    if missing:
        raise BadFileError(f"This is not Retraction Watch's file: it has no column {', '.join(sorted(missing))}.")
    try:
        for row in lines:
            yield lines.line_num, row
    except csv.Error as error:
        raise BadFileError(f"The file breaks off at line {lines.line_num}: {error}.") from error


def notice_of(row, now):
    """The notice in one row; ValueError with a sentence where it names no work or says nothing that we know."""
    number, nature = (row["Record ID"] or "").strip(), (row["RetractionNature"] or "").strip()
    if not number.isdecimal():
        raise ValueError(f"“{number[:40]}” is no record id.")
    if nature.lower() not in NATURES:
        raise ValueError(f"what “{nature[:40]}” says of a work is not known here.")
    doi, pmid = name_in(row, "doi", "OriginalPaperDOI"), name_in(row, "pmid", "OriginalPaperPubMedID")
    if not doi and not pmid:
        raise ValueError("it names the work by no DOI and no PMID.")
    return RetractionNotice(
        record_id=int(number),
        status=NATURES[nature.lower()],
        doi=doi,
        pmid=pmid,
        notice_doi=name_in(row, "doi", "RetractionDOI"),
        noticed_on=day_of(row["RetractionDate"] or ""),
        loaded_at=now,
    )


def name_in(row, kind, column):
    """An identifier in one column, “” where it holds none; a PMID may be written as a decimal number."""
    identifier = normalised(kind, (row[column] or "").removesuffix(".0"))
    return identifier.value if identifier else ""


def day_of(text):
    """The day in `7/12/2023 0:00`, which is in July; None where there is none."""
    try:
        day = datetime.strptime(text.strip().partition(" ")[0], "%m/%d/%Y").date()
    except ValueError:
        return None
    return day if day > date(1600, 1, 1) else None


def _keep(batch):
    fields = ["status", "doi", "pmid", "notice_doi", "noticed_on", "loaded_at"]
    RetractionNotice.objects.bulk_create(
        batch.values(), update_conflicts=True, unique_fields=["record_id"], update_fields=fields
    )
    return len(batch)
