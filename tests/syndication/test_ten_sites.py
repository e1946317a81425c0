"""Ten sites of syndicators on this machine, one of them deaf, one killed while it is told and back later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.syndication.recalls.acknowledgements import Holder
from editorial.syndication.recalls.taking_in import take_in
from editorial.syndication.telling import chasing, distribution, intents, outgoing
from editorial.syndication.telling.subscriptions import Subscription
from tests.factories.drafts import edited
from tests.factories.editions import taken_away
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.letters.post import delivered
from tests.syndication.sites import sites

pytestmark = pytest.mark.django_db


def corrected(page, standfirst):
    published(edited(page, change_class="correction", change_note="The dose.", standfirst=standfirst))
    take_in()


def after_a_pause():
    Subscription.objects.update(next_try_at=timezone.now())
    distribution.tell_all()


def test_nine_get_each_recall_once_the_killed_one_when_it_is_back_and_the_deaf_one_is_chased(
    syndicator, settings, monkeypatch
):
    settings.CALLBACKS_ALSO_AT = ["127.0.0.1"]
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)
    page = published_article("Heat packs")
    with sites(10) as ten:
        programs = [syndicator(f"Site {number}", callback=site.callback) for number, site in enumerate(ten)]
        for site, program in zip(ten, programs, strict=True):
            site.secret = program.syndicator.secret
            program.fetch(page)
        intents.ask_whether_true()
        deaf, killed, *others = ten
        deaf.is_deaf = True

        corrected(page, "A second.")
        distribution.tell_all()
        killed.kill()
        corrected(page, "A third.")
        distribution.tell_all()
        killed.start()
        taken_away(page)
        take_in()
        after_a_pause()
        after_a_pause()

        assert [site.numbers for site in others] == [[1, 2, 3]] * 8
        assert killed.numbers == [1, 2, 3]
        assert (deaf.numbers, sum(site.refused for site in ten)) == ([], 0)

        for program in programs[1:]:
            for number in (1, 2, 3):
                assert program.answer(number, "removed").status_code == 200
        settings.RECALL_ANSWER_HOURS = [-1, -1, -1]
        assert (chasing.chase(), chasing.chase()) == (1, 1)

    silent = Holder.objects.silent().values_list("syndicator__name", flat=True)
    assert set(silent) == {"Site 0"}
    assert sum("was recalled" in letter.subject or "were recalled" in letter.subject for letter in delivered()) == 1


def test_a_deaf_one_holds_up_nobody(syndicator, settings, monkeypatch):
    settings.CALLBACKS_ALSO_AT = ["127.0.0.1"]
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)
    page = published_article("Heat packs")
    with sites(2) as (deaf, other):
        for number, site in enumerate((deaf, other)):
            site.secret = syndicator(f"Site {number}", callback=site.callback).syndicator.secret
        intents.ask_whether_true()
        deaf.is_deaf = True
        corrected(page, "A second.")
        begun = timezone.now()
        distribution.tell_all()

        assert timezone.now() - begun < timedelta(seconds=2)
        assert other.numbers == [1]
        assert Subscription.objects.get(tries=1).why == "ReadTimeout"
