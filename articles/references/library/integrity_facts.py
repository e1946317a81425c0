"""What the world says of the names under which works are cited, as evidence.

Readers are warned by the names that stand in the edition. PostgreSQL writes a fact for each name of a work when the
watch learns something (`articles/sql/note_integrity.sql`): nobody takes a warning away by editing or merging works in
the library. A false alarm is overruled by two editors, with a reason; what the world says later counts anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ...record.evidence import ChainedModel
from ...record.statements import AmongThem, Instances, Slot
from ...record.triggers import append_only, before_insert, moves_reader_version
from ...stores.databases import planned_once
from ..integrity.status import Status
from .references import FLAGGED, NAMES, Item, names_in

#: By what a work without any name is known: the SHA-256 of its text.
TEXT = "text"
#: A name of a work: of which kind, and which.
Name = tuple[str, str]


def known_by(item: Item) -> list[Name]:
    """The names by which a numbered reference of a document is known, or else its text."""
    names = [(name, value) for name, value in names_in(item).items() if value]
    return names or [(TEXT, hashlib.sha256(item["text"].encode()).hexdigest())]


class IntegrityFactManager(models.Manager["IntegrityFact"]):
    """What the world says."""

    def newest_of(self, names: Iterable[Name]) -> dict[Name, IntegrityFact]:
        """What counts now of each name of which anything was ever said."""
        wanted = set(names)
        kinds, values = {name for name, _value in wanted}, {value for _name, value in wanted}
        newest = _NEWEST.asked(kinds=list(kinds), values=list(values))
        return {(fact.name, fact.value): fact for fact in newest if (fact.name, fact.value) in wanted}

    def about(self, items: Sequence[Item]) -> list[IntegrityFact | None]:
        """For each numbered reference of a document the worst that is said of any of its names, or None."""
        if not items:
            return []
        names = [known_by(item) for item in items]
        newest = self.newest_of(name for own in names for name in own)
        said = ([newest[name] for name in own if name in newest and newest[name].is_flagged] for own in names)
        return [min(facts, key=lambda fact: Status.values.index(fact.status), default=None) for facts in said]


class IntegrityFact(ChainedModel):
    """What is said of one name of a work, or that what was said (`overrules`) is a false alarm."""

    name = models.CharField(max_length=10, choices=[(name, name) for name in (*NAMES, TEXT)])
    value = models.CharField(max_length=500)
    status = models.CharField(max_length=16, choices=Status.choices)
    status_on = models.DateField(null=True)
    overrules = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="overruled_by")
    reason = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = IntegrityFactManager()

    class Meta:
        verbose_name = _("what the world says of a work")
        default_permissions = ()
        triggers = [
            append_only(),
            before_insert("validate", "articles_validate_integrity_fact"),
            before_insert("write_to_chain", "articles_write_to_chain"),
            moves_reader_version(pgtrigger.Insert),
        ]
        indexes = [models.Index(fields=["name", "value", "-sequence"], name="articles_fact_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(overrules__isnull=True) | ~Q(reason=""), name="articles_overrule_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value}: {self.get_status_display()}"

    @property
    def is_flagged(self) -> bool:
        return self.status in FLAGGED


def _newest() -> models.QuerySet[IntegrityFact]:
    among = Q(AmongThem(F("name"), Slot("kinds"))) & Q(AmongThem(F("value"), Slot("values")))
    return IntegrityFact.objects.filter(among).order_by("name", "value", "-sequence").distinct("name", "value")


_NEWEST = Instances(IntegrityFact, _newest, cursor=planned_once)
