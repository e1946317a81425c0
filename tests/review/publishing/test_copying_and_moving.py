"""Copies keep their authors, and a page moves only to where readers can get it."""

import pytest
from django.urls import reverse
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page

from articles.pages import ArticlePage, TopicPage
from articles.record.published.addresses import NoAddressError
from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.signing.signing import MayNotSignError
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import add_page, edited, fresh, home, submitted
from tests.factories.editions import path_of
from tests.factories.pages import article, published_article, topic
from tests.factories.signing import credentialed, published_through_the_workflow, signed

pytestmark = pytest.mark.django_db


def copied(page, by=None):
    return page.copy(update_attrs={"slug": "copied"}, keep_live=False, user=by or UserFactory(writer=True))


def test_a_copied_article_is_published_when_it_is_signed():
    copy = published_through_the_workflow(edited(copied(published_through_the_workflow(article())), change_class="new"))

    assert path_of(copy).endswith("/copied/")


def test_whoever_wrote_the_original_does_not_sign_a_copy():
    writer = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(writer=True))
    copier = UserFactory(writer=True)

    copy = copied(published_article(by=writer), by=copier)

    assert Draft.of(copy).contributors == {writer.pk, copier.pk}
    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(submitted(copy, by=copier), by=writer)


def test_a_copy_of_a_draft_that_nobody_known_saved_is_as_unknown():
    page = article()
    draft = page.get_latest_revision_as_object()
    draft.standfirst = "Saved by nobody."
    draft.save_revision()

    assert None in Draft.of(copied(edited(page, standfirst="Known."))).contributors


def test_a_tree_is_copied_with_its_authors():
    page = published_article(parent=topic(slug="neck"))

    page.get_parent().specific.copy(recursive=True, update_attrs={"slug": "copied"}, keep_live=False)

    copy = ArticlePage.objects.get(url_path__endswith=f"/copied/{page.slug}/")
    assert page.owner_id in Draft.of(copy).contributors


@pytest.mark.parametrize("screen", ["page", "remarks", "evidence"])
def test_an_alias_has_no_draft_to_review(client, screen):
    page = published_article()
    alias = page.create_alias(parent=page.get_parent(), update_slug="aliased")
    logged_in(client, UserFactory(is_superuser=True))

    assert client.get(reverse(f"review:{screen}", args=[alias.pk])).status_code == 404


def test_an_alias_that_becomes_a_page_has_the_authors_of_its_original():
    page = published_article()
    alias = page.create_alias(parent=page.get_parent(), update_slug="aliased")

    ConvertAliasPageAction(alias, user=UserFactory(is_superuser=True)).execute()

    assert page.owner_id in Draft.of(fresh(alias)).contributors


def unpublished_topic():
    return add_page(home(), TopicPage(title="Hidden topic", slug="hidden"))


def test_a_published_page_stays_where_it_is_rather_than_lose_its_address():
    page = published_article()
    before = fresh(page).path

    with pytest.raises(NoAddressError, match="Publish “Hidden topic” first"):
        page.move(unpublished_topic(), pos="last-child")

    assert fresh(page).path == before


def test_the_move_screen_says_why(client):
    page, hidden = published_article(), unpublished_topic()
    logged_in(client, UserFactory(is_superuser=True))

    shown = client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, hidden.pk]), follow=True)

    assert "Publish “Hidden topic” first" in shown.content.decode()
    assert not Page.objects.get(pk=page.pk).is_descendant_of(hidden)


def test_many_pages_at_once_are_not_moved_there_either(client):
    page, hidden = published_article(), unpublished_topic()
    logged_in(client, UserFactory(is_superuser=True))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    client.post(f"{address}?id={page.pk}", {"chooser": hidden.pk})

    assert not Page.objects.get(pk=page.pk).is_descendant_of(hidden)


def test_a_draft_moves_anywhere():
    page, hidden = article(), unpublished_topic()

    page.move(hidden, pos="last-child")

    assert fresh(page).get_parent().pk == hidden.pk


def test_a_page_does_not_move_onto_the_address_of_another():
    there = topic(slug="there")
    other = published_article(parent=there, slug="same")
    edited(other, slug="renamed")
    Page.objects.filter(pk=other.pk).update(slug="renamed")
    page = published_article(slug="same")

    with pytest.raises(NoAddressError, match="Another page is published at /there/same/ already"):
        page.move(there, pos="last-child")
