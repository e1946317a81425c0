"""Lists of guidelines by number, such as NICE's: which was replaced by which, and when each was last changed.

An operator loads the file; NICE's own export of published guidance is read, and any CSV file with the same columns.
"""

import csv
import io
import re
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from articles.references.integrity.versions import Version, VersionKind

#: How the columns are headed, in letters alone; the first that is there counts.
COLUMNS = {
    "number": ("number", "referencenumber", "guidancenumber", "reference", "code", "id"),
    "title": ("title", "name", "guidance"),
    "replaced_by": ("replacedby", "supersededby", "updatedby", "replacement"),
    "changed_on": ("replacedon", "lastupdated", "updated", "lastmodified", "date", "published"),
    "status": ("status",),
}
NUMBER = re.compile(r"\b([A-Z]{2,5})[ -]?([0-9]{1,4})\b")
GONE = re.compile(r"(?i)replac|supersed|withdrawn")
#: A number is a guideline's only where its publisher is named too.
PUBLISHER = re.compile(r"\bNICE\b|nice\.org\.uk|National Institute for Health")


class BadListError(Exception):
    """The file is no list of guidelines; the message says why."""


class ListedGuideline(models.Model):
    """One guideline of a loaded list."""

    number = models.CharField(max_length=20, unique=True)
    title = models.TextField(blank=True)
    replaced_by = models.CharField(max_length=250, blank=True)
    is_gone = models.BooleanField(default=False)
    changed_on = models.DateField(null=True)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("listed guideline")
        verbose_name_plural = _("listed guidelines")
        default_permissions = []

    def __str__(self):
        return f"{self.number} {self.title}".strip()


class Loaded(NamedTuple):
    """How many guidelines a list has, and what it says of some, by number, that is no day."""

    count: int
    no_days: dict[str, str]


@transaction.atomic
def load(file):
    """Load a CSV file, opened in binary. A guideline that was loaded before is replaced.

    The day of its last change stays where the list says none that can be read.
    """
    known = dict(ListedGuideline.objects.values_list("number", "changed_on"))
    listed, no_days, now = {}, {}, timezone.now()
    for said in _whole_rows(file):
        if number := number_in(said["number"]):
            changed_on = day_of(said["changed_on"])
            if said["changed_on"] and changed_on is None:
                no_days[number] = said["changed_on"]
            listed[number] = ListedGuideline(
                number=number,
                title=said["title"][:500],
                replaced_by=said["replaced_by"][:250],
                is_gone=bool(said["replaced_by"] or GONE.search(said["status"])),
                changed_on=changed_on or known.get(number),
                loaded_at=now,
            )
    fields = ["title", "replaced_by", "is_gone", "changed_on", "loaded_at"]
    ListedGuideline.objects.bulk_create(
        listed.values(), update_conflicts=True, unique_fields=["number"], update_fields=fields
    )
    return Loaded(len(listed), no_days)


def _whole_rows(file):
    try:
        yield from _rows(file)
    except csv.Error as error:
        raise BadListError(f"The file cannot be read as CSV: {error}.") from error


def _rows(file):
    """What each line of the list says, by our names of its columns."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.DictReader(line.replace("\x00", "") for line in text)
    heads = {re.sub(r"[^a-z]", "", head.lower()): head for head in rows.fieldnames or [] if head}
    columns = {name: next((heads[head] for head in known if head in heads), "") for name, known in COLUMNS.items()}
    if not columns["number"] or not (columns["replaced_by"] or columns["changed_on"]):
        raise BadListError(
            "This is no list of guidelines: it needs a column “Number”, and “Replaced by” or “Last updated”."
        )
    for row in rows:
        yield {name: (row.get(head) or "").strip() for name, head in columns.items()}


def later_guideline(reference):
    """What a loaded list says took the place of a guideline since it was cited so; None where it says nothing."""
    numbers = numbers_of(reference)
    listed = ListedGuideline.objects.filter(number__in=numbers).order_by("number").first() if numbers else None
    if listed is None:
        return None
    if listed.is_gone:
        label = listed.replaced_by or f"{listed.number} was withdrawn"
        return Version(
            VersionKind.REPLACED, label=label, source="list of guidelines", date=str(listed.changed_on or "")
        )
    if listed.changed_on and (cited := _cited_as_of(reference)) and listed.changed_on > cited:
        label = f"{listed}, {listed.changed_on}"
        return Version(VersionKind.UPDATED, label=label, source="list of guidelines", date=str(listed.changed_on))
    return None


def numbers_of(reference):
    """The numbers by which a work may be a guideline of the publisher of the list: in its address, else in its text."""
    if not PUBLISHER.search(f"{reference.text} {reference.url}"):
        return set()
    if match := re.search(r"(?i)nice\.org\.uk/guidance/([a-z]{2,5}[0-9]{1,4})\b", reference.url):
        return {match[1].upper()}
    return {f"{letters}{digits}" for letters, digits in NUMBER.findall(reference.text)}


def number_in(text):
    match = NUMBER.search(text.upper())
    return f"{match[1]}{match[2]}" if match else ""


def _cited_as_of(reference):
    """The last day that a work, cited so, can be of: the newest year in it, which may be that of an update."""
    parts = (reference.csl.get("issued") or {}).get("date-parts", [[]])[0]
    if len(parts) == 3:
        with suppress(ValueError):  # some works were kept with days that no month has
            return date(*parts)
    years = [*map(int, re.findall(r"(?<![\w/])(?:19|20)[0-9]{2}(?!\w)", reference.text)), *parts[:1]]
    return date(max(years), 12, 31) if years else None


def day_of(text):
    """The day in `2020-12-11`, `11/12/2020`, day first, `11 December 2020` or `December 2020`; None without one."""
    for form in ("%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    try:
        return parse_date(text[:10])
    except ValueError:
        return None
