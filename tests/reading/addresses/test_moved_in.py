"""Readers who come by an address on the former site are led to the page that was moved in from there."""

import pytest

from articles.pages import ArticlePage
from articles.record.published.addresses import MovedInAddress
from tests.factories.drafts import add_page
from tests.factories.editions import path_of
from tests.factories.pages import published_article, shared_article, shared_topic

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


@pytest.fixture
def two_sites(article_id, settings):
    """Two former sites that had the same address, of two pages."""
    settings.ALLOWED_HOSTS = ["testserver", "www.neck.example", "back.example"]
    other = published_article("Neck pain")
    MovedInAddress.objects.create(site="back.example", address="/who-we-are", page_id=article_id)
    MovedInAddress.objects.create(site="neck.example", address="/who-we-are", page_id=other.pk)
    return {"back.example": path_of(shared_article()), "www.neck.example": path_of(other)}


def test_of_two_former_sites_with_one_address_the_name_that_is_asked_for_decides(client, two_sites):
    for host, path in two_sites.items():
        assert client.get("/who-we-are/", headers={"Host": host}).headers["Location"] == path


def test_where_that_name_says_nothing_readers_are_led_to_neither(client, two_sites):
    assert client.get("/who-we-are/").status_code == 404


@pytest.fixture
def in_a_folder(article_id):
    """What a site in the folder /blog had at two addresses; the page with the same number of a site without one."""
    for address in ("/?p=40", "/blog/2020/01/hanging"):
        MovedInAddress.objects.create(site="old.example/Blog", address=address, page_id=article_id)
    MovedInAddress.objects.create(site="other.example", address="/?p=40", page=published_article("Neck pain"))
    return path_of(shared_article())


@pytest.mark.parametrize(
    "asked",
    ["/blog/?p=40", "/Blog/?p=40&preview=true", "/blog/2020/01/hanging/", "/blog/2020/01/Hanging/?p=9"],
)
def test_an_address_in_the_folder_of_a_former_site_leads_to_its_page(client, in_a_folder, asked):
    assert client.get(asked).headers["Location"] == in_a_folder


@pytest.mark.parametrize("asked", ["/blog/?p=41", "/shop/?p=40", "/blog/more/?p=40", "/blog/"])
def test_another_folder_or_number_leads_nowhere(client, in_a_folder, asked):
    assert client.get(asked).status_code == 404
