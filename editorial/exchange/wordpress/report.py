"""What came of each item: a file with a line for each, and a summary."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Self

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.characters.formulas import without_formula
from articles.record.published.addresses import absolute

COLUMNS = ["number", "kind", "title", "former address", "outcome", "page", "what to look at", "comments"]

#: In characters: programs that read the file refuse longer cells, and nobody reads longer sentences.
MOST_OF_SENTENCE, MOST_OF_CELL = 30_000, 100_000


class Outcome(TextChoices):
    """What came of an item."""

    NEW = "new", gettext_lazy("came in")
    UPDATED = "updated", gettext_lazy("renewed")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    WOULD = "would", gettext_lazy("would come in")
    CONFLICT = "conflict", gettext_lazy("changed on both sides, and left as it is here")
    OTHER = "other", gettext_lazy("another site's, and left out")
    SKIPPED = "skipped", gettext_lazy("not a page, left out")
    FAILED = "failed", gettext_lazy("could not come in")


class Report:
    """Written line by line, so that it has what happened whatever happens then.

    What an earlier run told stays until this one has something to tell: a file that is refused takes nothing away.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[Outcome] = Counter()
        self.with_hands = 0
        self.notes: list[str] = []

    def __enter__(self) -> Self:
        self._is_new = not self.path.exists()
        self._file = open(self.path, "a", newline="", encoding="utf-8")
        self._has_begun = False
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if kind is None:
            self._write()
        self._file.close()
        if self._is_new and not self._has_begun:
            self.path.unlink()

    def _write(self, *rows: list[object]) -> None:
        lines = csv.writer(self._file)
        if not self._has_begun:
            if self.path.is_file():  # and no device
                self._file.truncate(0)
            lines.writerow(COLUMNS)
            self._has_begun = True
        lines.writerows(rows)

    def add(
        self,
        number: object,
        kind: str,
        title: str,
        address: str,
        outcome: Outcome,
        page: int | None,
        hands: list[str],
        comments: str = "",
    ) -> None:
        self.counts[outcome] += 1
        self.with_hands += bool(hands) and outcome not in (Outcome.SKIPPED, Outcome.UNCHANGED)
        edit = absolute(reverse("wagtailadmin_pages:edit", args=[page])) if page else ""
        told = "\n".join(Truncator(sentence).chars(MOST_OF_SENTENCE) for sentence in hands)
        self._write(_cells(number, kind, title, address, str(outcome.label), edit, told, comments))
        self._file.flush()

    def note(self, sentence: str) -> None:
        """Something about the whole file."""
        self.notes.append(sentence)
        self._write(_cells("", "", "", "", "", "", sentence, ""))

    @property
    def is_clean(self) -> bool:
        return not (self.counts[Outcome.FAILED] or self.counts[Outcome.CONFLICT] or self.counts[Outcome.OTHER])

    def summary(self) -> list[str]:
        lines = [f"{number:>8,}  {outcome.label}" for outcome in Outcome if (number := self.counts[outcome])]
        hands = _("%s of them need a hand.") % f"{self.with_hands:,}"
        return [*self.notes, *lines, *([hands] if self.with_hands else []), _("By item: %s") % self.path]


def _cells(*cells: object) -> list[object]:
    return [Truncator(without_formula(str(cell))).chars(MOST_OF_CELL) for cell in cells]
