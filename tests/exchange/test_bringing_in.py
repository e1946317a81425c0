"""A document becomes a draft below a topic after whoever brought it saw and decided what becomes of it."""

import base64
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.pages import ArticlePage
from articles.record.published.drafts import Draft
from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.pictures import SiteImage
from articles.references.library.references import Reference
from tests.exchange import word
from tests.exchange.word import paragraph, run
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import png
from tests.factories.pages import shared_topic

pytestmark = pytest.mark.django_db

PICTURE = f'<img alt="A cold pack" src="data:image/png;base64,{base64.b64encode(png()).decode()}">'
PAGE = f"""<h1>Cold packs</h1><p>Give 10<sup>6</sup> units.[1]</p><h2>Doses</h2>
<table><tr><td>Drug</td><td>Dose</td></tr><tr><td>A</td><td>5 mg</td></tr></table>{PICTURE}
<h2>References</h2><ol><li>Smith J. Cold packs for backs. Lancet. 2011. doi:10.5555/cold</li></ol>"""


@pytest.fixture
def writer(client):
    user = UserFactory(writer=True)
    logged_in(client, user)
    return user


@pytest.fixture
def bring(client, writer):
    """Bring something; the page that shows what becomes of it, and its address."""

    def post(**what):
        answer = client.post(reverse("exchange:bring", args=[shared_topic().pk]), what, follow=True)
        return html.unescape(answer.content.decode()), answer.request["PATH_INFO"]

    return post


def test_a_whole_page_becomes_a_draft(bring, client, writer):
    shown, address = bring(pasted=PAGE)
    assert "10<sup>6</sup> units" in shown and "10⁶ units" in shown and "Smith J. Cold packs" in shown

    client.post(address, {"title": "Cold packs", "references": "on", "pictures": "on"})

    page = ArticlePage.objects.get(title="Cold packs")
    draft = page.get_latest_revision_as_object()
    work = Reference.objects.get(doi="10.5555/cold")
    text, doses = draft.body[0].value["content"][0], draft.body[1].value
    assert not page.live and page.slug == "cold-packs"
    assert str(text.value.source) == (
        f'<p>Give 10<sup>6</sup> units.<a linktype="citation" id="{work.pk}">[{work.short_name}]</a></p>'
    )
    assert doses["heading"] == "Doses"
    (row,) = doses["content"][0].value["table"].rows
    assert row[1].value.source == "5 mg"
    assert doses["content"][1].value["image"] == SiteImage.objects.get(title="A cold pack")
    assert DraftRecord.objects.of_page(page).get().user == writer
    assert "5 mg" in Draft.of(page).text


def test_whoever_may_add_no_works_or_pictures_adds_none_by_pasting(client):
    logged_in(client, UserFactory(reviewer=True))
    works, pictures = Reference.objects.count(), SiteImage.objects.count()

    address = client.post(reverse("exchange:begin_paste"), {"html": PAGE}).json()["look"]
    taken = client.post(address, {"references": "on", "pictures": "on"}).json()

    assert taken["step"] == "taken"
    assert (Reference.objects.count(), SiteImage.objects.count()) == (works, pictures)


def test_a_paste_that_begins_with_a_title_has_it_as_the_heading_of_a_section(client, writer):
    pasted = "<h1>Never with aspirin</h1><p>It bleeds.</p><h2>Why</h2><p>Thin blood.</p>"

    address = client.post(reverse("exchange:begin_paste"), {"html": pasted}).json()["look"]
    shown = client.get(address).json()["html"]
    (section,) = client.post(address, {}).json()["sections"]

    assert "Never with aspirin" in shown
    assert section["value"]["heading"] == "Never with aspirin"


def test_a_broken_picture_in_a_document_waits_for_somebody_to_choose_it_and_the_text_comes_in(bring, client):
    torn = base64.b64encode(png()[:-40]).decode()
    _shown, address = bring(pasted=f'<p>Rest helps.</p><img alt="A cold pack" src="data:image/png;base64,{torn}">')

    client.post(address, {"title": "Cold packs", "pictures": "on"})

    text, picture = ArticlePage.objects.get(title="Cold packs").get_latest_revision_as_object().body[0].value["content"]
    assert "Rest helps." in text.value.source
    assert (picture.value["image"], picture.value["alt"]) == (None, "A cold pack")


@pytest.mark.parametrize(
    "around",
    [
        "<p>It helps.[1]</p><h2>References</h2><ol><li>{}</li></ol>",
        '<p>It helps.<a href="#n" id="r">1</a></p><p id="n"><a href="#r">^</a> {}</p>',
    ],
)
def test_a_reference_that_leads_to_its_work_is_known_by_where_it_leads(bring, client, around):
    work = 'Smith J. Cold packs for backs. Lancet. 2011. <a href="https://doi.org/10.5555/cold">Full text</a>'
    _shown, address = bring(pasted=around.format(work))

    client.post(address, {"title": "Cold packs", "references": "on"})

    assert Reference.objects.get(doi="10.5555/cold").text.startswith("Smith J. Cold packs")


def test_references_that_nobody_confirmed_stay_text(bring, client):
    _shown, address = bring(pasted=PAGE)
    client.post(address, {"title": "Cold packs"})

    body = ArticlePage.objects.get(title="Cold packs").get_latest_revision_as_object().body
    assert "units.[1]" in body[0].value["content"][0].value.source
    assert body[2].value["heading"] == "References"
    assert not Reference.objects.filter(doi="10.5555/cold").exists()


