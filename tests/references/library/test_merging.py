"""Two rows of the library that are one work: merged, nothing that cites either is lost, and the worst news counts."""

import pytest

from articles.record.document import reader_document
from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from articles.references.library.warnings import warnings_of
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, section
from tests.factories.pages import article, published_article

pytestmark = pytest.mark.django_db
LIBRARY = "/admin/references/"


@pytest.fixture
def editor(client):
    client.user = UserFactory(editor=True)
    logged_in(client, client.user)
    return client


@pytest.fixture
def kept():
    return Reference.objects.create(text="Hayden JA. Exercise therapy for low back pain. 2021.", pmid="77")


@pytest.fixture
def other():
    return Reference.objects.create(
        text="Hayden J. Exercise therapy for low back pain. Cochrane. 2021.", doi="10.1000/h"
    )


def merge(other, kept):
    return Reference.objects.merge(other, into=kept, by=UserFactory(editor=True))


def test_an_editor_is_offered_the_like_ones_and_merges(editor, kept, other):
    Reference.objects.create(text="Derry S. Topical painkillers for sprains. 2017.")

    shown = editor.get(f"{LIBRARY}merge/{other.pk}/").content.decode()
    assert kept.text in shown and "Derry" not in shown

    shown = editor.post(f"{LIBRARY}merge/{other.pk}/", {"into": kept.pk}, follow=True).content.decode()
    assert "this is the work that stays" in shown
    assert other.text not in editor.get(LIBRARY).content.decode()
    assert "Merged with another work" in editor.get(f"{LIBRARY}history/{kept.pk}/").content.decode()


def test_one_that_is_not_alike_is_found_by_its_words(editor, kept, other):
    far = Reference.objects.create(text="Oefentherapie bij lage rugpijn.")

    assert far.text in editor.get(f"{LIBRARY}merge/{other.pk}/", {"q": "oefentherapie"}).content.decode()


def test_what_editions_cite_and_drafts_say_is_the_one_that_stays(kept):
    page = published_article("Inversion therapy")
    other = Reference.objects.get(citations__edition__page=page)
    mark = f'<a linktype="citation" id="{other.pk}">[Author 2012]</a>'
    draft = article(references=0, sections=body(section("Heat", f"So.{mark}")))

    merge(other, kept)

    assert kept.citations.get().edition.page_id == page.pk
    assert reader_document(draft)["references"][0]["text"] == kept.text


def test_a_name_of_either_leads_to_the_one_that_stays(kept, other):
    merge(other, kept)

    assert Reference.objects.adopt({"text": "As printed.", "doi": "10.1000/h", "pmid": "", "url": ""}, by=None) == kept
    assert Reference.objects.adopt({"text": other.text, "doi": "10.1000/h", "pmid": "77", "url": ""}, by=None) == kept


def test_a_warning_of_either_is_shown_beside_what_names_either(kept, other):
    Reference.objects.filter(pk=other.pk).update(status=Status.RETRACTED)
    merge(other, kept)

    items = [{"text": "", "doi": "10.1000/h", "pmid": "", "url": ""}, {"text": "", "doi": "", "pmid": "77", "url": ""}]
    assert [warning["status"] for warning in warnings_of(items)] == ["retracted", "retracted"]


def test_a_work_is_not_merged_with_itself_or_twice(kept, other):
    merge(other, kept)

    for first, second in ((kept, kept), (other, kept)):
        with pytest.raises(ValueError, match="cannot be merged"):
            merge(first, second)


def test_a_work_is_like_another_that_is_written_with_other_quotation_marks_accents_and_capitals(kept):
    other = Reference.objects.create(
        text="HAYDEN JÁ. “Exercise therapy” for low back\u00a0pain. 2021.", doi="10.1000/h"
    )

    assert list(Reference.objects.like(other)) == [kept]
    assert list(Reference.objects.matching("“exercise” HÁYDEN".replace("“", "").replace("”", ""))) == [other, kept]
