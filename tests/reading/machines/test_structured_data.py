"""JSON-LD says what the page says, in the words of schema.org."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from articles.reading.structured_data import citation
from articles.reading.structured_parts import SUBJECT_TYPES
from articles.record.published.publications import Publication
from articles.record.signed.subjects import SubjectKind
from tests.factories.drafts import edited, image, person, section
from tests.factories.pages import published_article, shared_author, topic
from tests.factories.signing import published, published_home

pytestmark = pytest.mark.django_db

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(client, page):
    """The nodes on a page by their types."""
    return nodes_at(client, Publication.objects.get(page_id=page.pk).path)


def nodes_at(client, path):
    (text,) = SCRIPT.findall(client.get(path).content.decode())
    return {node["@type"]: node for node in json.loads(text)["@graph"]}


def test_an_articles_page_says_who_reviewed_it_and_when(client):
    page = published_article(review_interval_months=12)

    nodes = graph(client, page)

    review = nodes["MedicalWebPage"]
    assert review["lastReviewed"] == page.medically_reviewed_on.isoformat()
    assert review["expires"] == page.next_review_due.isoformat()
    assert review["reviewedBy"] == [{"@id": nodes["Person"]["@id"]}]
    assert nodes["Person"]["name"] == "Dr Robin Reviewer"
    assert nodes["Person"]["hasCredential"]["name"] == "Register of Tests"


def test_an_article_names_its_writers_fact_checker_and_references(client):
    node = graph(client, published_article("Inversion therapy", references=2))["Article"]

    assert node["headline"] == "Inversion therapy"
    assert [author["name"] for author in node["author"]] == ["Sam Author"]
    assert node["contributor"][0]["roleName"] == "Fact checker"
    assert [cited["identifier"][0]["value"] for cited in node["citation"]] == ["10.1000/0", "10.1000/1"]


@pytest.mark.parametrize(
    ("known", "called"),
    [
        ({"isbn": "9780306406157"}, "CreativeWork"),
        ({"isbn": "9780306406157", "kind": "book"}, "Book"),
        ({"doi": "10.1000/b", "kind": "chapter"}, "Chapter"),
        ({"doi": "10.1000/b"}, "ScholarlyArticle"),
        ({"url": "https://example.org/", "kind": "web page"}, "WebPage"),
        ({"kind": "guideline"}, "CreativeWork"),
    ],
)
def test_a_cited_work_is_called_what_it_is(known, called):
    nothing = {"text": "A work.", "doi_url": "", "pubmed_url": "", "warning": None}

    assert citation({**nothing, **known})["@type"] == called


def test_a_title_before_a_name_stands_apart_from_it(client):
    author = published(person("Alex Writer", prefix="Dr"))

    (node,) = graph(client, published_article(author=author))["Article"]["author"]

    assert (node["name"], node["honorificPrefix"]) == ("Alex Writer", "Dr")


def test_a_correction_is_told(client):
    page = published_article()
    published(edited(page, standfirst="Right.", change_class="correction", change_note="The dose was wrong."))

    (correction,) = graph(client, page)["Article"]["correction"]

    assert correction["text"] == "The dose was wrong."


def test_a_person_has_a_profile_page(client):
    author = shared_author()

    nodes = graph(client, author)

    assert nodes["ProfilePage"]["mainEntity"] == {"@id": nodes["Person"]["@id"]}
    assert nodes["Person"]["name"] == "Sam Author"


def test_the_breadcrumb_counts_from_one(client):
    items = graph(client, published_article())["BreadcrumbList"]["itemListElement"]

    assert [item["position"] for item in items] == list(range(1, len(items) + 1))
    assert items[0]["item"]["url"] == "http://testserver/"


def test_a_title_cannot_leave_its_script_element(client):
    page = published_article("</script><script>alert(1)</script>")

    assert graph(client, page)["Article"]["headline"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize("path", ["/corrections/", "/a-z/"])
def test_a_list_of_pages_says_that_it_is_one_and_where_it_stands(client, path):
    published_article()

    nodes = nodes_at(client, path)

    assert nodes["CollectionPage"]["url"].endswith(path)
    assert [item["position"] for item in nodes["BreadcrumbList"]["itemListElement"]] == [1, 2]


SCIATICA = {"kind": "condition", "name": "Sciatica", "codes": [{"system": "ICD-10", "code": "M54.3"}]}
IBUPROFEN = {"kind": "drug", "name": "Ibuprofen", "codes": [{"system": "RxNorm", "code": "5640"}]}


def subjects(*given):
    return [{"type": "subject", "value": subject} for subject in given]


def test_an_article_is_about_its_subject_with_the_codes_of_it(client):
    (about,) = graph(client, published_article(subjects=subjects(IBUPROFEN)))["MedicalWebPage"]["about"]

    code = {"@type": "MedicalCode", "codeValue": "5640", "codingSystem": "RxNorm"}
    assert about == {"@type": "Drug", "name": "Ibuprofen", "code": [code]}


def test_an_article_without_a_subject_is_about_what_its_topics_are_about(client):
    place = topic("Sciatica", subjects=subjects(SCIATICA))

    article = graph(client, published_article(parent=place))["MedicalWebPage"]
    of_topic = graph(client, place)["CollectionPage"]

    assert [node["@type"] for node in article["about"]] == ["MedicalCondition"]
    assert of_topic["about"] == article["about"] and of_topic["lastReviewed"] == localdate().isoformat()


def test_every_kind_of_subject_has_a_type_of_schema_org():
    assert set(SUBJECT_TYPES) == set(SubjectKind)


@pytest.mark.parametrize("style", ["ama", "vancouver"])
def test_an_answer_is_told_without_its_numbers_in_either_style(client, settings, style):
    settings.CITATION_STYLE = style
    question = {"question": "Does it help?", "answer": "<p>Yes,[1] a little.[1-2]</p>"}
    blocks = [{"type": "question", "value": question}]
    page = published_article(references=2, sections=[section("Asked", "Before.", blocks=blocks)])

    (asked,) = graph(client, page)["FAQPage"]["mainEntity"]

    assert asked["acceptedAnswer"]["text"] == "Yes, a little."


def test_questions_are_told_with_their_answers_as_text(client):
    question = {
        "question": "Does it <really> help?",
        "answer": "<p>A little.[1]</p><p>Ask <b>first</b> &amp; rest.</p>",
    }
    sections = [section("Asked", "Before.", blocks=[{"type": "question", "value": question}])]

    (asked,) = graph(client, published_article(sections=sections))["FAQPage"]["mainEntity"]

    assert asked["name"] == "Does it <really> help?"
    assert asked["acceptedAnswer"]["text"] == "A little. Ask first & rest."


def test_the_front_page_says_how_to_search_the_site(client):
    published_home()

    site = nodes_at(client, "/")["WebSite"]

    assert site["potentialAction"]["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"


def test_pictures_and_the_logo_are_such_as_every_program_knows(client):
    nodes = graph(client, published_article(hero_image=image("teal"), hero_alt="Teal"))

    assert nodes["Article"]["image"][0].endswith(".jpg")
    assert nodes["NewsMediaOrganization"]["logo"]["url"].endswith(".png")


def test_nothing_was_modified_before_it_was_published():
    later, earlier = timezone.now(), timezone.now() - timedelta(hours=1)

    assert Publication(first_published_at=later, published_at=earlier).modified_at == later
