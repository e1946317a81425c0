"""The library: one row for each work, and which editions cite it."""

import pytest
from django.db import connection

from articles.references.integrity.status import Status
from articles.references.library.references import Citation, Reference
from articles.references.works import WorkKind, work
from tests.factories.drafts import body, edited, section
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


def test_publishing_puts_what_an_article_cites_into_the_library():
    page = published_article(references=2)

    first, second = Citation.objects.filter(edition__page=page).order_by("number")

    assert (first.number, first.reference.doi) == (1, "10.1000/0")
    assert (second.number, second.reference.doi) == (2, "10.1000/1")


def test_two_articles_that_cite_a_work_share_its_row():
    published_article()
    published_article()

    assert Reference.objects.get(doi="10.1000/0").citations.count() == 2


def test_a_second_edition_cites_for_itself():
    page = published_article()
    published(edited(page, standfirst="After.", change_class="update", change_note="New."))

    cited = Citation.objects.filter(edition__page=page).order_by("edition__number")
    assert list(cited.values_list("edition__number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ({"doi": "10.1000/A", "pmid": "", "url": ""}, "doi"),
        ({"doi": "", "pmid": "77", "url": ""}, "pmid"),
        ({"doi": "https://doi.org/10.1000/a", "pmid": "78", "url": ""}, "doi"),
    ],
)
def test_a_work_is_known_by_any_of_its_names(names, found):
    work = Reference.objects.create(text="Trial.", doi="10.1000/a", pmid="77")

    assert Reference.objects.adopt({"text": "As others print it.", **names}, by=None) == work


def test_a_work_learns_the_names_that_it_lacks_unless_another_work_has_them():
    Reference.objects.create(text="Other.", pmid="5")
    work = Reference.objects.create(text="Trial.", doi="10.1000/a")

    Reference.objects.adopt(
        {"text": "Trial.", "doi": "10.1000/a", "pmid": "5", "url": "https://example.org/trial"}, by=None
    )

    work.refresh_from_db()
    assert (work.pmid, work.url) == ("", "https://example.org/trial")


def test_works_without_a_name_are_the_same_when_they_are_printed_the_same():
    book = {"text": "A book. 2001.", "doi": "", "pmid": "", "url": ""}

    assert Reference.objects.adopt(book, by=None) == Reference.objects.adopt(book, by=None)
    assert Reference.objects.adopt({**book, "text": "Another book."}, by=None) != Reference.objects.adopt(book, by=None)


@pytest.mark.parametrize("status", [Status.RETRACTED, Status.CONCERN, Status.CORRECTED])
def test_readers_are_warned_beside_the_reference_at_once(client, status):
    path = path_of(published_article(references=2))
    before = client.get(path)

    Reference.objects.filter(doi="10.1000/1").update(status=status, status_on="2026-03-04")

    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    text = after.content.decode()
    assert after.status_code == 200
    listed = text[text.index('id="ref-2"') :]
    assert str(Status(status).label) in listed and "4 March 2026" in listed
    assert "references__warning" not in before.content.decode()


@pytest.mark.parametrize("status", [Status.CLEAR, Status.COULD_NOT_CHECK])
def test_readers_are_not_warned_of_a_work_that_nothing_is_known_against(client, status):
    path = path_of(published_article())

    Reference.objects.update(status=status)

    assert "references__warning" not in client.get(path).content.decode()


def plan_of(sql):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())


def test_who_cites_a_doi_is_looked_up_by_indexes():
    by_doi = "SELECT id FROM articles_reference WHERE doi = '10.1000/1' AND doi <> ''"

    assert "Index Cond: ((doi)::text = '10.1000/1'::text)" in plan_of(by_doi)
    assert "articles_citation_reference" in plan_of("SELECT edition_id FROM articles_citation WHERE reference_id = 7")


def test_works_without_a_name_are_looked_up_by_an_index_of_their_texts():
    nameless = "doi = '' AND pmid = '' AND pmcid = '' AND isbn = '' AND url = ''"

    assert "articles_reference_nameless" in plan_of(
        f"SELECT id FROM articles_reference WHERE text = 'A' AND {nameless}"
    )


def test_journals_and_species_are_in_italics_for_readers(client):
    fields = {"title": "Growth of <i>E. coli</i> over 10<sup>9</sup>/L", "container-title": "Pain", "DOI": "10.5555/it"}
    made = work({**fields, "issued": [2020], "volume": "1"}, kind=WorkKind.ARTICLE)
    reference, _is_new = Reference.objects.import_work(made, by=None)
    cited = f'<a linktype="citation" id="{reference.pk}">[Work]</a>'
    page = published(article(sections=body(section("Backs", f"It grows.{cited}[1]"))))

    shown = client.get(path_of(page)).content.decode()

    assert "Growth of <i>E. coli</i> over 10<sup>9</sup>/L. <i>Pain</i>. 2020;1." in shown
    assert reference.text == "Growth of E. coli over 10⁹/L. Pain. 2020;1. doi:10.5555/it"
