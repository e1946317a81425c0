"""What stands around a text: the notice that its review is late, what is shown where it is shared, what may run."""

import re

import pytest

from tests.factories.drafts import edited, image
from tests.factories.editions import path_of
from tests.factories.pages import published_article, shared_topic
from tests.factories.signing import published, published_home
from tests.upkeep.damage import as_somebody_who_can_do_everything

pytestmark = pytest.mark.django_db


def text_at(client, path):
    return client.get(path).content.decode()


def reviewed_long_ago(page, years=3):
    with as_somebody_who_can_do_everything() as cursor:
        cursor.execute(
            "UPDATE articles_signoff SET signed_at = signed_at - make_interval(years => %s) WHERE page_id = %s",
            [years, page.pk],
        )
    return page


def test_a_page_past_its_review_says_so_over_the_text(client):
    page = reviewed_long_ago(published_article())

    text = text_at(client, path_of(page))

    assert "was due for a medical review on" in text
    assert text.index("was due for a medical review on") < text.index("<h1")
    assert "Review overdue since" in text


@pytest.mark.parametrize("form", ["index.md", "editions/1/hand-out/"])
def test_whoever_reads_it_in_another_form_is_told_too(client, form):
    page = reviewed_long_ago(published_article())

    assert "was due for a medical review on" in text_at(client, path_of(page) + form)


@pytest.mark.parametrize("form", ["index.md", "editions/2/hand-out/"])
def test_so_are_they_of_what_was_wrong_before(client, form):
    page = published_article()
    published(edited(page, standfirst="After.", change_class="correction", change_note="The dose was wrong."))

    told = text_at(client, path_of(page) + form)

    assert "Correction" in told and "The dose was wrong." in told
    assert "The dose was wrong." not in text_at(client, f"{path_of(page)}editions/1/hand-out/")


def test_a_hand_out_of_an_older_edition_says_that_there_is_a_newer_one(client):
    page = published_article()
    published(edited(page, standfirst="After.", change_class="correction", change_note="The dose was wrong."))

    assert "A newer one exists." in text_at(client, f"{path_of(page)}editions/1/hand-out/")
    assert "It is the current one." not in text_at(client, f"{path_of(page)}editions/2/hand-out/")


def test_a_page_that_was_reviewed_in_time_says_nothing(client):
    assert "was due for a medical review" not in text_at(client, path_of(published_article()))


def test_an_older_edition_speaks_of_its_age_only(client):
    page = published_article()
    published(edited(page, standfirst="After.", change_class="update", change_note="New."))
    reviewed_long_ago(page)

    assert "was due for a medical review" not in text_at(client, f"{path_of(page)}editions/1/")


def test_where_an_article_is_shared_its_picture_and_dates_are_shown(client, settings):
    settings.BASE_URL = "https://pain.example"
    page = published_article(hero_image=image(), hero_alt="A table that tilts")

    text = text_at(client, path_of(page))

    assert '<meta property="og:type" content="article">' in text
    assert f'<meta property="og:image" content="https://pain.example/images/{page.hero_image.sha256}.jpg">' in text
    assert '<meta property="og:image:alt" content="A table that tilts">' in text
    assert '<meta property="article:published_time" content="' in text


def test_what_is_shared_of_a_picture_is_a_jpeg_of_what_readers_get(client):
    shown, hidden = image("teal"), image("navy")
    published_article(hero_image=shown, hero_alt="Teal")

    answer = client.get(f"/images/{shown.sha256}.jpg")

    assert (answer.status_code, answer["Content-Type"], answer.content[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert client.get(f"/images/{shown.sha256}.jpg").content == answer.content
    assert client.get(f"/images/{hidden.sha256}.jpg").status_code == 404


def test_a_topic_is_shared_with_the_sites_own_picture(client):
    text = text_at(client, path_of(shared_topic()))

    assert '<meta property="og:type" content="website">' in text
    assert "pain_site/img/shared" in text and "article:published_time" not in text


@pytest.mark.parametrize("path", ["/", "/search/?q=back", "/corrections/", "/a-z/", "/no-such-page/"])
def test_readers_pages_run_and_load_nothing_but_our_own(client, path):
    policy = client.get(path)["Content-Security-Policy"]

    assert "default-src 'self'" in policy and "object-src 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy


def test_nothing_in_a_readers_page_asks_for_a_weaker_policy(client):
    text = text_at(client, path_of(published_article()))

    assert "style=" not in text and "<style" not in text and " onclick=" not in text
    assert text.count("<script") == text.count("<script type=")


@pytest.mark.parametrize("path", ["", "history/", "/corrections/", "/what-readers-told-us/", "/a-z/", "/topics/"])
def test_what_search_engines_may_keep_says_in_a_sentence_what_it_is(client, path):
    published_home()
    page = published_article()

    text = text_at(client, path if path.startswith("/") else f"{path_of(page)}{path}")

    assert re.search(r'<meta name="description" content="[^"]{20,}">', text)