@pytest.mark.parametrize(
    "words",
    ["ALT <ULN and AST >3", "if <b and c> d", "5 < 6 & 7", "x <- 3", "&lt;5 kg", "<10 mg/kg>", "<p or q> 1"],
)
def test_words_without_markup_keep_each_sign_and_each_line(bring, client, words):
    _shown, address = bring(pasted=f"Take 5\n\n10 mg. {words}")
    client.post(address, {"title": "Dose"})

    body = ArticlePage.objects.get(title="Dose").get_latest_revision_as_object().body
    assert body[0].value["content"][0].value.source == f"<p>Take 5</p><p>10 mg. {html.escape(words)}</p>"


TRACKED = "<p>Take <del>40 mg</del><ins>20 mg</ins>.</p>"


def test_nothing_comes_in_before_tracked_changes_are_decided(bring, client):
    shown, address = bring(pasted=TRACKED)
    assert "Take <del>40 mg</del><ins>20 mg</ins>." in shown

    refused = client.post(address, {"title": "Dose"}).content.decode()
    assert "Decide about the tracked changes first." in html.unescape(refused)
    assert not ArticlePage.objects.filter(title="Dose").exists()

    client.post(address, {"title": "Dose", "tracked": "reject"})
    body = ArticlePage.objects.get(title="Dose").get_latest_revision_as_object().body
    assert body[0].value["content"][0].value.source == "<p>Take 40 mg.</p>"


@pytest.mark.parametrize("pasted", [TRACKED, "<p>Max <s>40</s> mg</p>", "<p style=text-decoration:line-through>4</p>"])
def test_a_field_without_markup_takes_no_words_that_are_tracked_or_struck_out(client, writer, pasted):
    answer = client.post(reverse("exchange:begin_paste"), {"html": pasted, "into": "plain"})

    assert answer.status_code == 422 and "struck-out words" in answer.json()["error"]


def test_a_field_without_markup_takes_notes_as_well(client, writer):
    note = '<ol><li id="n1">Not with alcohol. <a href="#m1">↑</a></li></ol>'
    pasted = f'<p>Take 4 g daily<sup><a href="#n1" id="m1">1</a></sup></p>{note}'

    answer = client.post(reverse("exchange:begin_paste"), {"html": pasted, "into": "plain"})

    assert answer.json()["plain"] == "Take 4 g daily¹ Not with alcohol."


def test_a_reference_with_an_address_that_the_library_cannot_hold_comes_in_without_it(bring, client):
    address = f"https://www.example.org/a?{'&'.join(f'parameter{number}=value' for number in range(40))}"
    listed = f"<h2>References</h2><ol><li>Smith J. A trial of heat packs. Example journal. 2020. {address}</li></ol>"
    _shown, look = bring(pasted=f"<h1>Heat</h1><p>It helps.[1]</p>{listed}")

    assert client.post(look, {"title": "Heat", "references": "on"}).status_code == 302

    work = Reference.objects.get(text__startswith="Smith J. A trial of heat packs")
    assert work.url == "" and address in work.text


def test_a_word_document_comes_in(bring, client):
    content = word.document(paragraph(run("Heat packs"), style="Heading1"), paragraph(run("Ten minutes.")))
    _shown, address = bring(file=SimpleUploadedFile("heat.docx", content))

    client.post(address, {"title": "Heat packs"})

    body = ArticlePage.objects.get(title="Heat packs").get_latest_revision_as_object().body
    assert body[0].value["content"][0].value.source == "<p>Ten minutes.</p>"


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({}, "Choose a file, or paste something."),
        ({"file": SimpleUploadedFile("x.docx", b"PK\x03\x04")}, "The file is damaged"),
        ({"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7")}, "Save it as .docx"),
    ],
)
def test_what_is_no_document_gets_a_sentence_where_it_was_chosen(bring, what, sentence):
    assert sentence in bring(**what)[0]


def test_hostile_html_is_harmless(bring, client):
    shown, address = bring(pasted='<p onclick="x()">a<script>alert(1)</script><img src=x onerror=alert(1) alt=b></p>')
    assert "onerror" not in shown and "alert(1)" not in shown

    client.post(address, {"title": "<script>alert(1)</script>"})
    assert ArticlePage.objects.filter(title="<script>alert(1)</script>").exists()


DEEP = "<div>" * 2000 + "Rest."


def test_a_document_whose_elements_are_too_deep_is_refused_with_a_sentence(bring, client):
    shown, _address = bring(pasted=DEEP)
    pasted = client.post(reverse("exchange:begin_paste"), {"html": DEEP})

    assert "more deeply than any page needs" in shown
    assert pasted.status_code == 422 and "more deeply" in pasted.json()["error"]


@pytest.mark.parametrize(
    ("pasted", "status"), [("<p>" + "x" * 8_000_000, 422), ("<p>" + "x" * 11 * 1024 * 1024, 400)], ids=["us", "Django"]
)
def test_a_paste_that_is_too_long_gets_a_sentence(client, writer, pasted, status):
    answer = client.post(reverse("exchange:begin_paste"), {"html": pasted}, headers={"accept": "application/json"})

    said = answer.json()
    assert answer.status_code == status
    assert "more than the site takes at once" in (said.get("error") or said["error_message"])


def test_a_document_waits_for_whoever_brought_it_alone(bring, client):
    _shown, address = bring(pasted=PAGE)
    client.logout()
    logged_in(client, UserFactory(writer=True))

    assert client.get(address).status_code == 302


def test_who_may_not_add_pages_there_brings_nothing(client):
    logged_in(client, UserFactory(triager=True))

    assert client.get(reverse("exchange:bring", args=[shared_topic().pk])).status_code in (302, 403)


def test_a_topic_offers_it(client, writer):
    answer = client.get(reverse("wagtailadmin_explore", args=[shared_topic().pk])).content.decode()

    assert re.search(r"New article from a document", answer)
