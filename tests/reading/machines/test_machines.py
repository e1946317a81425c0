"""What machines read: sitemap, feeds, robots.txt, llms.txt and Markdown, all made from editions."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from articles.pages import ReferenceItem
from articles.reading.listings import topics
from tests.factories.drafts import edited, fresh, person
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import article, published_article, shared_topic, topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def tree(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return ET.fromstring(response.content)  # noqa: S314  our own


def addresses_in_sitemap(client):
    parts = [part.text for part in tree(client, "/sitemap.xml").iter(f"{SITEMAP}loc")]
    return [
        location.text
        for part in parts
        for location in tree(client, part.removeprefix("http://testserver")).iter(f"{SITEMAP}loc")
    ]


def test_the_sitemap_lists_what_readers_get_and_nothing_else(client):
    shown, draft, gone = published_article(), article(), taken_away(published_article())

    listed = addresses_in_sitemap(client)

    assert f"http://testserver{path_of(shown)}" in listed
    assert not any(draft.slug in address or gone.slug in address for address in listed)


def test_a_typing_error_does_not_move_the_date_in_the_sitemap(client):
    page = published_article()
    before = client.get("/sitemap-articles.xml").content

    published(edited(page, standfirst="Without the slip.", change_class="typo"))

    assert client.get("/sitemap-articles.xml").content == before


@pytest.mark.parametrize("address", ["/feed/", "/feed/rss/"])
def test_the_feed_has_the_newest_articles(client, address):
    published_article("Heat for a stiff back")

    assert "Heat for a stiff back" in client.get(address).content.decode()


@pytest.mark.usefixtures("no_shared_article")
def test_a_topic_has_a_feed_of_its_own(client):
    page = published_article("Heat for a stiff back")
    topic = path_of(page.get_parent().specific)

    assert [entry.text for entry in tree(client, f"{topic}feed/").iter(f"{ATOM}title")][1:] == ["Heat for a stiff back"]
    assert client.get("/no-such-topic/feed/").status_code == 404


def test_a_feed_entry_keeps_its_name_when_the_article_changes(client):
    page = published_article()
    before = tree(client, "/feed/").find(f"{ATOM}entry/{ATOM}id").text

    published(edited(page, title="Another title", change_class="update", change_note="New."))

    assert tree(client, "/feed/").find(f"{ATOM}entry/{ATOM}id").text == before


def test_robots_txt_names_the_sitemap_and_keeps_machines_from_the_desk(client):
    text = client.get("/robots.txt").content.decode()

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_llms_txt_says_what_the_site_is_and_links_its_topics(client):
    page = published_article()

    text = client.get("/llms.txt").content.decode()

    assert f"(http://testserver{path_of(page.get_parent().specific)}index.md)" in text


def test_each_page_has_a_markdown_twin(client):
    page = published_article("Inversion therapy")

    response = client.get(f"{path_of(page)}index.md")
    text = response.content.decode()

    assert text.startswith("# Inversion therapy\n")
    assert "## How it works\n\nThe space between the vertebrae grows.[1]" in text
    assert "1. Author A. Study 0. 2012. <https://doi.org/10.1000/0>" in text
    assert response["Link"] == f'<http://testserver{path_of(page)}>; rel="canonical"'


def test_names_and_references_are_no_marks_of_markdown(client, held):
    author = published(person("Sam *Author* [here](https://example.org)"))
    references = [ReferenceItem(text="Lee P. <i>Rest</i>, p_values_\nand [pain](x). 2012.")]
    page = published(edited(article(author=author), references=references))
    held(page, notice="Take *no* <b>more</b>.\n# Since then")

    text = client.get(f"{path_of(page)}index.md").content.decode()

    assert "- Written by Sam \\*Author\\* [here\\](https://example.org)\n" in text
    assert "1. Lee P. \\<i>Rest\\</i>, p\\_values\\_ and [pain\\](x). 2012." in text
    assert "Take \\*no\\* \\<b>more\\</b>. # Since then" in text


def test_titles_are_no_marks_of_markdown_in_the_list_for_language_models(client):
    place = topic("Neck [pain](x)")

    listed = client.get("/llms.txt").content.decode()

    assert f"- [Neck [pain\\](x)](http://testserver{path_of(place)}index.md): About it." in listed


def test_the_markdown_twin_of_a_withdrawn_page_is_gone(client):
    page = taken_away(published_article())

    assert client.get(f"{path_of(page)}index.md").status_code == 410


def test_a_draft_changes_no_markdown(client):
    page = published_article(standfirst="As signed.")
    edited(fresh(page), standfirst="Not signed.")

    text = client.get(f"{path_of(page)}index.md").content.decode()

    assert "As signed." in text
    assert "Not signed." not in text


def test_a_topics_markdown_lists_all_its_articles(client, monkeypatch):
    monkeypatch.setattr(topics, "INDEXED", 2)
    place = topic("Neck *pain*")
    pages = [published_article(f"Number {number}", parent=place) for number in range(4)]
    groups = [{"type": "group", "value": {"heading": "Start here", "pages": [pages[0].pk]}}]
    published(edited(place, groups=groups, change_class="clarification", change_note="An order."))
    topic("Whiplash", parent=place)

    first = client.get(f"{path_of(place)}index.md").content.decode()
    following = re.search(r"\[More articles\]\(http://testserver([^)]*)\)", first)[1]
    second = client.get(following).content.decode()

    assert f"## Start here\n\n- [Number 0](http://testserver{path_of(pages[0])}index.md): What it" in first
    assert re.findall(r"^- \[(.*?)\]", first, re.MULTILINE) == ["Number 0", "Whiplash", "Number 3", "Number 2"]
    assert re.findall(r"^- \[(.*?)\]", second, re.MULTILINE) == ["Number 1"]
    assert client.get(f"{path_of(place)}index.md?articles=x").status_code == 404


def test_a_page_says_where_programs_get_it(client):
    text = client.get(path_of(shared_topic())).content.decode()

    for kind, address in (
        ("text/markdown", f"{path_of(shared_topic())}index.md"),
        ("application/json", f"/api/v1/pages/{shared_topic().pk}/"),
        ("application/atom+xml", f"{path_of(shared_topic())}feed/"),
        ("application/atom+xml", "/feed/"),
    ):
        assert f'<link rel="alternate" type="{kind}" href="{address}"' in text


def test_a_page_tells_programmers_what_programs_get(client):
    page = published_article()

    text = client.get("/for-programs/").content.decode()

    for address in (
        *("/feed/", "/feed/rss/", "/llms.txt", "/api/v1/pages/", "/api/v1/openapi.json", "/sitemap.xml"),
        "/api/v1/recalls/",
    ):
        assert f'href="{address}"' in text
    assert f'href="{path_of(page)}index.md"' in text
    for address in ("/api/v1/recalls/", "/api/v1/hub/"):
        assert address in text and address in client.get("/llms.txt").content.decode()
    assert 'href="/for-programs/"' in client.get("/").content.decode().partition("<footer")[2]


def test_home_is_the_home_page_of_the_address_s_language():
    home = '<a class="site-header__brand" href="/de/">'
    with translation.override("de"):
        assert all(home in render_to_string(f"{code}.html") for code in (400, 500))


def test_programs_get_addresses_in_the_letters_of_addresses(client):
    page = published_article("علاج الألم", slug="علاج")
    written = "http://testserver/back-pain/%D8%B9%D9%84%D8%A7%D8%AC/"

    assert written in addresses_in_sitemap(client)
    assert client.get(f"{path_of(page)}index.md")["Link"] == f'<{written}>; rel="canonical"'
    assert client.get(f"/api/v1/pages/{page.pk}/").json()["url"] == written
    assert f'<link rel="canonical" href="{written}">' in client.get(path_of(page)).content.decode()
