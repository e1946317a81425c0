"""The webhook of a registered syndicator: one at a time, told of recalls, apart from what it subscribed to itself."""

import time
from threading import Thread

import pytest
from django.db import connection, connections
from django.urls import reverse

from editorial.syndication.copies.syndicators import Syndicator
from editorial.syndication.recalls.taking_in import take_in
from editorial.syndication.telling import distribution, intents
from editorial.syndication.telling.subscriptions import RECALLS, Subscription, SubscriptionRequest
from editorial.syndication.webhooks import set_up_webhook
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.syndication.sites import sites

pytestmark = pytest.mark.django_db

FEED = "/feed/"


def subscribe(program, callback, topic=FEED):
    """Through the hub, with the key of a syndicator."""
    asked = {"mode": "subscribe", "topic": f"http://testserver{topic}", "callback": callback}
    fields = {f"hub.{name}": value for name, value in asked.items()}
    headers = {"Authorization": f"Bearer {program.key}"}
    assert program.client.post("/api/v1/hub/", fields, headers=headers).status_code == 202


def shown(client, program):
    logged_in(client, UserFactory(editor=True))
    screen = client.get(reverse("syndication:syndicator", args=[program.syndicator.pk])).content.decode()
    return screen.partition("<dt>Webhook</dt>")[2].partition("</dd>")[0]


def standing():
    return set(Subscription.objects.standing().values_list("topic", "callback"))


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_new_key_ends_no_feed_that_a_syndicator_subscribed_to(site, syndicator, is_confirmed):
    daily = syndicator(callback=site.callback)
    subscribe(daily, f"{site.callback}?feed")
    if is_confirmed:
        intents.ask_whether_true()

    set_up_webhook(daily.syndicator)
    intents.ask_whether_true()

    assert standing() == {(RECALLS, site.callback), (FEED, f"{site.callback}?feed")}


def test_whoever_takes_our_texts_no_more_is_told_nothing_any_more(site, syndicator):
    daily = syndicator(callback=site.callback)
    subscribe(daily, f"{site.callback}?feed")
    intents.ask_whether_true()
    subscribe(daily, f"{site.callback}?another")

    daily.syndicator.is_active = False
    daily.syndicator.save()
    set_up_webhook(daily.syndicator)

    assert (standing(), SubscriptionRequest.objects.exists()) == (set(), False)


def test_the_desk_sees_the_webhook_and_not_a_feed(client, site, syndicator):
    daily = syndicator(callback=site.callback)
    intents.ask_whether_true()
    subscribe(daily, f"{site.callback}?feed")
    assert "told up to recall 0" in shown(client, daily)
    intents.ask_whether_true()
    Subscription.objects.filter(topic=FEED).update(tries=3, told_up_to=7)

    assert "told up to recall 0" in shown(client, daily) and "tries" not in shown(client, daily)


def test_the_desk_sees_why_a_webhook_ended(client, site, syndicator):
    page = published_article("Heat packs")
    daily = syndicator(callback=site.callback)
    intents.ask_whether_true()
    site.secret, site.answers = daily.syndicator.secret, 410
    published(edited(page, change_class="correction", change_note="The dose.", standfirst="Another."))
    take_in()
    distribution.tell_all()

    said = shown(client, daily)

    assert "ended on" in said and "(HTTP 410)" in said and "with a new key it is asked again" in said


def test_a_webhook_waits_for_a_key_only_where_there_is_none(client, db):
    made = Syndicator.objects.create(
        name="Health Daily", site="https://daily.example", callback="https://daily.example/"
    )

    class Keyless:
        syndicator = made

    assert "waits for a key" in shown(client, Keyless)


@pytest.mark.django_db(transaction=True, serialized_rollback=True, databases="__all__")
def test_a_webhook_that_is_changed_while_the_former_one_confirms_is_the_only_one(syndicator, settings):
    settings.CALLBACKS_ALSO_AT = ["127.0.0.1"]
    with sites(2) as (former, new):
        pk = syndicator().syndicator.pk
        editor = Thread(target=change_callback, args=[pk, new.callback])
        former.while_asked = lambda: (editor.start(), wait_until_locked_out())
        change_callback(pk, former.callback)  # a worker asks it at once
        editor.join()

        assert standing() == {(RECALLS, new.callback)}


def change_callback(pk, callback):
    """As an editor does."""
    Syndicator.objects.filter(pk=pk).update(callback=callback)
    set_up_webhook(Syndicator.objects.get(pk=pk))
    connections.close_all()  # those of a thread end with it


def wait_until_locked_out():
    """Until somebody waits for what somebody else has locked."""
    deadline, found = time.monotonic() + 10, None
    while not found and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            found = cursor.fetchone()
    connections.close_all()
