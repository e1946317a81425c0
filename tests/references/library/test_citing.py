"""The citation button: a work is found, seen, confirmed, and then stands in the text by its mark."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex
from wagtail.rich_text import features

from articles.pages import PolicyPage
from articles.record.published.drafts import Draft
from articles.references.integrity.status import Status
from articles.references.library.references import Reference
from articles.references.library.typed import look_up_typed
from editorial.review.signing.rules import unmet_before_review
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import add_page, body, section
from tests.factories.editions import path_of
from tests.factories.pages import article
from tests.factories.signing import about, published
from tests.references.conftest import works

pytestmark = pytest.mark.django_db
CITE = "/admin/cite/"
DOI = "10.5555/back.2020.01"


@pytest.fixture
def writer(client):
    logged_in(client, UserFactory(writer=True))
    return client


@pytest.fixture
def hayden():
    csl = {"author": [{"family": "Hayden"}], "issued": {"date-parts": [[2021]]}}
    return Reference.objects.create(
        text="Hayden JA. Exercise therapy for chronic low back pain. 2021.", doi="10.1002/hayden", csl=csl
    )


def offered(client, **asked):
    return client.get(CITE, asked).json()["html"]


def cite(client, asked, work, **form):
    return client.post(CITE, {"asked": asked, "work": work, **form}).json()


def mark(work, locator=""):
    where = f' locator="{locator}"' if locator else ""
    return f'<a linktype="citation" id="{work.pk}"{where} passage="Its very own words.">[{work.short_name}]</a>'


def test_words_find_works_of_the_library_and_the_chosen_one_is_cited(writer, hayden):
    shown = offered(writer, asked="exercise BACK")
    answer = cite(writer, "exercise BACK", hayden.pk, locator="p. 4", passage="It helps a little.")

    assert "Hayden JA. Exercise therapy" in shown
    assert answer == {
        "step": "cited",
        "cited": {
            "id": str(hayden.pk),
            "label": "[Hayden 2021]",
            "locator": "p. 4",
            "passage": "It helps a little.",
        },
    }


def test_a_doi_is_looked_up_and_shown_and_comes_into_the_library_when_it_is_confirmed(writer, stand):
    stand.says("/crossref/works/", "crossref_article.json")

    shown = offered(writer, asked=f"https://doi.org/{DOI}")
    assert "Hanging upside down for backs" in shown and not works().exists()

    answer = cite(writer, f"https://doi.org/{DOI}", f"doi:{DOI}")
    assert answer["cited"]["id"] == str(Reference.objects.get(doi=DOI).pk)


def test_a_reference_whose_title_is_another_one_is_said_to_be_doubtful(writer, stand):
    stand.says("/crossref/works/", "crossref_article.json")

    pasted = f"Smith A. Cold water swimming for the knees of runners. Pain. 1999;1:2. doi:{DOI}"

    assert "make sure that this is the work you mean" in offered(writer, asked=pasted)
    assert "make sure" not in offered(writer, asked=DOI)


def test_without_an_answer_there_is_a_sentence_and_the_reference_can_be_kept_as_typed(writer, stand):
    typed = f"Smith A. Hanging for backs. Pain. 1999;1:2. doi:{DOI}"

    shown = offered(writer, asked=typed)
    answer = cite(writer, typed, "typed")

    assert 'role="alert"' in shown and "As you typed it" in shown
    work = Reference.objects.get(pk=answer["cited"]["id"])
    assert (work.text, work.doi) == (typed, DOI)


def test_a_retracted_work_is_shown_as_one(writer, hayden):
    Reference.objects.update(status=Status.RETRACTED)

    assert "Retracted" in offered(writer, asked="10.1002/hayden")


def test_a_citation_is_changed_where_it_stands(writer, hayden):
    shown = offered(writer, id=hayden.pk, locator="p. 4", passage="It helps.")
    answer = cite(writer, f"library:{hayden.pk}", hayden.pk, locator="p. 5")

    assert 'value="p. 4"' in shown and "It helps.</textarea>" in shown
    assert (answer["cited"]["id"], answer["cited"]["locator"]) == (str(hayden.pk), "p. 5")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"work": ""}, "Choose the work that is cited."),
        ({"work": "doi:10.1/else"}, "Choose the work that is cited."),
        ({"locator": "<b>4</b>"}, "Use letters, digits and plain punctuation only"),
    ],
)
def test_what_cannot_be_used_stays_in_the_form_with_its_reason(writer, hayden, form, sentence):
    sent = {"asked": "exercise", "work": hayden.pk, "passage": "Its very words.", **form}

    answer = writer.post(CITE, sent).json()

    assert answer["step"] == "cite" and sentence in answer["html"] and "Its very words.</textarea>" in answer["html"]


def test_only_who_may_add_to_the_library_cites_by_the_button(client):
    logged_in(client, UserFactory(triager=True))

    assert client.get(CITE).status_code == 302


def test_readers_get_numbers_and_the_work_in_the_list_and_nothing_of_the_passage(client, hayden):
    page = article(sections=body(section("Heat", f"It helps.{mark(hayden, 'p. 4')} So.[1]")))
    published(page)

    shown = client.get(path_of(page)).content.decode()

    assert '<a role="doc-noteref" id="cite-1-1" href="#ref-1" aria-label="Reference 1">1</a>(p. 4)' in shown
    assert "Exercise therapy for chronic low back pain" in shown and 'href="https://doi.org/10.1002/hayden"' in shown
    assert "Hayden 2021" not in shown and "very own words" not in shown and "linktype" not in shown


def test_readers_are_led_to_the_free_text_and_told_the_isbn(client):
    book = Reference.objects.create(text="Low R. Backs. 2nd ed. 2020.", isbn="9780306406157", pmcid="PMC1234567")
    page = published(article(references=0, sections=body(section("Heat", f"It helps.{mark(book)}"))))

    shown = client.get(path_of(page)).content.decode()

    assert 'href="https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/"' in shown and "ISBN 9780306406157" in shown


def test_what_is_cited_by_the_button_is_one_work_of_the_library(hayden):
    page = published(article(references=0, sections=body(section("Heat", f"It helps.{mark(hayden)}"))))

    assert [str(edition) for edition in hayden.citations.values_list("edition__page", flat=True)] == [str(page.pk)]
    assert works().count() == 1


def test_a_draft_that_cites_a_work_is_found_from_the_work(hayden, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = article(references=0, sections=body(section("Heat", f"It helps.{mark(hayden)}")))

    assert ReferenceIndex.get_references_to(hayden).filter(object_id=str(page.pk)).exists()


def test_a_work_that_is_gone_keeps_the_draft_from_review(hayden):
    page = article(sections=body(section("Heat", f"It helps.{mark(hayden)} So.[1]")))
    hayden.delete()

    unmet = unmet_before_review(Draft.of(page))

    assert unmet == ["A citation in the text stands for a work that is not in the library any more: cite it again."]


def test_a_page_without_a_list_of_references_cannot_cite(hayden):
    page = PolicyPage(
        title="Terms", slug="terms", policy_kind="disclaimer", body=body(section("So", f"So.{mark(hayden)}"))
    )
    add_page(about(), page)

    assert unmet_before_review(Draft.of(page)) == [
        "Only articles have a list of references: take the citation out of the text."
    ]


def test_the_editor_gives_back_what_the_database_had(hayden):
    converter = ContentstateConverter(features=["citation"])
    stored = f'<p data-block-key="a1b2c">It helps.{mark(hayden, "p. 4")}</p>'

    assert converter.to_database_format(converter.from_database_format(stored)) == stored
    assert json.loads(converter.from_database_format(stored))["entityMap"]["0"]["mutability"] == "IMMUTABLE"


def test_the_button_is_in_the_editor_of_an_articles_text(writer):
    page = article(by=UserFactory(writer=True))

    assert "articles/citation_source.js" in writer.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert features.get_editor_plugin("draftail", "citation")


FIELDS = {"authors": "Hayden JA, Ellis J", "title": "Exercise for backs", "journal": "Pain", "year": "2021"}


def test_while_pubmed_is_away_a_pmid_is_filled_in_and_cited(writer, stand):
    shown = offered(writer, asked="PMID 12345678")
    answer = cite(writer, "PMID 12345678", "typed", **FIELDS)

    assert "Fill in what you know of it below" in shown and 'name="journal"' in shown
    work = Reference.objects.get(pk=answer["cited"]["id"])
    assert (work.pmid, work.source) == ("12345678", "manual")
    assert work.text.startswith("Hayden JA, Ellis J. Exercise for backs. Pain. 2021")


def test_what_is_not_filled_in_is_asked_for_at_its_field(writer, stand):
    response = writer.post(CITE, {"asked": "PMID 12345678", "work": "typed", **FIELDS, "year": "21"})

    assert "Write the year with four digits" in json.loads(response.content)["html"]
    assert not works().exists()


def test_it_is_looked_up_later_by_itself_and_what_was_printed_stays(stand):
    printed = "Smith A. Hanging upside down for backs: a trial in Homo sapiens & friends: What CO2 does. 2020."
    work = Reference.objects.create(text=printed, doi=DOI)
    other = Reference.objects.create(text="Jones B. Cold water for knees of swimmers. Pain. 1999.", doi="10.1000/other")

    assert look_up_typed(5) == []

    stand.says("/crossref/works/", "crossref_article.json")

    assert look_up_typed(5) == [work]
    work.refresh_from_db()
    other.refresh_from_db()
    assert (work.source, work.text, bool(work.csl)) == ("crossref", printed, True)
    assert other.source == "manual"


def test_words_that_are_no_reference_are_not_offered_as_one(writer):
    assert "As you typed it" not in offered(writer, asked="how long does exercise take to help")


@pytest.mark.parametrize(
    ("facts", "notes"),
    [
        ({"kind": "article", "study_type": "systematic review"}, ["Systematic review", "Journal article"]),
        ({"kind": "preprint", "is_preprint": True, "study_type": "review"}, ["A preprint, not peer reviewed"]),
        ({"kind": "other"}, []),
    ],
)
def test_readers_are_told_what_kind_of_work_a_source_is(client, facts, notes):
    work = Reference.objects.create(text="Hayden J. A trial. 2021.", doi="10.1000/kind", **facts)
    page = published(article(sections=body(section("So", f"So.{mark(work)}")), references=0))

    text = client.get(path_of(page)).content.decode()

    listed = text[text.index('id="ref-1"') :].split("</li>")[0]
    assert [note for note in notes if f"<span>{note}</span>" in listed] == notes
    assert ("references__notes" in listed) == bool(notes)
