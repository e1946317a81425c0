"""Works come into the library by a pasted identifier or a file; what cannot be used is said, and nothing is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.references.library.references import Reference
from tests.factories.accounts import UserFactory, logged_in
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


def shown(client, content):
    """What the desk sees of a file before anything of it is brought in, and by which token it is kept."""
    content = content if isinstance(content, bytes) else content.encode()
    answer = client.post(BRING, {"file": SimpleUploadedFile("references", content)})
    return answer.content.decode(), answer.context["seen"]


def bring_file(client, content, **choices):
    return brought(client, seen=shown(client, content)[1], **choices)


@pytest.mark.parametrize("name", ["endnote.ris", "pubmed.nbib", "zotero.bib"])
def test_a_file_from_another_program_is_read(editor, name):
    content = (ANSWERS / name).read_bytes()
    bring_file(editor, content)

    assert works().exists() and all(work.csl and work.text for work in works())
    before = works().count()
    bring_file(editor, content)
    assert works().count() == before


def ris(**fields):
    return "".join(f"{tag}  - {value}\n" for tag, value in {"TY": "JOUR", "TI": "Backs", **fields, "ER": ""}.items())


def known(**csl):
    """What PubMed said of a work that files may hold too."""
    csl = {"type": "article", "title": "Backs", "DOI": "10.5555/known", "volume": "12", **csl}
    facts = {"kind": "preprint", "study_type": "randomised trial", "is_preprint": True, "source": "pubmed"}
    return Reference.objects.create(text="Backs. 2020.", doi="10.5555/known", csl=csl, **facts)


def test_a_file_is_shown_before_anything_is_brought_in(editor):
    known(page="1-9")

    page, _seen = shown(editor, ris(DO="10.5555/known", VL="13", SP="1", EP="9") + ris(DO="10.5555/new"))

    assert "1 work is new. 1 is in the library already. Nothing is brought in yet." in " ".join(page.split())
    assert "Differs" in page and "Volume" in page and "Ours:</" not in page and "In the file: 13" in page
    assert not works().filter(doi="10.5555/new").exists()


def test_a_better_source_wins_field_by_field(editor):
    work = known()

    bring_file(editor, ris(DO="10.5555/known", VL="13", SP="1", EP="9", TI="BACKS!"))

    work.refresh_from_db()
    assert (work.csl["volume"], work.csl["page"], work.csl["title"]) == ("12", "1-9", "Backs")
    assert (work.kind, work.study_type, work.is_preprint, work.source) == (
        "preprint",
        "randomised trial",
        True,
        "pubmed",
    )


def test_what_somebody_chose_counts(editor):
    work = known()

    bring_file(editor, ris(DO="10.5555/known", VL="13", TI="Necks"), **{"0 volume": "theirs", "0 title": "ours"})

    work.refresh_from_db()
    assert (work.csl["volume"], work.csl["title"], work.source) == ("13", "Backs", "pubmed")


def test_a_file_says_more_than_what_somebody_typed(editor):
    typed = Reference.objects.create(text="Backs. 2020.", doi="10.5555/typed", csl={"title": "Bakcs", "type": "book"})

    bring_file(editor, ris(DO="10.5555/typed"))

    typed.refresh_from_db()
    assert (typed.csl["title"], typed.source) == ("Backs", "file")


def test_a_record_with_what_is_too_long_stands_alone(editor):
    content = (
        ris(DO="10.5555/one")
        + ris(DO="10.5555/" + "x" * 300, TI="Too long")
        + ris(TI="Far", UR="https://example.org/" + "y" * 600)
        + ris(DO="10.5555/last")
    )

    page = bring_file(editor, content)

    assert works().filter(doi__in=["10.5555/one", "10.5555/last"]).count() == 2
    assert works().filter(text__startswith="Far", url="").exists()
    assert page.count("A DOI may have 250 characters and a web address 500: this one is longer.") == 2


def test_a_pasted_address_that_is_too_long_is_no_error(editor):
    long = "Doe J. Backs and how they hurt. Pain. 2020. https://example.org/" + "y" * 600

    assert "this one is longer" in brought(editor, pasted=long, as_typed="on")


def test_a_file_that_is_not_kept_any_longer_is_asked_for_again(editor):
    assert "Choose it again." in brought(editor, seen="nothing")


def test_nobody_brings_in_what_another_one_was_shown(editor, client):
    _page, seen = shown(editor, ris(DO="10.5555/other"))
    logged_in(client, UserFactory(editor=True))

    assert "Choose it again." in brought(client, seen=seen)


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
