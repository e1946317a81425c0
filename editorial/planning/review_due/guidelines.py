"""A guideline changed: which articles cite or name it, and their reviews are opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from articles.characters.folding import folded
from articles.reading.search.index import SearchEntry
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.references.identifiers import Kind, normalised
from articles.references.library.newer import NewerVersion
from articles.references.library.references import FOLDED_TEXT, Citation, Reference
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind as LetterKind
from editorial.letters.outbox.writing import write
from editorial.review.signing.permissions import editors, may_change_status

from .review_rules import owner_of

#: More articles than this are not one guideline's: its name is too short.
MOST = 500
#: A shorter name stands in too many texts by chance.
SHORTEST = 4
#: What an editor says of a change.
SAID = ("title", "also_called", "address", "changed_on", "what")


class GuidelineChange(models.Model):
    """What an editor noted: a guideline, or another work that advice rests on, says something else from a day on."""

    title = models.CharField(
        _("name of the guideline"),
        max_length=250,
        help_text=_("As articles name it, such as “NG59” or “Low back pain and sciatica”."),
    )
    also_called = models.TextField(
        _("other names"),
        blank=True,
        max_length=1000,
        help_text=_("One a line. Articles that name it so are found too."),
    )
    address = models.CharField(
        _("DOI, PMID or web address"),
        max_length=500,
        blank=True,
        help_text=_("Articles that cite the work with this address are found."),
    )
    changed_on = models.DateField(_("changed on"))
    what = models.TextField(_("what changed"), max_length=2000, help_text=_("Whoever reviews the articles reads this."))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of a guideline")
        verbose_name_plural = _("changes of guidelines")
        default_permissions: list[str] = []
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if not self.names and not self.address:
            raise ValidationError(
                {"title": _now("A name has at least %d characters, or give its address as well.") % SHORTEST}
            )

    @property
    def names(self) -> list[str]:
        """What it is called, but for names that are too short to be looked for."""
        said = [name.strip() for name in [self.title, *self.also_called.splitlines()]]
        return [name for name in dict.fromkeys(said) if len(name) >= SHORTEST]


class ReviewCallQuerySet(models.QuerySet["ReviewCall"]):
    """Calls for reviews."""

    def standing(self) -> Self:
        """All but those for what an editor said is no newer version."""
        return self.filter(newer__settled_at__isnull=True)


class ReviewCall(models.Model):
    """That a page is to be reviewed: a guideline changed, the watch found a newer version of what it cites, or it was
    moved in and nobody has reviewed it yet (`moved_in`, the edition that readers got then).

    A review after it answers it.
    """

    change = models.ForeignKey(GuidelineChange, null=True, on_delete=models.CASCADE, related_name="calls")
    newer = models.ForeignKey(NewerVersion, null=True, on_delete=models.CASCADE, related_name="calls")
    moved_in = models.OneToOneField(Edition, null=True, on_delete=models.CASCADE, related_name="first_review")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)

    objects = ReviewCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for a review")
        verbose_name_plural = _("calls for reviews")
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(fields=["change", "page"], name="planning_review_call_once"),
            models.UniqueConstraint(fields=["newer", "page"], name="planning_review_call_of_newer_once"),
            models.CheckConstraint(
                condition=Q(change__isnull=False, newer__isnull=True, moved_in__isnull=True)
                | Q(change__isnull=True, newer__isnull=False, moved_in__isnull=True)
                | Q(change__isnull=True, newer__isnull=True, moved_in__isnull=False),
                name="planning_review_call_for_one_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.change or self.newer or _now('moved in, not reviewed')}"


@dataclass
class Concerned:
    """A page that readers get, and why the change of a guideline concerns it."""

    publication: Publication
    cites: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def why(self) -> str:
        cited = ", ".join(f"[{number}]" for number in sorted(self.cites))
        said = [_now("cites it as %s") % cited] if cited else []
        return "; ".join([*said, *(_now("names “%s”") % name for name in self.names)])


def concerned_by(change: GuidelineChange) -> list[Concerned]:
    """The pages that cite or name it, those that cite it first. Each is what readers get now, and was reviewed."""
    cites, names = defaultdict(list), defaultdict(list)
    citations = Citation.objects.filter(edition__publication__isnull=False, reference__in=works_of(change))
    for page_id, number in citations.values_list("edition__page_id", "number")[: 4 * MOST]:
        cites[page_id].append(number)
    for name in change.names:
        query = SearchQuery(folded(name), config="public.articles_english", search_type="phrase")
        for page_id in SearchEntry.objects.filter(stems=query).values_list("publication__page_id", flat=True)[:MOST]:
            names[page_id].append(name)
    pages = Publication.objects.readable().filter(reviewed_at__isnull=False, page_id__in={*cites, *names})
    found = [
        Concerned(publication, cites[publication.page_id], names[publication.page_id])
        for publication in pages.select_related("edition").defer("edition__document").order_by("edition__title")[:MOST]
    ]
    return sorted(found, key=lambda concerned: not concerned.cites)


def works_of(change: GuidelineChange) -> list[int]:
    """The works of the library that are this guideline: by its address, or by a name in their printed form."""
    wanted = Q(pk__in=[])
    for kind in (Kind.DOI, Kind.PMID, Kind.URL):
        if change.address and (identifier := normalised(kind.value, change.address)):
            wanted |= Q(**{kind.value: identifier.value})
    for name in change.names:
        wanted |= Q(folded__contains=folded(name))
    found = Reference.objects.annotate(folded=FOLDED_TEXT).filter(wanted).values_list("pk", "merged_into")[:MOST]
    kept = {pk for pair in found for pk in pair if pk}
    return list(Reference.objects.filter(Q(pk__in=kept) | Q(merged_into__in=kept)).values_list("pk", flat=True))


@transaction.atomic
def note_change(change: GuidelineChange, *, by: User) -> GuidelineChange:
    """Keep what an editor noted. Said twice, it is kept once."""
    if not may_change_status(by):
        raise PermissionDenied(_now("Only an editor can do this."))
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # whoever presses twice waits for themselves
    newest = GuidelineChange.objects.filter(noted_by=by).first()
    if newest and all(getattr(newest, name) == getattr(change, name) for name in SAID):
        return newest
    change.noted_by = by
    change.save()
    return change


@transaction.atomic
def call_for_reviews(change: GuidelineChange, page_ids: Iterable[int], *, by: User) -> list[ReviewCall]:
    """Have these pages reviewed, of those that it concerns: they are due now, and whoever sees to them is told."""
    if not may_change_status(by):
        raise PermissionDenied(_now("Only an editor can do this."))
    wanted, called = set(page_ids), []
    for concerned in concerned_by(change):
        if concerned.publication.page_id not in wanted:
            continue
        page = concerned.publication.page
        call, is_new = ReviewCall.objects.get_or_create(change=change, page=page, defaults={"called_by": by})
        if not is_new:
            continue
        called.append(call)
        log(page.specific, "planning.call_for_review", user=by, data={"change": str(change)})
        owner = owner_of(page)
        context = {"title": concerned.publication.edition.title, "change": change, "why": concerned.why}
        people, template = [owner] if owner else editors(), "planning/emails/guideline_changed.txt"
        occasion, link = f"guideline {change.pk} {page.pk}", reverse("planning:review", args=[page.pk])
        write(LetterKind.REVIEWS, occasion, people, template, context, link=link, about=page)
    return called
