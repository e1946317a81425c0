"""Whatever way a text comes to the desk, it is kept without characters that nobody sees."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.images import get_image_model

from articles.record.document import reader_document
from articles.references.library.references import Reference
from articles.writing.blocks import CITED_FEATURES
from editorial.review.middleware import cleaned_form
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, fresh, image, section
from tests.factories.pages import article

pytestmark = pytest.mark.django_db

TYPED = "zopi\u00adclone\x0b5\x9610\u202e mg"
LINE = "zopiclone 5–10 mg"


@pytest.fixture
def desk(client):
    logged_in(client, UserFactory(editor=True))
    return client


def test_a_page_is_kept_clean_in_all_its_parts():
    page = article()
    page.references.first().text = TYPED
    draft = edited(page, title=TYPED, standfirst=TYPED, body=body(section(TYPED, TYPED)))
    draft = draft.get_latest_revision_as_object()

    assert draft.title == LINE
    assert (draft.standfirst, draft.body[0].value["heading"]) == (LINE.replace(" 5", "\n5"),) * 2
    assert LINE.replace(" 5", "\n5") in draft.body[0].value["content"][0].value.source


def test_what_slips_by_is_not_signed():
    page = article(
        title=TYPED, sections=body(section(TYPED, f"{TYPED} zopi&shy;clone &#11;&#x202e;")), key_points=[TYPED]
    )

    document = json.dumps(reader_document(page), ensure_ascii=False)

    assert "zopiclone" in document
    assert not {"\u00ad", "\x96", "\u202e", "\u200b"} & set(document)
    assert "\\u000b" not in document


def test_what_is_typed_in_any_form_of_the_desk_is_clean_when_it_is_taken(desk):
    reference = Reference.objects.create(text="Hayden JA. Exercise. 2021.")

    desk.post(
        f"/admin/references/edit/{reference.pk}/", {"text": f"Hayden JA. {TYPED}. 2021.", "doi": "10.1000/\u200bx"}
    )

    reference.refresh_from_db()
    assert (reference.text, reference.doi) == (f"Hayden JA. {LINE.replace(' 5', chr(10) + '5')}. 2021.", "10.1000/x")


def test_the_name_of_a_picture_is_clean(desk):
    picture = image()

    desk.post(f"/admin/images/{picture.pk}/", {"title": TYPED, "description": "", "tags": "", "collection": "1"})

    assert get_image_model().objects.get(pk=picture.pk).title.split() == LINE.split()


def test_a_password_and_what_the_rich_text_editor_counts_are_taken_as_they_are(rf):
    content = ContentstateConverter(features=CITED_FEATURES).from_database_format("<p>zopi\u00adclone <b>now</b></p>")
    typed = {"password": "a\u00adb", "body-0-value": content, "reason": "a\u00adb"}

    form = cleaned_form(rf.post("/admin/", typed).POST)

    assert {**form.dict()} == {**typed, "reason": "ab"}


def test_rich_text_with_characters_that_postgresql_cannot_keep_is_kept_without_them():
    page = article(sections=body(section("Dose\x00", "10\x00 mg \x1f twice \ufffe")), key_points=["\x00Ten"])

    assert fresh(page).body[0].value["content"][0].value.source == "<p>10  mg   twice </p>"
