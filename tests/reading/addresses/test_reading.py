"""What readers get at the site's addresses."""

import pytest

from articles.record.published.publications import Publication
from tests.factories.drafts import edited, fresh, image, submitted
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article, shared_author, shared_topic, topic
from tests.factories.signing import published

pytestmark = pytest.mark.django_db


def test_an_article_shows_who_wrote_checked_and_reviewed_it(read):
    text = read(path_of(published_article(title="Inversion tables")))

    for words in ("Inversion tables", "Sam Author", "Fact checked by", "Medically reviewed by", "Dr Robin Reviewer"):
        assert words in text


def test_a_draft_has_no_address(read):
    page = article(slug="only-a-draft")

    assert "only-a-draft" not in read("/back-pain/")
    read(f"/back-pain/{page.slug}/", 404)


def test_what_is_edited_after_publishing_stays_in_the_workshop(read):
    page = published_article()

    edited(page, standfirst="MARKER of a draft", title="MARKER of a title")
    page.specific_class.objects.filter(pk=page.pk).update(title="MARKER in a column", standfirst="MARKER")

    for path in (path_of(page), "/", "/back-pain/", f"{path_of(page)}editions/1/", f"{path_of(page)}history/"):
        assert "MARKER" not in read(path)


def test_every_kind_of_page_is_read_at_its_address(read):
    published_article()

    for path in Publication.objects.values_list("path", flat=True):
        assert "<h1" in read(path)


def test_an_older_edition_stays_at_its_address_and_says_that_a_newer_one_exists(read):
    page = published_article(standfirst="As it was.")
    published(edited(page, standfirst="As it is.", change_class="update", change_note="New evidence."))

    older = read(f"{path_of(page)}editions/1/")

    assert "As it was." in older
    assert "A newer one exists" in older
    assert "noindex" in older
    read(f"{path_of(page)}editions/3/", 404)


def test_a_correction_stands_at_the_top_of_the_page(read):
    page = published_article()
    published(edited(page, standfirst="Right.", change_class="correction", change_note="The dose was wrong."))

    assert "The dose was wrong." in read(path_of(page))


def test_a_typing_error_does_not_move_the_date(read):
    page = published_article()
    before = Publication.objects.get(page=page).published_at

    published(edited(page, standfirst="Typo mended.", change_class="typo"))

    assert Publication.objects.get(page=page).published_at == before


def test_links_to_our_own_pages_are_resolved_when_they_are_shown(read):
    target = published_article(title="Target")
    page = article()
    draft = page.get_latest_revision_as_object()
    raw = draft.body.get_prep_value()
    raw[0]["value"]["content"][0]["value"] = f'<p>See <a linktype="page" id="{target.pk}">this</a>.[1]</p>'
    page = published(edited(page, body=raw))

    assert f'<a href="{path_of(target)}">this</a>' in read(path_of(page))


def test_script_that_reached_a_draft_does_not_reach_a_reader(read):
    page = article()
    draft = page.get_latest_revision_as_object()
    raw = draft.body.get_prep_value()
    raw[0]["value"]["content"][0]["value"] = '<p onclick="x()">Hi<script>alert(1)</script><img src=x onerror=y>[1]</p>'

    text = read(path_of(published(edited(page, body=raw))))

    assert "alert(1)" not in text
    assert "onclick" not in text
    assert "onerror" not in text


def test_citations_are_links_to_the_references_and_back(read):
    text = read(path_of(published_article(references=2)))

    assert 'role="doc-noteref" id="cite-1-1" href="#ref-1"' in text
    assert 'href="#cite-1-1"' in text


def test_readers_get_the_pictures_of_editions_and_no_others(client):
    shown, hidden = image("teal"), image("navy")
    published_article(hero_image=shown, hero_alt="Teal")
    article(hero_image=hidden, hero_alt="Navy")

    assert client.get(f"/images/{shown.sha256}-480.webp").status_code == 200
    assert client.get(f"/images/{hidden.sha256}-480.webp").status_code == 404
    assert client.get(hidden.file.url).status_code == 302


def test_a_published_picture_stays_when_the_workshops_file_is_replaced(client):
    picture = image("teal")
    published_article(hero_image=picture, hero_alt="Teal")
    before = b"".join(client.get(f"/images/{picture.sha256}-480.webp"))

    with picture.file.storage.open(picture.file.name, "wb") as file:
        file.write(b"other")

    assert b"".join(client.get(f"/images/{picture.sha256}-480.webp")) == before


def test_a_moved_page_is_read_at_its_new_address(read):
    page = published_article(slug="moves")
    elsewhere = topic(slug="elsewhere")

    page.move(fresh(elsewhere), pos="last-child")

    assert "Inversion therapy" in read("/elsewhere/moves/")
    read("/back-pain/moves/", 301)


def test_a_topic_lists_its_articles_and_a_person_what_they_wrote(read):
    published_article(title="Listed everywhere")

    assert "Listed everywhere" in read(path_of(shared_topic()))
    assert "Listed everywhere" in read(path_of(shared_author()))


def test_the_number_of_queries_does_not_grow_with_the_site(client, django_assert_max_num_queries):
    page = published_article()
    for number in range(3):
        published_article(title=f"Another {number}")

    with django_assert_max_num_queries(14):
        client.get(path_of(page))


def test_a_text_in_review_is_not_editable_and_not_readable(read):
    page = submitted(article(slug="in-review"))

    assert page.get_lock().for_user(page.owner)
    read("/back-pain/in-review/", 404)
