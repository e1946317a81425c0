"""No reader's address asks PostgreSQL more than tests/gate/budgets.py allows."""

from collections import defaultdict

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.reading.listings.related import relate
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from tests.factories.drafts import edited, fresh, person
from tests.factories.pages import published_article, topic
from tests.factories.signing import published
from tests.gate.budgets import BUDGETS, Budget
from tests.gate.surfaces import Ask, Known, can_be_filled, filled, readers_surfaces
from tests.plugins.stores import forget_what_was_kept

PAGES = "wagtail_serve"


@pytest.fixture
def site(everything):
    """The same, with an article, a topic and people that have something of all that stands around their texts."""
    author = published(person("Ada Writer"))
    place = topic("Neck pain")
    pages = [published_article(f"Neck {number}", parent=place, author=author) for number in range(5)]
    for publication in Publication.objects.of_kind("article"):
        relate(publication.pk)
    said = {"change_class": "update", "change_note": "In groups."}
    grouped = [{"type": "group", "value": {"heading": "First", "pages": [page.pk for page in pages[:2]]}}]
    published(edited(fresh(place), groups=grouped, **said))


def budgeted():
    """{a name in BUDGETS: the requests it is about}; of those about pages in one state, one."""
    found, known = {}, Known()
    pages = {row.path: state_of(row) for row in Publication.objects.select_related("edition").order_by("pk")}
    for surface in filter(can_be_filled, readers_surfaces()):
        for ask in filled(surface, known):
            state = pages.get(ask.address, "no page") if surface.name == PAGES else about(ask.address, pages)
            found[surface.name, state] = ask
    together = defaultdict(list)
    for (name, state), ask in found.items():
        together[f"{name}: {state}" if name == PAGES else name].append(ask)
    return together


def about(address, pages):
    """The state of the page that an address belongs to."""
    path = next((path for path in sorted(pages, key=len, reverse=True)[:-1] if address.startswith(path)), address)
    return pages.get(path, "no page")


def state_of(publication):
    """What kind of page it is, and whether there is a notice on it."""
    if not publication.is_readable:
        return "taken away"
    edition = publication.edition
    plain = publication.status == PublicationStatus.PUBLISHED and edition.is_signed
    return edition.kind if plain else f"{edition.kind} with a notice"


def questions(client, ask):
    with CaptureQueriesContext(connection) as captured:
        b"".join(client.get(ask.address))
    return len(captured)


def asked_for(client, ask: Ask) -> Budget:
    forget_what_was_kept()
    return Budget(*(questions(client, ask) for _time in range(2)))


@pytest.mark.usefixtures("site")
@pytest.mark.django_db
def test_every_readers_address_asks_no_more_than_its_budget():
    client = Client(raise_request_exception=False)
    asked = {name: {ask.address: asked_for(client, ask) for ask in asks} for name, asks in budgeted().items()}

    assert sorted(set(asked) - set(BUDGETS)) == [], "addresses without a budget"
    over = {
        name: {address: tuple(found) for address, found in each.items() if not within(found, BUDGETS[name])}
        for name, each in asked.items()
    }
    assert {name: each for name, each in over.items() if each} == {}


def within(asked: Budget, budget: Budget) -> bool:
    return asked.first <= budget.first and asked.again <= budget.again
