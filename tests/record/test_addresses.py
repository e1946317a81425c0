"""Addresses: every one that a page ever had is in the record, leads on for ever, and is taken over only knowingly."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.record.published.addresses import AddressChange, AddressReuse, MainLanguage, NoAddressError
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from editorial.review.publishing.publishing import NotReadyError
from editorial.review.publishing.status import put_back
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh
from tests.factories.editions import path_of
from tests.factories.pages import published_article, topic
from tests.factories.signing import appointed_editor, published

pytestmark = pytest.mark.django_db


def renamed(page, slug):
    """The page, after an edition with another slug."""
    return published(edited(page, slug=slug, change_class="update", change_note="Another name."))


def addresses_of(page):
    return list(AddressChange.objects.filter(page_id=page.pk).order_by("sequence").values_list("path", "cause"))


@pytest.fixture(scope="module")
def made(scene):
    neck = topic("Neck pain", slug="neck")
    return {"neck": neck, "page": published_article(parent=neck, slug="collars")}


@pytest.fixture
def neck(made):
    return fresh(made["neck"])


@pytest.fixture
def page(made):
    return fresh(made["page"])


# --- the record ---


def test_the_first_edition_brings_the_first_address(page):
    assert addresses_of(page) == [("/neck/collars/", "first")]
    assert path_of(page) == "/neck/collars/"


def test_another_slug_brings_another_address(page):
    renamed(page, "neck-collars")

    assert addresses_of(page) == [("/neck/collars/", "first"), ("/neck/neck-collars/", "slug")]


def test_the_pages_below_follow_each_with_a_record_of_its_own(neck, page):
    below = topic("Whiplash", slug="whiplash", parent=neck)
    deep = published_article(parent=below, slug="rest")

    renamed(neck, "neck-pain")

    assert path_of(page) == "/neck-pain/collars/"
    assert addresses_of(deep) == [("/neck/whiplash/rest/", "first"), ("/neck-pain/whiplash/rest/", "above")]


def test_a_move_says_who_moved_the_page(page, client):
    there, boss = topic(slug="there"), UserFactory(is_superuser=True)
    logged_in(client, boss)

    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, there.pk]))

    change = AddressChange.objects.filter(page_id=page.pk).latest("sequence")
    assert (change.path, change.cause, change.decided_by) == ("/there/collars/", "move", boss)


def test_an_edition_that_is_put_back_brings_its_address_back(page):
    first = page.editions.get()
    page = renamed(page, "neck-collars")

    put_back(page, by=UserFactory(editor=True), edition=first, notice="The old name was better.", reason="Report")

    assert path_of(page) == "/neck/collars/"


def test_nobody_says_another_address_than_the_one_that_follows(page):
    with pytest.raises(DatabaseError, match="address_as_it_was"), transaction.atomic():
        AddressChange.objects.create(page_id=page.pk, path="/cures/", parent_path="/", before="", cause="move")


def test_an_address_without_an_edition_is_refused(page):
    with pytest.raises(DatabaseError, match="address_without_edition"), transaction.atomic():
        AddressChange.objects.create(page_id=Publication.objects.get(path="/").page.get_parent().pk)


def test_only_the_owner_says_which_language_is_at_the_root(as_web_role):
    with pytest.raises(DatabaseError, match="permission denied"), as_web_role(), transaction.atomic():
        MainLanguage.objects.update(code="fr")


# --- readers ---


@pytest.mark.parametrize(
    "below",
    ["", "?page=2&q=a%20b", "history/", "editions/1/", "editions/1/record.json", "history/1-2/", "index.md"],
)
def test_a_former_address_leads_on_with_all_that_hangs_below_it(page, client, below):
    renamed(page, "neck-collars")

    answer = client.get(f"/neck/collars/{below}")

    assert (answer.status_code, answer["Location"]) == (301, f"/neck/neck-collars/{below}")
    assert client.get(answer["Location"]).status_code == 200


def test_readers_are_there_at_once_however_often_a_page_was_renamed(neck, page, client):
    for slug in ("second", "third"):
        page = renamed(page, slug)
    renamed(neck, "neck-pain")

    for former in ("/neck/collars/", "/neck/second/", "/neck/third/"):
        assert client.get(former)["Location"] == "/neck-pain/third/"


@pytest.mark.parametrize("below", ["", "history/", "editions/1/record.json", "index.md"])
def test_a_former_address_with_other_letters_leads_on_like_any(client, below):
    place = topic("Rücken", slug="rücken")
    published_article("Müde Füße", slug="müde-füße", parent=place)

    renamed(place, "ruecken")

    response = client.get(f"/rücken/müde-füße/{below}")
    assert response["Location"] == f"/ruecken/m%C3%BCde-f%C3%BC%C3%9Fe/{below}"
    assert client.get(response["Location"]).status_code == 200


def test_the_feed_of_a_renamed_topic_leads_on(neck, client):
    renamed(neck, "neck-pain")

    assert client.get("/neck/feed/")["Location"] == "/neck-pain/feed/"


def test_the_former_address_of_a_page_that_was_taken_away_leads_to_why(page, client, taken_away):
    taken_away(renamed(page, "neck-collars"), PublicationStatus.WITHDRAWN)

    assert client.get("/neck/collars/")["Location"] == "/neck/neck-collars/"
    assert client.get("/neck/neck-collars/").status_code == 410


def test_an_address_that_no_page_had_leads_nowhere(page, client):
    assert client.get("/neck/nothing/").status_code == 404
    assert client.get("/neck/collars/editions/9/").status_code == 404
    assert client.post("/neck/collars/history/").status_code == 405


# --- taking an address over ---


@pytest.fixture
def left(page):
    """A page that was at /neck/collars/ once."""
    return renamed(page, "neck-collars")


def test_an_address_that_leads_on_is_not_taken_over_unawares(neck, left):
    with pytest.raises(NotReadyError, match="/neck/collars/ was the address of another page"):
        renamed(published_article(parent=neck, slug="other"), "collars")


def test_an_address_is_taken_over_when_somebody_confirms_it(neck, left, client):
    other, editor = published_article("Other", parent=neck, slug="other"), appointed_editor()
    AddressReuse.objects.confirm(other, "collars", by=editor)

    renamed(other, "collars")

    assert path_of(other) == "/neck/collars/"
    assert client.get("/neck/collars/").status_code == 200
    assert AddressReuse.objects.get().confirmed_by == editor


def test_a_confirmation_does_not_outlive_what_it_was_about(neck, left):
    other = published_article("Other", parent=neck, slug="other")
    AddressReuse.objects.confirm(other, "collars", by=appointed_editor())
    other = renamed(renamed(other, "collars"), "elsewhere")
    AddressReuse.objects.confirm(left, "collars", by=appointed_editor())
    renamed(left, "collars")
    renamed(fresh(left), "again-elsewhere")

    with pytest.raises(NotReadyError, match="was the address of another page"):
        renamed(fresh(other), "collars")


def test_a_page_comes_back_to_its_own_former_address(left):
    assert path_of(renamed(left, "collars")) == "/neck/collars/"


def test_there_is_nothing_to_confirm_where_nothing_leads_on(page):
    with pytest.raises(DatabaseError, match="address_leads_nowhere_else"), transaction.atomic():
        AddressReuse.objects.create(page_id=page.pk, path="/neck/free/", confirmed_by=UserFactory(editor=True))


def test_a_move_asks_before_it_takes_addresses_over(neck, left, client):
    other, boss = published_article("Other", slug="collars"), UserFactory(is_superuser=True)
    logged_in(client, boss)
    address = reverse("wagtailadmin_pages:move_confirm", args=[other.pk, neck.pk])

    asked = client.post(address)
    assert "Take the address over, and move the page" in asked.content.decode()
    assert not fresh(other).is_descendant_of(neck)

    client.post(address, {"take_over": "yes"})
    assert path_of(other) == "/neck/collars/"
    assert AddressReuse.objects.get().confirmed_by == boss


def test_a_move_past_the_screen_is_refused(neck, left):
    other = published_article("Other", slug="collars")

    with pytest.raises(NoAddressError, match="was the address of another page"):
        other.move(neck, pos="last-child")


def test_a_put_back_that_would_take_an_address_over_says_so(neck, left):
    other = published_article("Other", parent=neck, slug="other")
    AddressReuse.objects.confirm(other, "collars", by=appointed_editor())
    renamed(other, "collars")
    first = left.editions.get(number=1)

    with pytest.raises(ValidationError, match="Another page is published at /neck/collars/"):
        put_back(left, by=UserFactory(editor=True), edition=first, notice="Back.", reason="Report")


def test_the_edit_screen_asks_before_an_address_is_taken_over(neck, left, client):
    other, boss = topic("Other", parent=neck, slug="other"), UserFactory(is_superuser=True)
    logged_in(client, boss)
    address = reverse("wagtailadmin_pages:edit", args=[other.pk])
    form = client.get(address).context["form"]
    assert "takes_over_address" not in form.fields
    streams = ("body", "groups", "subjects")
    sent = nested_form_data(
        {
            **{name: form[name].value() or "" for name in form.fields if name not in streams},
            **{name: inline_formset([]) for name in form.formsets},
            **dict.fromkeys(streams, streamfield([])),
            "slug": "collars",
            "change_class": "update",
            "change_note": "Another name.",
        }
    )

    asked = client.post(address, sent)
    assert "take over the address of another page" in asked.content.decode()
    assert not AddressReuse.objects.exists()

    client.post(address, sent | {"takes_over_address": "on"})
    reuse = AddressReuse.objects.get()
    assert (reuse.page_id, reuse.path, reuse.confirmed_by) == (other.pk, "/neck/collars/", boss)
    assert path_of(published(fresh(other))) == "/neck/collars/"
