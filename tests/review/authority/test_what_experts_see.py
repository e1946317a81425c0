"""Outside experts see the one article that they were invited to, and nothing else of the admin."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.record.published.drafts import Draft
from articles.record.signed.pictures import image_url
from editorial.letters.outbox.choices import LetterChoice
from editorial.letters.outbox.kinds import Kind, When
from editorial.letters.outbox.writing import write
from editorial.planning.assigning.assignments import CannotBeAskedError, ask
from editorial.review.digest import write_digests
from editorial.review.signing.discussion.remarking import remark
from editorial.review.signing.experts import ExpertInvitation
from editorial.review.signing.permissions import may_see_drafts
from editorial.review.signing.rules import eligible_signers
from editorial.review.signing.signing import ask_for_changes
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, image
from tests.factories.pages import published_article, shared_topic
from tests.factories.signing import signed
from tests.gate.surfaces import admin_asks
from tests.letters.post import delivered
from tests.review.authority.conftest import CHECK, MINE, OTHER, user

pytestmark = pytest.mark.django_db


def asked_for(client, method, address):
    answer = getattr(client, method)(address)
    body = b"".join(answer) if answer.streaming else answer.content
    return answer, f"{answer.headers} ".encode() + body


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_address_of_the_admin_shows_them_another_article(client, expert, mine, other, method):
    live = published_article()
    edited(live, title=OTHER, change_class="update", change_note="Renamed.")
    logged_in(client, expert)
    client.raise_request_exception = False

    asks = [found for _surface, found in admin_asks(other.pk)]
    for page in (live, shared_topic(), fresh(mine)):
        asks += [
            found for _surface, found in admin_asks(page.pk) if "/choose" in found.address or "/api/" in found.address
        ]
    opened, shown, failed = [], [], []
    for address in {found.address for found in asks if "logout" not in found.address}:
        answer, body = asked_for(client, method, address)
        shown += [address] * (OTHER.encode() in body)
        opened += [address] * (answer.status_code == 200)
        failed += [address] * (answer.status_code >= 500)

    assert shown == failed == []
    own = ("/admin/account/", "/admin/login/", "/admin/review/signing-keys/", "/admin/sprite", "/admin/jsi18n/")
    own += ("/admin/dismissibles/", "/admin/review/yours/")
    assert [address for address in opened if not address.startswith(own)] == []


def test_when_it_is_over_no_address_shows_them_their_own_either(client, expert, invitation, mine):
    ExpertInvitation.objects.update(last_day=timezone.localdate() - timedelta(1))
    logged_in(client, expert)
    client.raise_request_exception = False

    shown = []
    for address in {found.address for _surface, found in admin_asks(mine.pk) if "logout" not in found.address}:
        _answer, body = asked_for(client, "get", address)
        shown += [address] * (MINE.encode() in body)

    assert shown == []
    assert "The day until which you were invited is past." in client.get("/admin/", follow=True).content.decode()


def test_a_time_zone_of_their_own_gives_them_no_day_more(invitation, expert, mine, settings):
    settings.TIME_ZONE = "Pacific/Kiritimati"
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    with timezone.override("Etc/GMT+12"):  # a day behind
        ExpertInvitation.objects.update(last_day=today)
        assert may_see_drafts(user(expert.pk), mine)

        ExpertInvitation.objects.update(last_day=today - timedelta(1))
        assert not may_see_drafts(user(expert.pk), mine)


def test_they_see_their_article_its_remarks_and_its_draft(client, expert, mine):
    logged_in(client, expert)

    home = client.get("/admin/", follow=True).content.decode()
    assert MINE in home
    assert OTHER not in home
    for name in ("page", "remarks", "document"):
        answer = client.get(reverse(f"review:{name}", args=[mine.pk]))
        assert answer.status_code == 200
        assert MINE in answer.content.decode()


def test_their_menu_has_one_entry_and_no_search(client, expert):
    logged_in(client, expert)

    home = client.get("/admin/", follow=True).content.decode()

    assert "Your review" in home
    for address in (
        'action="/admin/pages/"',
        "/admin/reports/",
        "/admin/images/",
        "/admin/guide/",
        "/admin/review/who-may-sign/",
    ):
        assert address not in home
    assert "SearchModule" not in home


def test_other_groups_open_nothing_more_to_them(expert, other):
    expert.groups.add(*UserFactory(editor=True).groups.all())

    assert not may_see_drafts(user(expert.pk), other)


def test_of_pictures_that_only_drafts_show_they_get_their_articles(client, expert, mine, other):
    edited(mine, hero_image=image("teal"), hero_alt="Teal")
    edited(other, hero_image=image("red"), hero_alt="Red")
    logged_in(client, expert)

    own, others = (image_url(Draft.of(fresh(page)).document["images"][0], 480) for page in (mine, other))

    assert client.get(own).status_code == 200
    assert client.get(others).status_code == 404
    ExpertInvitation.objects.update(last_day=timezone.localdate() - timedelta(1))
    assert client.get(own).status_code == 404


def test_letters_that_they_want_once_a_week_come_in_a_digest_without_the_desks_news(expert, mine):
    LetterChoice.objects.create(user=expert, kind=Kind.ASKED, when=When.WEEKLY)
    published_article("News of the desk")
    write(Kind.ASKED, "asked x", [expert], "review/emails/signers.txt", {"title": MINE, "kind": "fact check"})
    delivered().clear()

    write_digests()

    (letter,) = [letter for letter in delivered() if letter.to == [expert.email]]
    assert MINE in letter.body
    assert "News of the desk" not in letter.body
    assert OTHER not in letter.body


def test_nobody_counts_on_them_for_another_article(expert, editor, mine, other):
    assert expert in eligible_signers(Draft.of(mine), CHECK)
    assert expert not in eligible_signers(Draft.of(other), CHECK)
    with pytest.raises(CannotBeAskedError, match="not invited to this page"):
        ask(other, CHECK, expert, by=editor)
    with pytest.raises(PermissionDenied):
        signed(other, by=expert)
    with pytest.raises(PermissionDenied):
        ask_for_changes(other, by=expert, comment="No.")
    with pytest.raises(PermissionDenied):
        remark(Draft.of(other), by=expert, quote="It", comment="No.")
