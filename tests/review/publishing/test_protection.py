"""What the record names is kept: pages are archived, people deactivated, and purging old drafts does no harm."""

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from wagtail.models import Page, Revision
from wagtail.search import index

from articles.pages.places import TopicPage
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import Specialty
from editorial.review.signing.signing import MayNotSignError
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.editions import taken_away
from tests.factories.pages import article, published_article, published_home
from tests.factories.signing import credentialed, published_through_the_workflow, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    boss = UserFactory(is_superuser=True)
    logged_in(client, boss)
    return boss


def test_a_page_with_editions_cannot_be_deleted(client, boss):
    page = published_article()

    client.post(f"/admin/pages/{page.pk}/delete/")

    assert Page.objects.filter(pk=page.pk).exists()
    with pytest.raises(ProtectedError):
        page.delete()


def test_a_page_above_published_pages_cannot_be_deleted(client, boss):
    page = published_article()

    client.post(f"/admin/pages/{page.get_parent().pk}/delete/")

    assert Page.objects.filter(pk=page.pk).exists()


def test_nobody_is_asked_whether_to_delete_a_page_that_is_kept(client, boss):
    page = article()

    response = client.get(f"/admin/pages/{page.pk}/delete/", follow=True)

    assert "is kept: the record holds who saved its drafts" in response.text
    assert "Are you sure" not in response.text


def test_many_pages_at_once_are_not_deleted_when_one_is_kept(client, boss):
    one, other = article(), article()

    response = client.post(f"/admin/bulk/wagtailcore/page/delete/?id={one.pk}&id={other.pk}", follow=True)

    assert Page.objects.filter(pk__in=[one.pk, other.pk]).count() == 2
    assert f"“{one.title}” is kept" in response.text or f"“{other.title}” is kept" in response.text


@pytest.fixture
def left_over():
    """A topic that no draft of was ever saved."""
    return published_home().add_child(instance=TopicPage(title="Left over", slug="left-over", standfirst="Nothing."))


def test_a_topic_that_the_record_does_not_name_is_deleted_with_the_rights_of_the_web_process(
    client, boss, left_over, as_web_role
):
    with as_web_role():
        client.post(f"/admin/pages/{left_over.pk}/delete/")

    assert not Page.objects.filter(pk=left_over.pk).exists()


def test_a_topic_that_asks_for_a_specialty_is_kept(client, boss, left_over, as_web_role):
    Specialty.objects.create(name="Cardiology").topics.add(left_over)

    with as_web_role():
        response = client.post(f"/admin/pages/{left_over.pk}/delete/", follow=True)

    assert "“Left over” is kept" in response.text
    assert Page.objects.filter(pk=left_over.pk).exists()


def test_an_archived_page_leaves_the_explorer_but_can_be_found(client, boss):
    page = taken_away(published_article("An old subject"), PublicationStatus.ARCHIVED)
    listing = f"/admin/pages/{page.get_parent().pk}/"

    assert "An old subject" not in client.get(listing).content.decode()
    assert "An old subject" in client.get(f"{listing}?archived").content.decode()


def test_the_explorer_finds_words_in_titles_but_no_archived_page(client, boss):
    taken_away(published_article("Sciatica of old"), PublicationStatus.ARCHIVED)
    page = published_article("Sciatica today")
    listing = f"/admin/pages/{page.get_parent().pk}/"
    for named in page.get_siblings():
        index.insert_or_update_object(named)  # Wagtail does it when the transaction ends

    found = client.get(listing, {"q": "sciatica"}).content.decode()
    assert "Sciatica today" in found and "Sciatica of old" not in found
    assert "Sciatica of old" in client.get(listing, {"q": "sciatica", "archived": ""}).content.decode()


def test_somebody_who_signed_is_not_deleted(client, boss):
    page = published_article()
    signer = SignOff.objects.filter(page=page).first().signer

    response = client.post(f"/admin/users/delete/{signer.pk}/", follow=True)

    assert type(signer).objects.filter(pk=signer.pk).exists()
    assert "has saved or signed texts, so this account is kept" in response.content.decode()


def test_somebody_who_only_wrote_is_not_deleted_either(client, boss):
    writer = UserFactory(writer=True)
    article(by=writer)

    client.post(f"/admin/users/delete/{writer.pk}/")

    assert type(writer).objects.filter(pk=writer.pk).exists()


def test_many_accounts_at_once_are_not_deleted_when_one_is_kept(client, boss):
    writer, newcomer = UserFactory(writer=True), UserFactory()
    article(by=writer)

    response = client.post(f"/admin/bulk/accounts/user/delete/?id={writer.pk}&id={newcomer.pk}", follow=True)

    assert type(writer).objects.filter(pk__in=[writer.pk, newcomer.pk]).count() == 2
    assert "this account is kept" in response.content.decode()


def test_an_account_that_did_nothing_is_deleted(client, boss):
    newcomer = UserFactory()

    client.post(f"/admin/users/delete/{newcomer.pk}/")

    assert not type(newcomer).objects.filter(pk=newcomer.pk).exists()


def test_somebody_who_signed_can_be_deactivated_and_what_they_signed_stays():
    page = published_article()
    signer = SignOff.objects.filter(page=page).first().signer

    signer.is_active = False
    signer.save()

    assert Publication.objects.readable().filter(page_id=page.pk).exists()
    assert Edition.objects.get(page=page).sign_offs[0].signer == signer


def test_purging_revisions_does_no_harm():
    page = published_through_the_workflow(article())
    edited(page, standfirst="A draft.", change_class="update", change_note="New.")
    edited(fresh(page), standfirst="Another draft.")
    before = Revision.objects.filter(object_id=str(page.pk)).count()

    call_command("purge_revisions", verbosity=0)

    assert Revision.objects.filter(object_id=str(page.pk)).count() < before
    published_through_the_workflow(fresh(page))
    assert Publication.objects.get(page_id=page.pk).edition.number == 2


def test_who_wrote_is_remembered_after_their_revisions_are_purged():
    writer = credentialed(SignOffKind.FACT_CHECK)
    page = published_through_the_workflow(article())
    edited(page, by=writer, standfirst="A draft.", change_class="update", change_note="New.")
    edited(fresh(page), standfirst="Another draft.")

    call_command("purge_revisions", verbosity=0)

    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(submitted(fresh(page)), by=writer)


@pytest.mark.parametrize("filtered", ["", "&written_by=ada", "&medically_reviewed_on_from=2020-01-01"])
def test_the_list_of_articles_finds_words_too(client, boss, filtered):
    page = published_article("Sciatica today")
    index.insert_or_update_object(page)

    assert client.get(f"/admin/articles/?q=sciatica{filtered}").status_code == 200
