"""The search index: what PostgreSQL keeps of each publication's current edition."""

from functools import lru_cache

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ...record.published.publications import Publication, reader_version_within
from ...stores.databases import reading


class SearchEntry(models.Model):
    """What one publication is found by, written by a trigger whenever the publication shows another edition.

    It does not know whether readers get the page: that is asked of the publication, each time somebody searches.
    """

    publication = models.OneToOneField(
        Publication, primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    kind = models.CharField(max_length=20)
    title = models.TextField()
    topics = ArrayField(models.IntegerField(), help_text=_("Page ids; a topic lies in itself."))
    body = models.TextField(help_text=_("All but the title, as plain text."))
    title_words = SearchVectorField(help_text=_("The title's words as they are written."))
    subject_stems = SearchVectorField(help_text=_("The title's, up to a colon or “for”: what the page is about."))
    title_stems = SearchVectorField()
    head_stems = SearchVectorField(help_text=_("Title, standfirst, key points and headings."))
    stems = SearchVectorField(help_text=_("Everything, weighted: title, key points, headings, text."))
    places = models.JSONField(
        default=list, help_text=_("Each section's id and heading, and the character of the body where it begins.")
    )
    language = models.CharField(
        max_length=20, default="", help_text=_("Its code; empty for texts from before there were several.")
    )
    signers = ArrayField(
        models.IntegerField(), default=list, help_text=_("Page ids of the people whose sign-offs its edition carries.")
    )

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        default_permissions = []
        indexes = [
            # One index over all, so that a filter by topic or language is decided inside it. Without its list of things
            # yet to be sorted in (fastupdate) a search never has to read that list.
            GinIndex(
                fields=["stems", "head_stems", "title_stems", "title_words", "topics", "language"],
                name="articles_searchentry_words",
                fastupdate=False,
            ),
            # A person's page lists what they signed.
            GinIndex(fields=["signers"], name="articles_searchentry_signers", fastupdate=False),
            models.Index(OpClass(Lower("title"), "text_pattern_ops"), name="articles_searchentry_title"),
            models.Index(
                Func("title", function="articles_initial"),
                Lower("title"),
                name="articles_searchentry_a_to_z",
                condition=Q(kind__in=["article", "topic"]),
            ),
        ]

    def __str__(self):
        return self.title


def readable():
    """The condition under which readers get the publication of an entry `e`, as SQL without parameters.

    OFFSET keeps PostgreSQL from joining all publications: it looks up those of the few entries that it comes to.
    """
    publications = Publication.objects.readable().order_by().values("pk")
    query = reading().ops.compose_sql(*publications.query.sql_with_params())
    return f"EXISTS (SELECT FROM ({query}) AS p WHERE p.pk = e.publication_id OFFSET 0)"


@lru_cache(maxsize=32)
def statement(template, **conditions):
    """SQL that takes parameters, with conditions and numbers put in at their names: put together once."""
    conditions = {"readable": readable(), "version": reader_version_within(), **conditions}
    return template.format(**{name: str(condition).replace("%", "%%") for name, condition in conditions.items()})
