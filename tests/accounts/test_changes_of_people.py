"""Whoever changes people, groups or keys proves again who they are, whatever browser was left open."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from editorial.syndication.copies.syndicators import Syndicator
from tests.accounts.proofs import again, aged
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.pages import shared_article
from tests.factories.signing import appointed_editor
from tests.gate.surfaces import surfaces

pytestmark = pytest.mark.django_db

#: Where people and what they may do are changed, by the beginning of the names of addresses.
ABOUT_PEOPLE = (
    *("wagtailusers_", "syndicators:", "syndication:syndicator", "set_up"),
    *("review:authority_", "review:invite", "review:keys", "review:experts"),
)
#: What begins like that, and only shows something.
SHOWS = ("index", "index_results", "history", "history_results", "usage", "set_up_begin", "set_up_put_away")
AGAIN = "/admin/account/again/"


def changing():
    """The name and parts of every address of the admin below which people are changed."""
    named = [surface for surface in surfaces() if surface.is_admin and surface.name.startswith(ABOUT_PEOPLE)]
    return [surface for surface in named if surface.name.split(":")[-1] not in SHOWS]


@pytest.fixture(scope="module")
def somebody(scene):
    user = appointed_editor()
    user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def parts(db):
    """What stands for the parts of addresses."""
    about = {"wagtailusers_users": UserFactory(), "wagtailusers_groups": Group.objects.first()}
    syndicator = Syndicator.objects.create(name="A site", site="https://a.example")
    about |= {"syndicators": syndicator, "syndication": syndicator}
    return lambda surface: {
        "pk": getattr(about.get(surface.name.split(":")[0]), "pk", 1),
        "page_id": shared_article().pk,
        "kind": "account_linked",
        "step": "editors",
    }


@pytest.mark.parametrize("surface", changing(), ids=lambda surface: surface.name)
def test_a_change_of_people_asks_who_is_there(client, somebody, parts, surface):
    client.force_login(somebody)  # long ago, so to speak: no proof of it is recent
    kwargs = {name: value for name, value in parts(surface).items() if name in surface.parts}

    response = client.post(reverse(surface.name, kwargs=kwargs))

    assert response.status_code == 302 and response.url.startswith(AGAIN), surface.name


@pytest.mark.parametrize("action", ["delete", "assign_role", "set_active_state"])
def test_so_do_changes_of_many_at_once(client, somebody, action):
    client.force_login(somebody)
    address = reverse("wagtail_bulk_action", args=["accounts", "user", action])

    assert client.post(f"{address}?id={UserFactory().pk}").url.startswith(AGAIN)
    assert client.get(f"{address}?id={UserFactory().pk}").status_code == 200


def test_of_pages_nobody_is_asked(client, somebody):
    client.force_login(somebody)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    assert AGAIN not in client.post(f"{address}?id={shared_article().pk}").headers.get("Location", "")


def test_who_has_just_proved_it_goes_on(client):
    user, other = UserFactory(is_superuser=True), UserFactory()

    response = logged_in(client, user).post(reverse("wagtailusers_users:delete", args=[other.pk]))

    assert response.url == reverse("wagtailusers_users:index")


def test_what_waits_for_the_proof_is_cleaned_of_what_nobody_sees(client):
    boss, other = UserFactory(is_superuser=True), UserFactory(first_name="Ann", email="ann@example.org")
    logged_in(client, boss)
    aged(client, 601)
    form = {"email": other.email, "first_name": "A\u200bn\u00adna", "last_name": "Low", "is_active": "on"}

    asked = client.post(reverse("wagtailusers_users:edit", args=[other.pk]), form)
    again(client, asked.url)

    other.refresh_from_db()
    assert other.first_name == "Anna"


def test_reading_about_people_asks_nobody(client, somebody):
    client.force_login(somebody)

    assert client.get(reverse("wagtailusers_users:edit", args=[somebody.pk])).status_code == 200


def test_an_address_that_somebody_has_is_refused_in_a_sentence_in_whatever_case(client, somebody):
    taken = UserFactory(email="pat@example.org")
    logged_in(client, somebody)
    password = {f"password{nth}": "a long pass phrase" for nth in (1, 2)}
    words = {"first_name": "Sam", "last_name": "Lee", **password, "email": taken.email.title()}

    answer = client.post(reverse("wagtailusers_users:add"), words)

    assert "Somebody has an account with this address already." in answer.content.decode()
