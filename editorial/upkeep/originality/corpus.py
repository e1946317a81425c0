"""The corpus: what each page says in its newest edition and in its newest draft, with fingerprints.

An edition's are written when it is published, a draft's when it is checked. What was missed, `catch_up` makes up for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from articles.pages import EditionedPage
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition

from .passages import Text, places, runs
from .words import compared_text

#: So many drafts and editions that were missed are read in one go.
AT_ONCE = 200


class ComparedTextQuerySet(models.QuerySet["ComparedText"]):
    """What is compared."""

    def of_others(self, page: Page) -> Self:
        """Texts of other pages: what a page said before, and translations of it, are its own words."""
        return self.exclude(page__translation_key=page.translation_key)

    def note_edition(self, edition: Edition) -> ComparedText:
        """Keep the words of a page's newest edition, in place of those of the one before."""
        text = compared_text(edition.content)
        kept = self._keep({"page_id": edition.page_id, "is_draft": False}, text, edition=edition)
        page = Page.objects.select_related("latest_revision").get(pk=edition.page_id)
        if not page.has_unpublished_changes:
            self.filter(page=page, is_draft=True).delete()
        return kept

    def note_draft(self, draft: Draft) -> ComparedText:
        of = {"page_id": draft.page.pk, "is_draft": True}
        return self._keep(of, compared_text(draft.document), revision=draft.revision)

    @transaction.atomic
    def _keep(self, of: dict[str, Any], text: str, **whence: Any) -> ComparedText:
        Page.objects.select_for_update().get(pk=of["page_id"])  # one at a time for each page
        row, _is_new = self.update_or_create(**of, defaults={"text": text, **whence})
        found = sorted(Text(text).fingerprints)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM upkeep_fingerprint WHERE text_id = %s", [row.pk])
            cursor.execute(
                "INSERT INTO upkeep_fingerprint (hash, text_id) SELECT unnest(%s::bigint[]), %s", [found, row.pk]
            )
        return row


class ComparedText(models.Model):
    """The words of a page's newest edition, or of its newest draft that was read."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    is_draft = models.BooleanField()
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    read_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ComparedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text that drafts are compared with")
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(fields=["page", "is_draft"], name="upkeep_compared_text_once"),
            models.CheckConstraint(
                condition=Q(is_draft=True) | Q(edition__isnull=False), name="upkeep_compared_text_of_edition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {_('draft') if self.is_draft else self.edition}"


class Fingerprint(models.Model):
    """That a text has a fingerprint. Found by the fingerprint: the key begins with it."""

    pk = models.CompositePrimaryKey("hash", "text_id")
    hash = models.BigIntegerField()
    text = models.ForeignKey(ComparedText, on_delete=models.CASCADE, related_name="fingerprints")

    class Meta:
        verbose_name = _("fingerprint")
        default_permissions: list[str] = []

    def __str__(self) -> str:
        return f"{self.hash:016x}"


#: Of one fingerprint no more texts are read than it takes to say that it is common; each page has two at most.
MEETINGS = """
    SELECT ours, met.text_id FROM unnest(%s::bigint[]) AS ours
    CROSS JOIN LATERAL (SELECT text_id FROM upkeep_fingerprint WHERE hash = ours LIMIT %s) AS met
"""
#: Among the texts of other pages these are compared word by word, those that share most first.
MOST_COMPARED = 40


#: What stands on very many pages is compared in so many of them, to see how far it goes.
SAMPLES = 3


@dataclass(frozen=True)
class Met:
    """The texts of other pages that share fingerprints with ours, and what of ours is boilerplate.

    Boilerplate is what stands on more than `ORIGINALITY_COMMON_PAGES` pages, and the site's disclaimer: `common` are
    its fingerprints, `boilerplate` the places of its words.
    """

    texts: list[ComparedText]
    common: set[int]
    boilerplate: set[int]


def met(ours: Text, page: Page) -> Met:
    most = settings.ORIGINALITY_COMMON_PAGES
    with connection.cursor() as cursor:
        cursor.execute(MEETINGS, [list(ours.fingerprints), 2 * (most + 1)])
        pairs = cursor.fetchall()
    texts = ComparedText.objects.of_others(page).filter(pk__in={pk for _hash, pk in pairs})
    page_of = dict(texts.values_list("pk", "page_id"))
    met_by: dict[int, dict[int, int]] = {}  # fingerprint, page, text
    for fingerprint, pk in pairs:
        if pk in page_of:
            met_by.setdefault(fingerprint, {})[page_of[pk]] = pk
    common = {fingerprint for fingerprint, pages in met_by.items() if len(pages) > most}
    shared = Counter(pk for fingerprint, pk in pairs if pk in page_of and fingerprint not in common)
    closest = [pk for pk, _count in shared.most_common(MOST_COMPARED)]
    samples = Counter(pk for fingerprint in common for pk in sorted(met_by[fingerprint].values())[:SAMPLES])
    found = texts.select_related("page", "edition").defer("edition__document").in_bulk([*closest, *samples])
    boilerplate = disclaimed(ours) | common_to([found[pk] for pk in samples], ours, common)
    return Met([found[pk] for pk in closest], common, boilerplate)


def disclaimed(ours: Text) -> set[int]:
    """The places of ours that are the site's disclaimer's: its words belong on every page."""
    disclaimers = ComparedText.objects.filter(edition__policy="disclaimer")
    return {place for each in disclaimers for place in places(runs(ours, Text(each.text)))}


def common_to(samples: list[ComparedText], ours: Text, common: set[int]) -> set[int]:
    """The places of ours that several texts have: what one of them has besides was perhaps copied from it."""
    found = Counter(place for each in samples for place in places(runs(ours, Text(each.text), common)))
    return {place for place, count in found.items() if count >= min(SAMPLES, len(samples))}


def catch_up() -> int:
    """Read the editions and drafts that nobody read when they came, so many at once; how many there were."""
    newer = Edition.objects.filter(page=OuterRef("page"), number__gt=OuterRef("number"))
    unread = ~Exists(ComparedText.objects.filter(edition=OuterRef("pk")))
    editions = list(Edition.objects.filter(~Exists(newer), unread)[:AT_ONCE])
    for edition in editions:
        ComparedText.objects.note_edition(edition)
    read = ComparedText.objects.filter(is_draft=True, page=OuterRef("pk"), revision=OuterRef("latest_revision"))
    changed = Page.objects.filter(~Exists(read), has_unpublished_changes=True, latest_revision__isnull=False)
    drafts = [page for page in changed[:AT_ONCE] if issubclass(page.specific_class or Page, EditionedPage)]
    for page in drafts:
        ComparedText.objects.note_draft(Draft.of(page))
    return len(editions) + len(drafts)
