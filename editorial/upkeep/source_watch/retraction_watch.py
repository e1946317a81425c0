"""Retraction Watch's list of retracted, corrected and doubted works, loaded from its CSV file.

The file is Crossref's (https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/). Its bytes are not
clean UTF-8, its dates look like `7/12/2023 0:00`, month first, and what is not known is `0`, `0.0`, `unavailable` or
blank. Programs pass it on with other headings, without record ids, and with lists in brackets.
"""

import csv
import hashlib
import io
import re
from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles.characters.whole_numbers import whole_number
from articles.references.identifiers import identifiers_in, normalised
from articles.references.integrity.status import Status
from articles.references.library.references import Reference

#: The columns that are read, as the list itself heads them. Headings are compared by their letters alone.
RECORD_ID, DAY, NOTICE, NATURE = "Record ID", "RetractionDate", "RetractionDOI", "RetractionNature"
DOI, PMID = "OriginalPaperDOI", "OriginalPaperPubMedID"
NEEDED = (DAY, NATURE, DOI)
#: A reinstatement takes back what was said before it.
NATURES = {
    "retraction": Status.RETRACTED,
    "expression of concern": Status.CONCERN,
    "correction": Status.CORRECTED,
    "reinstatement": Status.CLEAR,
}
BATCH = 2000
#: A list with fewer rows is a part of it, whatever it is called; it had more than this in 2024.
FEWEST_ROWS = 50_000
#: One that lost more than a hundredth of its rows, or of which fewer can be used, broke off on its way.
STILL_THERE, USABLE = 0.99, 0.8
#: A list that is older than this says nothing about what is clear.
GOOD_FOR = timedelta(days=45)
#: Rows without a number of the list's get one of ours, beyond all of its own.
FIRST_OF_OURS = 2**62


class BadFileError(Exception):
    """The file is not Retraction Watch's; the message says why."""


class RetractionListQuerySet(models.QuerySet):
    """The lists that were loaded."""

    def that_clears(self):
        """The newest whole list, while it is good: what is not on it was not retracted. None without one."""
        whole = self.filter(is_whole=True).order_by("-of", "-pk").first()
        return whole if whole and whole.is_good else None


class RetractionList(models.Model):
    """That a list was loaded: whether it was the whole of it decides what a work that is not on it reads as."""

    of = models.DateField(_("list of"))
    rows = models.PositiveIntegerField(_("rows"))
    used = models.PositiveIntegerField(_("notices"))
    is_whole = models.BooleanField(_("the whole list"))
    on_somebodys_word = models.BooleanField(default=False)
    loaded_at = models.DateTimeField(auto_now_add=True)

    objects = RetractionListQuerySet.as_manager()

    class Meta:
        verbose_name = _("loaded list of Retraction Watch")
        verbose_name_plural = _("loaded lists of Retraction Watch")
        default_permissions = []
        ordering = ["-pk"]

    def __str__(self):
        told = {"day": date_format(self.of, "j F Y"), "rows": f"{self.rows:,}"}
        return _now("Retraction Watch’s list of %(day)s (%(rows)s rows)") % told

    @property
    def is_good(self):
        return self.of >= timezone.localdate() - GOOD_FOR


class RetractionNoticeQuerySet(models.QuerySet):
    """What Retraction Watch knows."""

    def of_library(self):
        """{work: the notices about it that stand}, of all works of the library, in three questions."""
        named = Reference.objects.order_by()
        dois, pmids = named.exclude(doi="").values("doi"), named.exclude(pmid="").values("pmid")
        listed = list(self.filter(Q(doi__in=dois) | Q(pmid__in=pmids)).order_by("noticed_on", "record_id"))
        by_name = defaultdict(list)
        for notice in listed:
            for name in {("doi", notice.doi), ("pmid", notice.pmid)}:
                by_name[name].append(notice)
        works = Reference.objects.filter(
            Q(doi__in={n.doi for n in listed} - {""}) | Q(pmid__in={n.pmid for n in listed} - {""})
        )
        about = {}
        for work in works:
            names = [(kind, value) for kind, value in (("doi", work.doi), ("pmid", work.pmid)) if value]
            notices = {notice.pk: notice for name in names for notice in by_name[name]}
            about[work] = standing(sorted(notices.values(), key=_in_time))
        return {work: notices for work, notices in about.items() if notices}

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

    record_id = models.PositiveBigIntegerField(primary_key=True)
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


def standing(notices):
    """The notices of one work, the oldest first, that no reinstatement took back."""
    last = next((n for n in range(len(notices), 0, -1) if notices[n - 1].status == Status.CLEAR), 0)
    return notices[last:]


def _in_time(notice):
    return notice.noticed_on or date.max, notice.pk


