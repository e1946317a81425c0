"""The words of the index: what a misspelt word can be corrected to, and how common each is."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from .index import readable

VECTORS = "SELECT e.stems FROM articles_searchentry e WHERE {readable}"
#: A stem's pages are counted over what readers get now. Words of synonyms stay though no page has them.
COUNT = """
    WITH counted AS (
        SELECT word AS stem, ndoc FROM ts_stat({vectors})
    ),
    synonyms AS (
        SELECT lexeme FROM articles_synonym, unnest(to_tsvector('public.articles_words', terms))
    ),
    gone AS (
        DELETE FROM articles_searchword w
        WHERE w.stem <> '' AND NOT EXISTS (SELECT FROM counted c WHERE c.stem = w.stem)
          AND NOT EXISTS (SELECT FROM synonyms WHERE lexeme = w.word)
    )
    UPDATE articles_searchword w SET documents = c.ndoc
    FROM counted c WHERE c.stem = w.stem AND c.ndoc <> w.documents
"""


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


@transaction.atomic
def count_words():
    """Count on how many pages each word stands, and forget words that stand nowhere any more."""
    vectors = connection.ops.compose_sql("%s", [VECTORS.format(readable=readable())])
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(vectors=vectors))
