"""Related articles: which articles are like one, worked out when editions are published, not when readers ask."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import F, Func, IntegerField, Q, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from ...record.published.overdue import OverdueStep
from ...record.published.publications import Publication
from ...record.published.status import PublicationStatus
from ...record.statements import AmongThem
from ...record.triggers import moves_reader_version

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
    kept = RelatedArticles.objects.filter(publication__page_id=page_id).values("pages")[:1]
    pages = Cast(Subquery(kept), ArrayField(IntegerField()))  # of a bare subquery PostgreSQL would compare the rows
    place = Func(pages, F("page_id"), function="array_position", output_field=IntegerField())
    found = Publication.objects.readable().not_so_late(OverdueStep.UNRELATED)
    found = found.filter(AmongThem(F("page_id"), pages), status=PublicationStatus.PUBLISHED)
    return found.annotate(place=place).order_by("place")


def relate(publication_id):
    """Have the related articles of one article worked out and kept; the page ids of the others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_relate(%s, %s)", [publication_id, KEPT])
        return cursor.fetchone()[0]


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
