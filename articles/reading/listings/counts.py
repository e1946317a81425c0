"""How many articles readers get in each topic: counted once for each state of the site, however many pages show it."""

import json

from django.db.models import F, Func, TextField

from ...record.published.publications import Publication, reader_version
from ...stores.databases import reading
from ..caching.rendered import keep, recall


def with_counts(cards, version=None):
    """The cards of topics, each with how many articles it has; those of other pages as they are."""
    counts = articles_by_topic(version) if cards else {}
    return [{**card, "count": counts.get(str(card["page"]), 0)} for card in cards]


def articles_by_topic(version=None):
    """{the id of a topic's page, as a text: how many articles it has}, for a version of what readers get."""
    mark = f"articles-by-topic-{version or reader_version()}"
    kept = recall(mark)
    if kept is not None:
        return json.loads(kept)
    counts = {str(topic): count for topic, count in _counted()}
    keep(mark, json.dumps(counts).encode())
    return counts


def _counted():
    """Each topic's page with its articles, by PostgreSQL: a tenth of a second among 50,000."""
    topics = Func(F("edition__topics"), function="jsonb_array_elements_text", output_field=TextField())
    articles = Publication.objects.readable().of_kind("article").order_by().annotate(topic=topics).values("topic")
    each = reading().ops.compose_sql(*articles.query.sql_with_params())
    with reading().cursor() as cursor:
        cursor.execute(f"SELECT topic, count(*) FROM ({each}) AS articles GROUP BY topic")  # noqa: S608  ours
        return cursor.fetchall()
