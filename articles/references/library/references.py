"""The library: one row for each work that articles cite, and which editions cite it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, HashIndex, OpClass
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models, transaction
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Now
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from editorial.accounts.users import User

from ...characters.folding import folded
from ...record.document import ReaderDocument
from ...record.evidence import lock_record
from ...record.published.editions import Edition
from ...record.signed.source_changes import changed_by
from ...record.triggers import Trigger, notes_changes
from ...signals import work_got_worse
from ..identifiers import Identifier, Kind, normalised
from ..integrity.status import GONE, Status
from ..style import Formatted, Style, formatted, same_in_html
from ..works import Source, StudyType, Work, WorkKind, merged
from .links import LinkStatus
from .printed_text import PrintedText

#: The names by which a work is looked for, the surest first.
NAMES = ("doi", "pmid", "pmcid", "isbn", "url")
#: These are in every numbered reference of a document, if only empty.
ALWAYS = ("doi", "pmid", "url")
YEAR = re.compile(r"(?<![\w/.-])(?:19|20)\d\d(?!\w)")
#: The printed form as words are compared with it; the index is of this.
FOLDED_TEXT = Func("text", function="articles_folded", output_field=models.TextField())
#: So many words of a search count.
MOST_WORDS = 8

#: The names of one work, by NAMES.
Names = dict[str, str]
#: A numbered reference of a document: its text, its names, and how often it is cited there.
Item = dict[str, Any]

#: What readers are warned of.
FLAGGED = (Status.CORRECTED, Status.REMOVED_FOR_NOW, Status.CONCERN, *GONE)


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """Works."""

    def find(self, *, text: str = "", **names: str) -> Reference | None:
        """The work that has one of these names, the surest first, or this very text and no name; None without one.

        Of works that were merged it is the one that is kept.
        """
        rows = self.select_related("merged_into")
        for name in NAMES:
            if names.get(name) and (found := rows.filter(**{name: names[name]}).first()):
                return found.merged_into or found
        found = None if any(names.values()) else rows.filter(text=text, **dict.fromkeys(NAMES, "")).first()
        return found and (found.merged_into or found)

    def adopt(self, item: Item, *, by: User | None) -> Reference:
        """The work that a numbered reference of a document is: found, or added as it is printed there.

        `by` brought it here: a name that the library lacked is theirs.
        """
        names = names_in(item)
        reference = self.find(text=item["text"], **names)
        if reference is None:
            return self.create(text=item["text"], **names)
        new = {name: value for name, value in names.items() if value and not getattr(reference, name)}
        free = {name: value for name, value in new.items() if not self.filter(**{name: value}).exists()}
        if free:
            self.filter(pk=reference.pk).update(**free, changed_by=by)
            reference.refresh_from_db()
        return reference

    def same_as(self, work: Work) -> Reference | None:
        """The row of a work that was looked up or came in a file; None where it is new."""
        return self.find(text=as_printed(work), **names_of(work))

    def import_work(
        self, work: Work, *, by: User | None, theirs: Collection[str] = (), ours: Collection[str] = ()
    ) -> tuple[Reference, bool]:
        """A work that was looked up or came in a file: (its row, whether it is new). What it is, is kept with it.

        Of one that is there each field stays that a better source has told; `theirs` and `ours` name fields of which
        somebody has chosen.
        """
        names, text = names_of(work), as_printed(work)
        reference = self.find(text=text, **names)
        if reference is not None:
            work = merged(reference.work, work, theirs, ours)
        facts = {
            "csl": work.csl,
            "kind": work.kind,
            "study_type": work.study_type,
            "is_preprint": work.is_preprint,
            "source": work.source,
            "fetched_at": work.fetched_at,
        }
        if reference is None:
            return self.create(text=text, html=formatted_of(work).html, **names, **facts), True
        self.filter(pk=reference.pk).update(**facts, changed_by=by)
        return self.adopt({"text": text, **names}, by=by), False

    @transaction.atomic
    def merge(self, reference: Reference, *, into: Reference, by: User) -> Reference:
        """Let one work stand for two rows that are the same: what cites `reference` cites `into` from now on.

        The row stays, with its names, for what still says its id or its names.
        """
        lock_record()
        pks = sorted({reference.pk, into.pk})
        locked = {row.pk: row for row in self.select_for_update(of=("self",)).filter(pk__in=pks, merged_into=None)}
        if len(locked) != 2:
            raise ValueError(_("These cannot be merged: choose two works of the library."))
        reference, into = locked[reference.pk], locked[into.pk]
        Citation.objects.filter(reference=reference).update(reference=into)
        self.filter(merged_into=reference).update(merged_into=into, changed_by=by)
        reference.merged_into, reference.changed_by = into, by
        reference.save(update_fields=["merged_into", "changed_by"])
        into.become_as_bad_as(reference)
        for row, other in ((reference, into), (into, reference)):
            log(row, "articles.merge_references", user=by, data={"with": other.pk, "text": str(other)})
        return into

    def like(self, reference: Reference, limit: int = 8) -> Self:
        """Other works whose printed form is like that of this one, the likest first."""
        text = folded(reference.text)
        others = self.exclude(pk=reference.pk).filter(merged_into=None).annotate(folded=FOLDED_TEXT)
        alike = others.filter(folded__trigram_similar=text).annotate(likeness=TrigramSimilarity("folded", text))
        return alike.order_by("-likeness", "pk")[:limit]

    def matching(self, words: str) -> Self:
        """Those whose printed form has all the words, the newest first."""
        having = (Q(folded__contains=word) for word in folded(words).split()[:MOST_WORDS])
        return self.alias(folded=FOLDED_TEXT).filter(*having, merged_into=None).order_by("-pk")

    def by_mark(self, ids: Iterable[int]) -> dict[int, Reference]:
        """The works that citations in a text stand for, by the id in the mark: of merged ones the one that is kept."""
        found = self.select_related("merged_into").in_bulk(ids)
        return {pk: work.merged_into or work for pk, work in found.items()}

    def all_of_items(self, items: Sequence[Item]) -> list[list[Reference]]:
        """For each numbered reference of a document the works that it can mean: by its names, else by its text."""
        if not items:
            return []
        names = [names_in(item) for item in items]
        nameless = {item["text"] for item, own in zip(items, names, strict=True) if not any(own.values())}
        rows = self.filter(_named(names) | Q(text__in=nameless, **dict.fromkeys(NAMES, "")))
        meant: dict[tuple[str, str], dict[int, Reference]] = defaultdict(dict)
        for row in rows.select_related("merged_into").order_by("pk"):
            for name in (*NAMES, "text"):
                meant[name, getattr(row, name)][row.pk] = row.merged_into or row
        found = []
        for item, own in zip(items, names, strict=True):
            keys = own.items() if any(own.values()) else [("text", item["text"])]
            works = {pk: work for name, value in keys if value for pk, work in meant[name, value].items()}
            found.append(list(works.values()))
        return found

    def of_items(self, items: Sequence[Item]) -> list[Reference | None]:
        """For each numbered reference of a document its work in the library, or None."""
        return [works[0] if works else None for works in self.all_of_items(items)]

    def cited_now(self) -> Self:
        """Those that an edition cites which readers get now, and those that stand for the same: it may name either."""
        same = Q(reference=OuterRef("pk")) | Q(reference=OuterRef("merged_into"))
        now = Citation.objects.filter(same, edition__publication__isnull=False)
        return self.filter(Exists(now))


def names_of(work: Work) -> Names:
    """The names by which a work is looked for."""
    return {name: found.value if (found := work.identifier(Kind(name))) else "" for name in NAMES}


def as_printed(work: Work) -> str:
    """A work that was looked up or came in a file, as the site prints references."""
    return formatted_of(work).plain


def formatted_of(work: Work) -> Formatted:
    """The same, with italics beside it."""
    return formatted(work.csl, Style(settings.CITATION_STYLE))


def _named(names: Iterable[Names]) -> Q:
    """What finds the works that have any of these names."""
    wanted = Q(pk__in=[])
    for name in NAMES:
        if values := {own[name] for own in names} - {""}:
            wanted |= Q(**{f"{name}__in": values})
    return wanted


def names_in(item: Item) -> Names:
    """The names of a numbered reference of a document, each in the form in which we keep it."""
    found = {name: normalised(name, value) if (value := item.get(name)) else None for name in NAMES}
    return {name: identifier.value if identifier else "" for name, identifier in found.items()}


class Reference(models.Model):
    """One work. What the world says of it is kept here by the watch, with the day on which the world said so."""

    text = PrintedText(_("as it is printed"))
    html = PrintedText(_("the same with italics"), blank=True, editable=False)
    doi = models.CharField("DOI", max_length=250, blank=True)
    pmid = models.CharField("PMID", max_length=12, blank=True)
    pmcid = models.CharField("PMCID", max_length=15, blank=True)
    isbn = models.CharField("ISBN", max_length=13, blank=True)
    url = models.CharField(_("web address"), max_length=500, blank=True)
    csl = models.JSONField("CSL-JSON", default=dict, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=WorkKind.choices, blank=True)
    study_type = models.CharField(_("kind of study"), max_length=30, choices=StudyType.choices, blank=True)
    is_preprint = models.BooleanField(_("a preprint, not peer reviewed"), default=False)
    source = models.CharField(_("described by"), max_length=12, choices=Source.choices, default=Source.MANUAL)
    fetched_at = models.DateTimeField(_("described on"), null=True, blank=True, editable=False)
    archive_url = models.CharField(
        _("archived copy"), max_length=500, blank=True, help_text=_("Where the work can be read if its address dies.")
    )
    link_status = models.CharField(
        _("its address"), max_length=8, choices=LinkStatus.choices, blank=True, default=LinkStatus.UNCHECKED
    )
    link_checked_at = models.DateTimeField(_("address last checked"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("what the world says"), max_length=16, choices=Status.choices, default=Status.COULD_NOT_CHECK
    )
    status_on = models.DateField(_("since"), null=True, blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="merged", verbose_name=_("same as")
    )
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_by = changed_by()

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        triggers = [
            Trigger(
                name="note_integrity",
                function="articles_note_integrity",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("status", "status_on", *NAMES),
            ),
            *notes_changes("articles_note_changed_work", "text", *NAMES, "merged_into_id", "changed_by_id"),
        ]
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=[name], condition=~Q(**{name: ""}), name=f"articles_reference_{name}_once")
            for name in NAMES
        ]
        indexes = [
            models.Index(F("checked_at").asc(nulls_first=True), "id", name="articles_reference_next_check"),
            models.Index(
                F("link_checked_at").asc(nulls_first=True),
                "id",
                name="articles_reference_next_link",
                condition=~Q(url="") & Q(merged_into=None),
            ),
            HashIndex(fields=["text"], name="articles_reference_nameless", condition=Q(**dict.fromkeys(NAMES, ""))),
            GinIndex(OpClass(FOLDED_TEXT, "gin_trgm_ops"), name="articles_reference_words"),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(120)

    @property
    def short_name(self) -> str:
        """For the desk, as in “Hayden 2021”: whose and from when, or the beginning of it."""
        people = self.csl.get("author") or self.csl.get("editor") or [{}]
        name = people[0].get("family") or people[0].get("literal") or re.split(r"[,.;:]", self.text)[0]
        years = [self.csl["issued"]["date-parts"][0][0]] if "issued" in self.csl else YEAR.findall(self.text)
        return " ".join([Truncator(name.strip()).chars(30), *map(str, years[:1])])

    @property
    def is_flagged(self) -> bool:
        return self.status in FLAGGED

    def become_as_bad_as(self, merged: Reference) -> None:
        """Let what is known of a row that this one stands for count, where it is worse. Both are locked."""
        if Status.values.index(merged.status) < Status.values.index(self.status):
            before, self.status, self.status_on = self.status, merged.status, merged.status_on
            self.save(update_fields=["status", "status_on"])
            work_got_worse.send(Reference, reference=self, merged=merged, before=before)

    @property
    def could_not_be_checked(self) -> bool:
        """Whether nothing is known, which is not to be read as clear."""
        return self.status == Status.COULD_NOT_CHECK

    @property
    def work(self) -> Work:
        """What is known of it."""
        return Work(
            self.csl,
            kind=WorkKind(self.kind or WorkKind.OTHER),
            study_type=StudyType(self.study_type),
            is_preprint=self.is_preprint,
            source=Source(self.source),
            fetched_at=self.fetched_at or self.added_at,
        )

    @property
    def shown(self) -> Item:
        """What readers get of it, as a numbered reference of a reader document."""
        names = {name: getattr(self, name) for name in NAMES}
        html = same_in_html(self.html, self.text)
        own = {"text": self.text, **({"html": html} if "<" in html else {})}
        about = {"kind": self.kind, "study": self.study_type, "preprint": self.is_preprint}
        return {
            **own,
            **{name: names[name] for name in names if names[name] or name in ALWAYS},
            **{name: value for name, value in about.items() if value and value != WorkKind.OTHER},
        }

    @property
    def identifiers(self) -> list[Identifier]:
        """The names by which services know it."""
        found = (normalised(name, getattr(self, name)) for name in NAMES if getattr(self, name))
        return [identifier for identifier in found if identifier]


class Citation(models.Model):
    """That an edition cites a work, under which number. Written together with the edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="citations")
    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="citations")
    number = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("citation")
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="articles_citation_number_once")]

    def __str__(self) -> str:
        return f"{self.edition} [{self.number}]"


