"""The words of the index: what a misspelt word can be corrected to, and how common each is."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """A word that stands in the index or in a synonym. Triggers add words; `count_words` counts them."""

    word = models.CharField(max_length=40, primary_key=True)
    stem = models.CharField(max_length=40, blank=True, help_text=_("Empty for “the” and “of”."))
    documents = models.PositiveIntegerField(help_text=_("On how many pages its stem stood when they were counted."))

    class Meta:
        verbose_name = _("word of the search index")
        verbose_name_plural = _("words of the search index")
        default_permissions = []
        indexes = [
            GinIndex(OpClass("word", "gin_trgm_ops"), name="articles_searchword_trigrams", fastupdate=False),
            models.Index(fields=["stem"], name="articles_searchword_stem"),
        ]

    def __str__(self):
        return self.word


def count_words():
    """Have it counted on how many pages each word stands, and words forgotten that stand nowhere any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_count_words()")