@transaction.atomic
def load(file, *, is_whole=None, of=None):
    """Load a CSV file, opened in binary; how many notices, and a sentence for each row that could not be used.

    A row that was loaded before is replaced. One that the file lacks stays: a part of the list is a list. `is_whole`
    and `of` are the word of whoever loads it, that this is the whole list, and of which day.
    """
    now, refused, batch, loaded, read = timezone.now(), [], {}, 0, 0
    for line, row in rows(file):
        read += 1
        try:
            for notice in notices_of(row, now):
                batch[notice.pk] = notice
        except ValueError as error:
            refused.append(f"Line {line}: {error}")
            continue
        if len(batch) >= BATCH:
            loaded += _keep(batch)
            batch = {}
    loaded += _keep(batch)
    RetractionList.objects.create(
        of=of or timezone.localdate(),
        rows=read,
        used=loaded,
        is_whole=_looks_whole(read, loaded) if is_whole is None else is_whole,
        on_somebodys_word=is_whole is not None,
    )
    return loaded, refused


def _looks_whole(rows, used):
    """By its length, and by that of the last whole list: a file that broke off on its way is a part."""
    last = RetractionList.objects.filter(is_whole=True).first()
    return rows >= max(FEWEST_ROWS, STILL_THERE * (last.rows if last else 0)) and used >= USABLE * rows


def rows(file):
    """(line number, row as a dictionary) of a file whose bytes may be anything, or BadFileError."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    lines = csv.DictReader(line.replace("\x00", "") for line in text)
    try:
        heads = {_letters(name): name for name in lines.fieldnames or []}
        missing = {column for column in NEEDED if _letters(column) not in heads}
        if missing:
            raise BadFileError(f"This is not Retraction Watch's file: it has no column {', '.join(sorted(missing))}.")
        for row in lines:
            yield lines.line_num, {_letters(name): value for name, value in row.items() if name}
    except csv.Error as error:
        raise BadFileError(f"The file breaks off at line {lines.line_num}: {error}.") from error


def notices_of(row, now):
    """The notices in one row; ValueError with a sentence where it names no work or says nothing that we know."""
    nature = _one(_in(row, NATURE))
    if nature.lower() not in NATURES:
        raise ValueError(f"what “{nature[:40]}” says of a work is not known here.")
    dois, pmid = dois_in(_in(row, DOI)), pmid_in(_in(row, PMID))
    if not dois and not pmid:
        raise ValueError("it names the work by no DOI and no PMID.")
    facts = {
        "status": NATURES[nature.lower()],
        "notice_doi": next(iter(dois_in(_in(row, NOTICE))), ""),
        "noticed_on": day_of(_one(_in(row, DAY))),
        "loaded_at": now,
    }
    names = [(doi, pmid if place == 0 else "") for place, doi in enumerate(dois)] or [("", pmid)]
    number = number_in(row)
    for place, (doi, own_pmid) in enumerate(names):
        own_number = number if number is not None and place == 0 else _number_of_ours(doi, own_pmid, facts)
        yield RetractionNotice(record_id=own_number, doi=doi, pmid=own_pmid, **facts)


def number_in(row):
    """The list's own number of a row; None where the file has no such column."""
    if _letters(RECORD_ID) not in row:
        return None
    written = _in(row, RECORD_ID).removesuffix(".0")
    if (number := whole_number(written)) is None:
        raise ValueError(f"“{written[:40]}” is no record id.")
    return number


def _number_of_ours(doi, pmid, facts):
    """The same for the same notice, however often it is loaded."""
    said = repr((doi, pmid, str(facts["status"]), facts["notice_doi"], str(facts["noticed_on"])))
    return FIRST_OF_OURS | int.from_bytes(hashlib.sha256(said.encode()).digest()[:7])


def dois_in(text):
    """The DOIs in one column, where several may stand as a list in brackets."""
    alone = normalised("doi", _one(text))
    return [alone.value] if alone else [found.value for found in identifiers_in(text) if found.kind == "doi"]


def pmid_in(text):
    """The PMID in one column, which may be written as a decimal number; “” where it holds none."""
    identifier = normalised("pmid", _one(text).removesuffix(".0"))
    return identifier.value if identifier else ""


def _in(row, column):
    return (row.get(_letters(column)) or "").strip()


def _one(text):
    """What a list with one thing in it holds, as in `['Retraction']`."""
    return re.sub(r"""^[\[("']+|[\])"']+$""", "", text) if text.startswith("[") else text


def _letters(heading):
    return re.sub(r"[^a-z]", "", heading.lower())


def day_of(text):
    """The day in `7/12/2023 0:00`, which is in July, or in `2023-07-12`; None where there is none."""
    written = text.strip().partition(" ")[0].partition("T")[0]
    try:
        day = datetime.strptime(written, "%m/%d/%Y").date() if "/" in written else parse_date(written)
    except ValueError:
        return None
    return day if day and day > date(1600, 1, 1) else None


def _keep(batch):
    fields = ["status", "doi", "pmid", "notice_doi", "noticed_on", "loaded_at"]
    RetractionNotice.objects.bulk_create(
        batch.values(), update_conflicts=True, unique_fields=["record_id"], update_fields=fields
    )
    return len(batch)
