"""Wagtail's own screens, where they would show drafts to whoever is in the admin, or fail at what is kept."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from articles.record.signed.pictures import SiteImage
from articles.references.library.references import Reference
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, image
from tests.factories.pages import article, published_article, shared_topic
from tests.factories.signing import published
from tests.gate.surfaces import admin_asks

pytestmark = pytest.mark.django_db

TITLE = "Not for everybody yet"


@pytest.mark.parametrize("group", ["triager", "reviewer"])
def test_who_works_on_no_page_sees_no_title_of_a_draft(client, group):
    draft, live = article(title=TITLE), published_article()
    edited(live, title=TITLE, change_class="update", change_note="Renamed.")
    logged_in(client, UserFactory(**{group: True}))
    client.raise_request_exception = False

    shown = []
    about_pages = [ask for _surface, ask in admin_asks(draft.pk)]
    for page in (live, shared_topic()):
        about_pages += [ask for _surface, ask in admin_asks(page.pk) if "/choose" in ask.address]
    for ask in about_pages:
        answer = client.get(ask.address)
        body = b"".join(answer) if answer.streaming else answer.content
        shown += [ask.address] * (TITLE.encode() in body)

    assert shown == []


def test_a_search_of_the_page_chooser_shows_them_none_either(client):
    article(title=TITLE)
    logged_in(client, UserFactory(triager=True))

    answer = client.get(reverse("wagtailadmin_choose_page_search"), {"q": TITLE[:8]})

    assert TITLE not in answer.content.decode()


def test_a_writer_chooses_pages(client):
    page = article(title=TITLE)
    logged_in(client, UserFactory(writer=True))

    shown = client.get(reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk])).content.decode()

    assert TITLE in shown


def test_a_cited_work_is_kept_and_that_is_said(client):
    published_article(references=1)
    work = Reference.objects.filter(citations__isnull=False).first()
    logged_in(client, UserFactory(is_superuser=True))

    answer = client.post(reverse("references:delete", args=[work.pk]), follow=True)

    assert "so it is kept" in answer.content.decode()
    assert Reference.objects.filter(pk=work.pk).exists()


def test_a_form_that_does_not_arrive_whole_is_given_back_with_a_sentence(client):
    page = article()
    logged_in(client, UserFactory(editor=True))

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"standfirst": "What somebody typed."})

    assert "this form did not arrive whole" in answer.content.decode()
    assert "What somebody typed." in answer.content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_too_long_to_be_kept_is_given_back_with_a_sentence(client):
    page = article()
    logged_in(client, UserFactory(editor=True))
    copy = {"new_title": "A copy", "new_slug": "pain-" * 100, "new_parent_page": page.get_parent().pk}

    answer = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), copy)

    assert "something in this form is too long" in answer.content.decode()
    assert copy["new_slug"] in answer.content.decode()
    assert not Page.objects.filter(title="A copy").exists()


def test_a_picture_in_use_can_be_deleted_from_the_workshop_and_readers_keep_it(client):
    page = published(article(hero_image=image(), hero_alt="Teal"))
    logged_in(client, UserFactory(is_superuser=True))

    answer = client.post(reverse("wagtailimages:delete", args=[SiteImage.objects.latest("pk").pk]), follow=True)

    assert answer.status_code == 200
    assert client.get(f"{page.editions.get().content['hero']['src']}").status_code == 200


def test_a_screen_is_called_by_its_name_at_its_head(client):
    logged_in(client, UserFactory(editor=True))
    addresses = ["review/", "review/who-may-sign/", "review/signing-keys/", "reports/calendar/", "copies/recalls/"]

    screens = {address: client.get(f"/admin/{address}").context_data for address in addresses}

    for address, shown in screens.items():
        assert shown["breadcrumbs_items"][-1]["label"] == shown["page_title"], address
