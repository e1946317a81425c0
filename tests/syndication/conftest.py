"""Syndicators, and the sites behind their webhooks."""

import json
from types import SimpleNamespace

import pytest
from django.test import Client

from editorial.syndication.copies.syndicators import Syndicator
from editorial.syndication.webhooks import set_up_webhook
from tests.syndication.sites import sites


class Program:
    """A syndicator's program: it asks the API with its key."""

    def __init__(self, syndicator, key):
        self.syndicator, self.key, self.client = syndicator, key, Client()

    def get(self, address, **headers):
        return self.client.get(address, headers={"Authorization": f"Bearer {self.key}", **headers})

    def send(self, address, said, method="post"):
        headers = {"Authorization": f"Bearer {self.key}"}
        return getattr(self.client, method)(address, json.dumps(said), "application/json", headers=headers)

    def fetch(self, page):
        response = self.get(f"/api/v1/pages/{page.pk}/")
        assert response.status_code == 200, response.content
        return response.json()

    def answer(self, number, answer):
        return self.send(f"/api/v1/recalls/{number}/answer/", {"answer": answer})

    def holds(self):
        return [(copy["page"], copy["edition"]) for copy in self.get("/api/v1/copies/").json()["copies"]]


@pytest.fixture
def syndicator(db):
    """A function that registers a syndicator; its program."""

    def register(name="Health Daily", **about):
        about = {"site": "https://daily.example", "contact": "desk@daily.example", **about}
        made = Syndicator.objects.create(name=name, **about)
        key, _secret = made.make_key()
        set_up_webhook(made)
        return Program(made, key)

    return register


@pytest.fixture
def site(settings):
    settings.CALLBACKS_ALSO_AT = ["127.0.0.1"]
    with sites() as (one,):
        yield one


@pytest.fixture
def recalled(client):
    """A function that gives the list of recalls as anybody gets it."""
    return lambda **query: SimpleNamespace(**client.get("/api/v1/recalls/", query).json())
