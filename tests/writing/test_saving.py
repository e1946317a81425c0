"""A draft is kept while it is unfinished and however long it is; what cannot be taken is answered in a sentence."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageSubscription
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from articles.record.published.drafts import Draft
from articles.writing.blocks import CITED_FEATURES
from editorial.review.signing.rules import unmet_before_review
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, fresh, image, section
from tests.factories.pages import article
from tests.gate.doors.site import article_form

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


@pytest.fixture
def desk(client):
    logged_in(client, UserFactory(is_superuser=True))
    return client


@pytest.fixture
def page():
    return article()


def edit(page):
    return f"/admin/pages/{page.pk}/edit/"


def of_blocks(*blocks):
    return streamfield([("section", {"heading": "Help", "anchor": "", "content": streamfield(blocks)})])


def picture(**changes):
    return "image", {"image": "", "alt": "", "caption": rich_text(""), **changes}


def test_an_article_of_three_hundred_blocks_and_sixty_references_is_saved(desk):
    page = article(references=0)
    texts = [("text", rich_text(f"<p>Text {number}.</p>", features=CITED_FEATURES)) for number in range(300)]
    references = [{"text": f"Author A. Study {n}. 2012.", "doi": "", "pmid": "", "url": ""} for n in range(60)]
    sent = article_form(page, body=of_blocks(*texts), references=inline_formset(references))
    assert len(sent) > 1_500

    response = desk.post(edit(page), sent)

    draft = fresh(page).get_latest_revision_as_object()
    assert response.status_code == 302
    assert (len(draft.body[0].value["content"]), draft.references.count()) == (300, 60)


@pytest.mark.parametrize("headers", [{}, JSON])
def test_more_than_the_site_takes_at_once_is_answered_with_a_sentence(desk, page, headers):
    response = desk.post(edit(page), {f"f{number}": "" for number in range(25_001)}, headers=headers)

    assert response.status_code == 400
    assert "more than the site takes at once" in response.content.decode()
    assert bool(headers) == response.headers["Content-Type"].startswith("application/json")


def test_a_reader_cannot_send_as_much_as_the_desk(client):
    response = client.post("/search/", {"q": "x" * 300_000})

    assert response.status_code == 400
    assert "more than the site takes at once" in response.content.decode()


@pytest.mark.parametrize("headers", [{}, JSON])
def test_a_block_whose_picture_is_not_chosen_yet_is_kept_with_the_draft(desk, page, headers):
    response = desk.post(edit(page), article_form(page, body=of_blocks(picture())), headers=headers)

    assert response.status_code in (200, 302), response.content.decode()
    if headers:
        assert json.loads(response.content)["success"]
    assert fresh(page).get_latest_revision_as_object().body[0].value["content"][0].value["image"] is None


def test_a_picture_that_is_not_described_yet_is_kept_and_not_submitted(desk, page):
    body = of_blocks(picture(image=str(image().pk)))

    kept = desk.post(edit(page), article_form(page, body=body))
    submitted = desk.post(edit(page), article_form(page, body=body) | {"action-submit": "1"})

    assert kept.status_code == 302
    assert "Describe the picture, or mark it as decorative." in submitted.content.decode()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"image": None, "alt": "", "caption": "", "decorative": False}, "Choose the picture in “Help”"),
        ({"image": 0, "alt": "", "caption": "", "decorative": False}, "Describe the picture in “Help”"),
    ],
)
def test_nobody_is_asked_to_sign_a_text_with_an_unfinished_picture(value, sentence):
    value |= {"image": image().pk} if value["image"] == 0 else {}
    page = article(sections=body(section("Help", "It may.[1]", blocks=[{"type": "image", "value": value}])))

    assert any(sentence in unmet for unmet in unmet_before_review(Draft.of(page)))


def test_what_saves_by_itself_never_comes_after_a_newer_draft():
    page = article()
    by_itself, by_hand = (fresh(page).get_latest_revision_as_object() for _ in range(2))
    by_itself.saves_by_itself = True
    by_itself.standfirst, by_hand.standfirst = "Older words.", "Newer words."
    by_hand.save_revision(user=page.owner)

    with pytest.raises(PermissionDenied, match="newer draft"):
        by_itself.save_revision(user=page.owner)

    assert fresh(page).get_latest_revision_as_object().standfirst == "Newer words."


def test_a_draft_that_is_as_it_was_seen_is_saved_by_itself():
    page = article()
    draft = fresh(page).get_latest_revision_as_object()
    draft.saves_by_itself, draft.standfirst = True, "Saved by itself."

    draft.save_revision(user=page.owner)

    assert fresh(page).get_latest_revision_as_object().standfirst == "Saved by itself."


@pytest.mark.parametrize("account", [{"triager": True}, None])
def test_whoever_may_not_edit_a_page_leaves_nothing_at_it_by_saving(client, page, account):
    if account:
        logged_in(client, UserFactory(**account))

    client.post(edit(page), article_form(page), headers=JSON)

    assert fresh(page).latest_revision == page.latest_revision
    assert not PageSubscription.objects.filter(page=page).exists()
