"""Related articles: which articles are like one, worked out when editions are published, not when readers ask."""

from pathlib import Path

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction
from django.db.models import F, Func, IntegerField, Q, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ...record.publications import Publication
from ...record.status import PublicationStatus
from ...record.triggers import moves_reader_version
from ..search.index import statement

SQL = (Path(__file__).parent / "related.sql").read_text(encoding="utf-8")
#: More than are shown, because some of them may be withdrawn, held or overdue by the time that somebody reads.
KEPT = 18


class RelatedArticles(models.Model):
    """The articles that are most like one article, the likest first."""

    publication = models.OneToOneField(Publication, primary_key=True, on_delete=models.CASCADE, related_name="related")
    pages = ArrayField(models.IntegerField(), help_text=_("Page ids of the others."))
    computed_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("related articles")
        verbose_name_plural = _("related articles")
        triggers = [moves_reader_version(pgtrigger.Insert | pgtrigger.UpdateOf("pages"))]
        default_permissions = []
        indexes = [GinIndex(fields=["pages"], name="articles_related_pages")]

    def __str__(self):
        return str(self.publication)


def related_to(page_id):
    """The publications to show beside an article, the likest first: none that is held, withdrawn or past its review."""
    pages = Subquery(RelatedArticles.objects.filter(publication__page_id=page_id).values("pages")[:1])
    place = Func(pages, F("page_id"), function="array_position", output_field=IntegerField())
    found = Publication.objects.readable().filter(status=PublicationStatus.PUBLISHED)
    found = found.filter(Q(review_due_at__isnull=True) | Q(review_due_at__gt=Now()))
    return found.filter(page_id__in=_listed_pages(page_id)).annotate(place=place).order_by("place")


def _listed_pages(page_id):
    rows = RelatedArticles.objects.filter(publication__page_id=page_id)
    return rows.annotate(listed=Func(F("pages"), function="unnest", output_field=IntegerField())).values("listed")


@transaction.atomic
def relate(publication_id):
    """Work out the related articles of one article; the page ids of the others."""
    # Locked before the record is: whoever publishes takes them in this order too.
    Publication.objects.select_for_update(no_key=True).get(pk=publication_id)
    with connection.cursor() as cursor:
        cursor.execute(statement(SQL), {"publication": publication_id, "kept": KEPT})
        pages = [page_id for (page_id,) in cursor.fetchall()]
    as_before = RelatedArticles.objects.filter(publication=publication_id, pages=pages)
    if not as_before.update(computed_at=Now()):  # what was rendered stays in use where nothing moved
        RelatedArticles.objects.update_or_create(
            publication_id=publication_id, defaults={"pages": pages, "computed_at": Now()}
        )
    return pages


def relate_around(page_id):
    """Work out the related articles of an article that has a new edition, and of those that it may now be like."""
    articles = Publication.objects.of_kind("article")
    publication = articles.filter(page_id=page_id).first()
    if publication is None:
        return
    before = RelatedArticles.objects.filter(publication=publication).values_list("pages", flat=True).first() or []
    now = relate(publication.pk)
    listing = RelatedArticles.objects.filter(pages__contains=[page_id]).values("publication_id")
    around = articles.filter(Q(page_id__in={*before, *now}) | Q(pk__in=listing)).exclude(pk=publication.pk)
    for publication_id in around.values_list("pk", flat=True):
        relate(publication_id)


def relate_oldest(limit):
    """Work out those that were never worked out, or longest ago; how many. Words become rarer and more common."""
    oldest = Publication.objects.of_kind("article").order_by(F("related__computed_at").asc(nulls_first=True), "pk")
    chosen = list(oldest.values_list("pk", flat=True)[:limit])
    for publication_id in chosen:
        relate(publication_id)
    return len(chosen)
