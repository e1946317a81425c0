"""Readers who come by an address on the former site are led to the page that was moved in from there."""

import pytest

from articles.pages import ArticlePage
from articles.record.addresses import MovedInAddress
from tests.factories import add_page, shared_article, shared_topic

pytestmark = pytest.mark.django_db
ADDRESSES = ["/?p=12", "/2011/05/hanging", "/2011/05/hanging.html", "/häng", "/wp-content/x.pdf"]


@pytest.fixture(scope="module")
def article_id(scene):
    article = shared_article()
    for address in ADDRESSES:
        MovedInAddress.objects.create(address=address, page_id=article.pk)
    return article.pk


@pytest.mark.parametrize(
    "asked",
    [
        "/?p=12",
        "/?utm_source=x&p=12",
        "/2011/05/hanging/",
        "/2011/05/Hanging",
        "/2011/05/hanging.html",
        "/h%C3%A4ng/",
        "/wp-content/x.pdf",
    ],
)
def test_an_address_on_the_former_site_leads_to_the_page(client, article_id, asked):
    answer = client.get(asked, follow=True)

    assert answer.status_code == 200 and {status for _address, status in answer.redirect_chain} == {301}


@pytest.mark.parametrize("asked", ["/?p=13", "/?page=12"])
def test_another_number_is_the_home_page(client, article_id, asked):
    assert client.get(asked).status_code == 200


@pytest.mark.parametrize("asked", ["/2011/05/standing/", "/no.php", "/2011/05/hanging%00/"])
def test_an_address_that_nobody_knows_leads_nowhere(client, article_id, asked):
    assert client.get(asked).status_code in (400, 404)


def test_a_draft_has_no_address_to_lead_to(client, article_id):
    draft = add_page(shared_topic(), ArticlePage(title="Draft", slug="draft"))
    MovedInAddress.objects.create(address="/old-draft", page=draft)

    assert client.get("/old-draft/").status_code == 404


def test_a_page_of_ours_goes_before_an_address_of_the_former_site(client, article_id):
    MovedInAddress.objects.create(address="/back-pain", page_id=article_id)

    assert client.get("/back-pain/").status_code == 200
