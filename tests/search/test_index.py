"""The search index: what PostgreSQL keeps of an edition, and who may write it."""

import json

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.reading.search.index import SearchEntry, readable
from articles.record.published.publications import Publication
from tests.factories.drafts import edited
from tests.factories.signing import published
from tests.search.searching import page_about, search, titles

pytestmark = pytest.mark.django_db


def entry_of(document):
    """What the index would have of a reader document."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM articles_search_entry(%s::jsonb)", [json.dumps(document)])
        return dict(zip([column.name for column in cursor.description], cursor.fetchone(), strict=True))


def text_of(html):
    return entry_of({"kind": "article", "title": "T", "sections": [{"heading": "", "html": html}]})["body"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One. Two."),
        ("<ul><li>you smoke</li><li>you drink</li></ul>", "you smoke. you drink."),
        ("<p>para<b>ceta</b>mol, H<sub>2</sub>O</p>", "paracetamol, H2O."),
        ('<p>It helps<sup class="cite"><a href="#ref-1" aria-label="Reference 1">1</a></sup>.</p>', "It helps."),
        (
            '<p>It helps <span class="cite">(<a href="#ref-1">1–3</a><span id="cite-2-1"></span>)</span>, and (2) so '
            '<span class="cite">(<a href="#ref-4">4</a>(p. 7))</span>.</p>',
            "It helps, and (2) so.",
        ),
        ("<p>10<sup>6</sup> units, 10<sup>−3</sup> Gy, the 2<sup>nd</sup></p>", "10⁶ units, 10⁻³ Gy, the 2nd."),
        ("<p>zopi\u00adclone \u202egm 5\u202c</p>", "zopiclone gm 5."),
        ("<p>1 &lt; 2 &amp;&amp; &quot;3&#x27;&quot; &amp;lt;</p>", '1 < 2 && "3\'" &lt;'),
        ('<p><a href="/a>b">here</a> and <img alt="x > y" src="/i"> there</p>', "here and there."),
        ("<p>a\u0002b\u0003c\u00a0d</p>", "a b c d."),
        ("<table><tr><th>Dose</th><td>Two</td></tr></table>", "Dose. Two."),
        ('<section class="care-card"><h3><span>Urgent: </span>Call if:</h3></section>', "Urgent: Call if:"),
    ],
)
def test_the_text_of_a_section_is_its_words_and_nothing_of_its_html(html, text):
    assert text_of(html) == text


def test_an_entry_holds_each_part_of_a_page_by_its_weight():
    entry = entry_of(
        {
            "kind": "article",
            "title": "Alpha",
            "standfirst": "Beta",
            "key_points": ["Gamma"],
            "sections": [{"heading": "Delta", "html": "<p>Epsilon</p>"}],
            "topics": [7, 8],
        }
    )

    assert entry["stems"] == "'alpha':1A 'beta':2B 'delta':4C 'epsilon':5 'gamma':3B"
    assert entry["body"] == "Beta. Gamma. Delta. Epsilon."
    assert entry["topics"] == [7, 8]


def test_a_person_is_found_by_title_name_job_and_biography():
    entry = entry_of(
        {"kind": "person", "prefix": "Dr", "title": "Ann Lee", "job_title": "Physio", "biography": "<p>Cycles</p>"}
    )

    assert entry["title"] == "Dr Ann Lee"
    assert entry["body"] == "Physio. Cycles."


def test_a_document_of_an_unknown_shape_does_not_keep_a_page_from_being_published():
    odd = {"kind": "article", "title": None, "sections": {"html": 1}, "key_points": "one"}

    assert entry_of(odd)["body"] == "one. 1."
    assert entry_of({})["topics"] == []


def test_a_text_longer_than_postgresql_can_index_is_indexed_by_its_beginning():
    words = " ".join(f"word{number}" for number in range(200_000))

    assert len(text_of(f"<p>{words}</p>")) == 100_000


def test_every_publication_but_the_home_page_has_an_entry_of_its_current_edition():
    page = page_about("Cartilage")
    published(edited(page, title="Gristle", change_class="update", change_note="New."))

    entries = dict(SearchEntry.objects.values_list("publication__path", "title"))

    current = dict(Publication.objects.exclude(path="/").values_list("path", "edition__title"))
    assert entries == current
    assert "Gristle" in entries.values()


def test_the_web_process_cannot_write_entries_but_publishes_pages_that_are_found(as_web_role):
    with as_web_role():
        page_about("Cartilage")
        for refused in ("UPDATE articles_searchentry SET title = 'Other'", "DELETE FROM articles_searchentry"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(refused)

        assert titles("cartilage") == ["Cartilage"]


def plan_of(sql):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a few pages are read faster than any index
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_the_index_serves_every_part_of_a_search():
    with CaptureQueriesContext(connection) as asked:
        search("cartilage", topic=7)

    plan = plan_of(asked[0]["sql"])

    assert "Seq Scan on articles_searchentry" not in plan
    assert plan.count("Bitmap Index Scan on articles_searchentry_words") >= 6
    assert "articles_searchentry_title" in plan


def test_a_topic_is_decided_inside_the_index():
    plan = plan_of(
        f"SELECT FROM articles_searchentry e WHERE stems @@ 'cartilag'::tsquery AND topics @> ARRAY[7] AND {readable()}"
    )

    assert "Index Cond: ((stems @@ '''cartilag'''::tsquery) AND (topics @> '{7}'::integer[]))" in plan
