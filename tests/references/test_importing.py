"""Works come into the library by a pasted identifier or a file; what cannot be used is said, and nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.references.library.references import Reference
from tests.factories import UserFactory, logged_in
from tests.references.conftest import ANSWERS, works

pytestmark = pytest.mark.django_db
BRING = "/admin/references/new/"
DOI = "10.5555/back.2020.01"


@pytest.fixture
def editor(client):
    logged_in(client, UserFactory(editor=True))
    return client


def brought(client, **form):
    return client.post(BRING, form, follow=True).content.decode()


def test_a_pasted_doi_is_looked_up_and_kept_with_what_it_is(editor, stand):
    stand.says("/crossref/works/", "crossref_article.json")

    shown = brought(editor, pasted=f"https://doi.org/{DOI}")

    work = Reference.objects.get(doi=DOI)
    assert "1 work is new." in shown
    assert "Hanging upside down for backs" in work.text and work.csl["volume"] == "12"
    assert (work.kind, work.source) == ("article", "crossref") and work.fetched_at


def test_a_work_that_is_there_is_not_added_again(editor, stand):
    stand.says("/crossref/works/", "crossref_article.json")
    Reference.objects.create(text="As an article prints it.", doi=DOI)

    assert "1 work was there already." in brought(editor, pasted=DOI)
    work = Reference.objects.get(doi=DOI)
    assert work.text == "As an article prints it." and work.csl


def test_what_no_service_knows_stays_in_the_form_with_its_reason(editor, stand):
    shown = brought(editor, pasted=f"{DOI}\nA sentence without any number in it")

    assert "Not brought in" in shown and "No DOI, PMID or PMCID is in it." in shown
    assert f"{DOI}\nA sentence without any number in it</textarea>" in shown
    assert not works().exists()


def test_it_can_be_kept_as_it_is_typed(editor, stand):
    typed = "NICE. Low back pain and sciatica. NG59. 2020. https://www.nice.org.uk/guidance/ng59"

    assert "1 work is new." in brought(editor, pasted=typed, as_typed="on")
    assert works().get().url == "https://www.nice.org.uk/guidance/ng59"


@pytest.mark.parametrize("name", ["endnote.ris", "pubmed.nbib", "zotero.bib"])
def test_a_file_from_another_program_is_read(editor, name):
    brought(editor, file=SimpleUploadedFile(name, (ANSWERS / name).read_bytes()))

    assert works().exists() and all(work.csl and work.text for work in works())
    before = works().count()
    brought(editor, file=SimpleUploadedFile(name, (ANSWERS / name).read_bytes()))
    assert works().count() == before


def test_another_file_is_refused_in_a_sentence(editor):
    shown = brought(editor, file=SimpleUploadedFile("x.pdf", b"%PDF-1.7 \x00\x01"))

    assert "This is no text file." in shown


def test_nothing_at_all_is_refused_in_a_sentence(editor):
    assert "Paste something, or choose a file." in brought(editor, pasted="")


def test_who_may_not_add_references_does_not_get_the_screen(client):
    logged_in(client, UserFactory(triager=True))

    assert client.get(BRING).status_code == 302


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("not a reference at all", "This does not read as a reference."),
        ("Hayden JA. Exercise therapy for low back pain. Cochrane.", "The year is missing"),
    ],
)
def test_what_is_no_reference_is_no_work(editor, stand, line, sentence):
    shown = brought(editor, pasted=line, as_typed="on")

    assert sentence in shown and line in shown
    assert not works().exists()
