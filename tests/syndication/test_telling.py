"""Who subscribed is told, having confirmed it (WebSub): signed, in order, again after a failure, and nobody inside."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.syndication.copies.syndicators import Syndicator
from editorial.syndication.recalls import taking_in
from editorial.syndication.recalls.acknowledgements import Holder
from editorial.syndication.tasks import recall
from editorial.syndication.telling import distribution, intents
from editorial.syndication.telling.chasing import chase
from editorial.syndication.telling.subscriptions import RECALLS, Subscription, SubscriptionRequest
from editorial.syndication.webhooks import set_up_webhook
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited
from tests.factories.pages import published_article, topic
from tests.factories.signing import published
from tests.letters.post import delivered
from tests.syndication.hub import TOPIC, later, subscribe
from tests.syndication.sites import Site, sites

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db):
    return published_article("Heat packs")


def corrected(page, standfirst="Another."):
    page = published(edited(page, change_class="correction", change_note="The dose.", standfirst=standfirst))
    taking_in.take_in()
    return page


def test_the_list_and_every_feed_name_the_hub(client, page):
    for address in ("/api/v1/recalls/", "/feed/", "/feed/rss/", "/corrections/feed/"):
        named = client.get(address).headers["Link"]
        assert named == f'<http://testserver/api/v1/hub/>; rel="hub", <http://testserver{address}>; rel="self"'


def test_who_subscribes_is_asked_and_then_told(client, page, site):
    site.secret = "a secret"
    assert subscribe(client, site, lease_seconds=7200).status_code == 202

    intents.ask_whether_true()
    corrected(page)
    assert distribution.tell_all() == 1

    (question,) = site.asked
    assert (question["hub.mode"], question["hub.topic"], question["hub.lease_seconds"]) == ("subscribe", TOPIC, "7200")
    assert (site.numbers, site.refused) == ([1], 0)


def test_nothing_is_told_twice(client, page, site):
    subscribe(client, site)
    intents.ask_whether_true()
    corrected(page)

    assert (distribution.tell_all(), distribution.tell_all()) == (1, 0)
    corrected(page, "A third.")
    distribution.tell_all()
    assert site.numbers == [1, 2]


def test_whoever_does_not_confirm_is_not_told(client, page, site):
    site.confirms = False
    subscribe(client, site)

    intents.ask_whether_true()
    corrected(page)

    assert distribution.tell_all() == 0
    assert not SubscriptionRequest.objects.exists()


def test_what_came_while_the_clock_was_an_hour_ahead_is_asked_at_once(client, page, site):
    subscribe(client, site)
    SubscriptionRequest.objects.update(next_try_at=timezone.now() + timedelta(hours=1))

    assert intents.ask_whether_true() == 1
    assert Subscription.objects.get().callback == site.callback


def test_whoever_unsubscribes_is_asked_and_then_not_told_any_more(client, page, site):
    subscribe(client, site)
    intents.ask_whether_true()
    subscribe(client, site, mode="unsubscribe")
    intents.ask_whether_true()
    corrected(page)

    assert distribution.tell_all() == 0
    assert site.asked[-1]["hub.mode"] == "unsubscribe"
    assert site.numbers == []


def test_a_lease_ends_unless_it_is_renewed(client, page, site):
    subscribe(client, site, lease_seconds=3600)
    intents.ask_whether_true()
    Subscription.objects.update(lease_ends_at=timezone.now() - timedelta(seconds=1))
    corrected(page)
    assert distribution.tell_all() == 0

    subscribe(client, site)
    intents.ask_whether_true()
    corrected(page, "A third.")
    distribution.tell_all()

    assert site.numbers == [2]


@pytest.mark.parametrize(
    "fields",
    [
        {"topic": "http://testserver/heat-packs/"},
        {"topic": "https://elsewhere.example/feed/"},
        {"callback": "ftp://daily.example/"},
        {"callback": "http://name:word@daily.example/"},
        {"callback": "http://[daily.example/"},
        {"callback": "http://daily.example:99999/"},
        {"mode": "publish"},
        {"secret": "é" * 100},
        {"lease_seconds": "for ever"},
    ],
)
def test_what_makes_no_sense_is_refused_at_once(client, fields):
    response = subscribe(client, Site(), **{"callback": "https://daily.example/told", **fields})

    assert response.status_code == 400
    assert response.content.startswith(f"hub.{next(iter(fields))}:".encode())
    assert not SubscriptionRequest.objects.exists()


def test_nobody_inside_our_own_network_is_asked_or_told(client, page, settings):
    settings.CALLBACKS_ALSO_AT = ["127.0.0.1"]
    with sites() as (site,):
        subscribe(client, site)
        intents.ask_whether_true()
        settings.CALLBACKS_ALSO_AT = []
        corrected(page)

        assert distribution.tell_all() == 0
        assert site.numbers == []
    assert Subscription.objects.get().why == "not on the public internet"


def test_who_fails_is_told_again_after_growing_pauses(client, page, site):
    subscribe(client, site)
    intents.ask_whether_true()
    site.answers = 500
    corrected(page)
    pauses = []
    for _try in range(3):
        before = timezone.now()
        assert distribution.tell_all() == 0
        pauses.append(round((Subscription.objects.get().next_try_at - before) / timedelta(minutes=1)))
        later()
    site.answers = 200

    assert distribution.tell_all() == 1
    assert pauses == [1, 5, 20]
    assert site.numbers == [1]
    assert Subscription.objects.get().tries == 0


def test_whoever_says_that_it_is_gone_is_told_no_more(client, page, site):
    subscribe(client, site)
    intents.ask_whether_true()
    site.answers = 410
    corrected(page)
    distribution.tell_all()
    later()

    assert not Subscription.objects.standing().exists()


def test_a_worker_that_is_killed_before_it_has_noted_it_tells_it_again_with_the_same_number(
    client, page, site, monkeypatch
):
    subscribe(client, site)
    intents.ask_whether_true()
    corrected(page)
    monkeypatch.setattr(distribution, "_keep", _killed)
    with pytest.raises(KeyboardInterrupt):
        distribution.tell_all()
    monkeypatch.undo()

    distribution.tell_all()

    assert site.numbers == [1, 1]


def _killed(*args):
    raise KeyboardInterrupt


def test_a_feed_is_sent_whole_when_it_tells_of_something_new(client, page, site):
    subscribe(client, site, topic="http://testserver/feed/")
    intents.ask_whether_true()
    published_article("Cold packs")

    assert (distribution.tell_all(), distribution.tell_all()) == (1, 0)
    assert b"Cold packs" in site.messages[0]
    assert b"<feed" in site.messages[0]


def test_who_subscribed_to_a_topic_is_told_where_it_was_renamed(client, site):
    place = topic("Rücken", slug="rücken")
    address = client.get("/rücken/feed/").headers["Link"].split("<")[2].partition(">")[0]
    assert subscribe(client, site, topic=address).status_code == 202
    intents.ask_whether_true()
    distribution.tell_all()

    published(edited(place, slug="back", change_class="clarification", change_note="Another address."))
    published_article("Cold packs", parent=place)
    distribution.tell_all()

    assert b"Cold packs" in site.messages[-1]
    assert site.asked[0]["hub.topic"] == address


def test_a_registered_webhook_is_the_same_with_a_lease_that_never_ends(page, site, syndicator):
    daily = syndicator(callback=site.callback)
    site.secret = daily.syndicator.secret
    daily.fetch(page)
    intents.ask_whether_true()
    corrected(page)
    distribution.tell_all()

    assert Subscription.objects.get().lease_ends_at is None
    assert (site.numbers, site.refused) == ([1], 0)
    assert Holder.objects.get().told_how == "webhook"


def test_a_webhook_was_told_of_what_came_since_it_stands_and_the_letter_to_the_editors_says_no_more(
    page, site, syndicator, settings
):
    UserFactory(editor=True, email="ed@example.org")
    daily = syndicator()
    daily.fetch(page)
    page = corrected(page)
    Syndicator.objects.update(callback=site.callback)
    set_up_webhook(Syndicator.objects.get())
    intents.ask_whether_true()
    site.secret = daily.syndicator.secret
    daily.fetch(page)
    corrected(page, "A third.")
    distribution.tell_all()
    settings.RECALL_ANSWER_HOURS = [0, -1, 0]

    assert site.numbers == [2]
    assert list(Holder.objects.order_by("recall_id").values_list("told_how", flat=True)) == ["", "webhook"]
    chase(), chase()
    (told,) = [letter.body for letter in delivered() if letter.to == ["ed@example.org"] and "answer" in letter.subject]
    assert "edition 2, of which its webhook was told" in told and told.count("webhook was told") == 1


def test_a_stranger_who_names_a_registered_webhook_changes_nothing_of_it(client, page, site, syndicator):
    daily = syndicator(callback=site.callback)
    site.secret = daily.syndicator.secret
    intents.ask_whether_true()
    SubscriptionRequest.objects.create(
        topic=Subscription.objects.get().topic, callback=site.callback, mode="subscribe", secret="theirs"
    )

    intents.ask_whether_true()
    corrected(page)
    distribution.tell_all()

    standing = Subscription.objects.get()
    assert (standing.syndicator, standing.secret, standing.lease_ends_at) == (daily.syndicator, site.secret, None)
    assert (site.numbers, site.refused) == ([1], 0)


def test_a_syndicator_who_names_anothers_webhook_changes_nothing_of_it(page, site, syndicator):
    daily = syndicator(callback=site.callback)
    site.secret = daily.syndicator.secret
    intents.ask_whether_true()
    weekly, topic_told = syndicator("Health Weekly").syndicator, Subscription.objects.get().topic
    for mode in ("subscribe", "unsubscribe"):
        SubscriptionRequest.objects.create(
            topic=topic_told, callback=site.callback, mode=mode, secret="theirs", syndicator=weekly
        )
        intents.ask_whether_true()

    corrected(page)
    distribution.tell_all()

    standing = Subscription.objects.get()
    assert (standing.syndicator, standing.secret, standing.ended_at) == (daily.syndicator, site.secret, None)
    assert (site.numbers, site.refused) == ([1], 0)


def test_a_new_webhook_takes_the_place_of_the_former_one(page, site, syndicator):
    syndicator(callback=site.callback)
    intents.ask_whether_true()
    with sites() as (new,):
        Syndicator.objects.update(callback=new.callback)
        set_up_webhook(Syndicator.objects.get())
        intents.ask_whether_true()
        corrected(page)
        distribution.tell_all()

        assert (site.numbers, new.numbers) == ([], [1])


def test_strangers_are_only_so_many(client, page, settings):
    settings.CALLBACKS_ALSO_AT, settings.HUB_MOST_SUBSCRIPTIONS = ["127.0.0.1"], 1
    with sites(2) as two:
        for site in two:
            subscribe(client, site)
        intents.ask_whether_true()

    assert Subscription.objects.count() == 1


def test_of_one_host_a_few_are_asked_at_a_time(client, settings):
    settings.CALLBACKS_ALSO_AT = ["127.0.0.1"]
    with sites() as (site,):
        for number in range(8):
            subscribe(client, site, callback=f"{site.callback}?{number}")
        intents.ask_whether_true()

        assert len(site.asked) == intents.OF_ONE_HOST


def strangers_ask(number):
    """Requests to be told of recalls, for callbacks inside that nobody asks."""
    asked = [
        SubscriptionRequest(topic=RECALLS, callback=f"http://10.0.0.{host}/", mode="subscribe")
        for host in range(number)
    ]
    SubscriptionRequest.objects.bulk_create(asked)


def test_a_recall_is_told_though_strangers_name_more_callbacks_than_anybody_can_ask(
    client, page, settings, monkeypatch
):
    settings.CALLBACKS_ALSO_AT = ["127.0.0.1"]
    with sites() as (site,):
        subscribe(client, site)
        intents.ask_whether_true()
        published(edited(page, change_class="correction", change_note="The dose.", standfirst="Another."))
        strangers_ask(intents.AT_A_TIME + 7)
        monkeypatch.setattr(intents, "SECONDS", 0)  # one turn

        recall()

        assert site.numbers == [1]
        assert SubscriptionRequest.objects.filter(why="").count() == 7  # the rest waits for the next minute


def test_who_is_registered_is_asked_before_all_strangers(syndicator, settings, monkeypatch):
    settings.CALLBACKS_ALSO_AT = ["127.0.0.1"]
    strangers_ask(intents.AT_A_TIME)
    with sites() as (site,):
        syndicator(callback=site.callback)
        monkeypatch.setattr(intents, "SECONDS", 0)

        intents.ask_whether_true()

        assert len(site.asked) == 1


def test_a_stranger_wakes_no_worker(client, site, monkeypatch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as woken:
        subscribe(client, site)

    assert woken == []


def test_a_callback_is_asked_for_words_that_nobody_compressed(client, site):
    subscribe(client, site)
    intents.ask_whether_true()

    assert site.headers["Accept-Encoding"] == "identity"


def test_a_message_has_the_entries_that_are_missing_and_the_head(client, page, site):
    subscribe(client, site)
    intents.ask_whether_true()
    for number in range(3):
        corrected(page, f"Version {number}.")

    distribution.tell_all()

    (message,) = site.messages
    assert [one["number"] for one in json.loads(message)["recalls"]] == [1, 2, 3]
    assert "head" in json.loads(message)