def adopt_cited(document: ReaderDocument, *, by: Callable[[], User | None]) -> list[Reference]:
    """Put what a draft cites into the library, so that it is watched before the draft is signed; what was not there.

    `by` says who had it signed; it is asked where something was not there.
    """
    items = [item for item in document.get("references", []) if item["text"]]
    known = Reference.objects.of_items(items)
    pairs = zip(items, known, strict=True)
    return [Reference.objects.adopt(item, by=by()) for item, work in pairs if not is_known(work, item)]


def is_known(work: Reference | None, item: Item) -> bool:
    """Whether the library has a work of a document's list, with all the names that stand there."""
    return work is not None and all(getattr(work, name) for name, value in names_in(item).items() if value)


def cite_again(reference: Reference) -> None:
    """After its names were changed: an edition that names it otherwise cites a work of those, which is watched."""
    for citation in reference.citations.filter(edition__publication__isnull=False).select_related("edition"):
        item = citation.edition.content["references"][citation.number - 1]
        lacking = {name: value for name, value in names_in(item).items() if value and getattr(reference, name) != value}
        free = {
            name: value for name, value in lacking.items() if not Reference.objects.filter(**{name: value}).exists()
        }
        found = Reference.objects.find(text=item["text"], **lacking) if lacking else None
        if found is None and free:
            found = Reference.objects.create(text=item["text"], **free)
        if found is not None and found != reference:
            citation.reference = found
            citation.save(update_fields=["reference"])


def cite(edition: Edition) -> list[Citation]:
    """Note in the library which works a new edition cites; its citations."""
    items = edition.content.get("references", [])
    known = Reference.objects.of_items(items)
    works = [
        work if is_known(work, item) else Reference.objects.adopt(item, by=edition.draft_record.user)
        for item, work in zip(items, known, strict=True)
    ]
    return Citation.objects.bulk_create(
        Citation(edition=edition, reference=work, number=number) for number, work in enumerate(works, start=1)
    )
