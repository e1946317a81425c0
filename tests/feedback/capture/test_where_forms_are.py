"""Addresses that forms send to lead to those forms, for whoever opens them as they stand."""

import pytest
from django.urls import reverse

from articles.record.published.editions import Edition
from tests.factories.editions import path_of, taken_away
from tests.factories.pages import shared_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return Edition.objects.get(page_id=shared_article().pk)


@pytest.mark.parametrize("name", ["answer", "preview"])
def test_the_address_of_a_page_s_form_leads_to_the_page(client, edition, name):
    response = client.get(reverse(f"feedback:{name}"), {"edition": edition.pk})

    assert (response.status_code, response["Location"]) == (302, f"{path_of(shared_article())}#was-it-helpful")


@pytest.mark.parametrize("name", ["answer", "preview", "report"])
def test_an_address_that_names_no_page_says_how_to_find_it(client, name):
    response = client.get(reverse(f"feedback:{name}"))

    assert response.status_code == 200
    assert "At its foot you can say" in response.content.decode() and 'name="q"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_of_a_page_that_was_taken_away_it_says_how_to_find_others(client, edition):
    taken_away(shared_article())

    assert client.get(reverse("feedback:answer"), {"edition": edition.pk}).status_code == 200


def test_an_edition_that_never_was_is_not_found(client, edition):
    assert client.get(reverse("feedback:answer"), {"edition": edition.pk + 1}).status_code == 404
    assert client.get(reverse("feedback:answer"), {"edition": "x"}).status_code == 404


def test_other_ways_to_ask_are_refused(client):
    assert client.put(reverse("feedback:answer")).status_code == 405
