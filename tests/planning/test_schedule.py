"""What is planned happens in its time, stands in a calendar, and somebody is told when it did not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from editorial.letters.outbox.letter import Letter
from editorial.planning import steps
from editorial.planning.schedule.bundles import Bundle
from editorial.planning.schedule.calendar import Month
from editorial.planning.schedule.health import check_schedule
from editorial.planning.schedule.planned import how_many_late, late, tell_of_what_is_late
from editorial.planning.steps import Step
from editorial.review.publishing.status import call_off, carry_out_planned, decide, propose
from editorial.review.publishing.status_proposals import StatusProposal
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.pages import article, published_article
from tests.factories.signing import published

pytestmark = pytest.mark.django_db

CALENDAR = "/admin/reports/calendar/"
TAKE_DOWN = {"status": PublicationStatus.WITHDRAWN, "notice": "The campaign is over.", "reason": "As agreed"}


@pytest.fixture(scope="module")
def made(scene):
    return published_article()


@pytest.fixture
def page(made):
    """An article that readers get."""
    return fresh(made)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


@pytest.fixture
def second_editor():
    return UserFactory(editor=True)


@pytest.fixture
def planned(page, editor, second_editor):
    """Two editors agreed that the article is taken away tomorrow."""
    proposal = propose(page, by=editor, takes_effect_at=timezone.now() + timedelta(days=1), **TAKE_DOWN)
    decide(proposal, by=second_editor, accept=True)
    return StatusProposal.objects.get(pk=proposal.pk)


def its_time_has_come(proposal, minutes=1):
    StatusProposal.objects.filter(pk=proposal.pk).update(takes_effect_at=timezone.now() - timedelta(minutes=minutes))


def status_of(page):
    return Publication.objects.get(page_id=page.pk).status


# Taking away later


def test_no_page_is_taken_away_at_a_time_that_nobody_plans_for(client, page, editor):
    sent = {f"take_away-{name}": value for name, value in TAKE_DOWN.items()} | {"take_away": ""}

    answer = logged_in(client, editor).post(
        reverse("review:status", args=[page.pk]), sent | {"take_away-takes_effect_at": "9999-12-31T23:30"}
    )

    assert "Choose a time within the next ten years." in answer.content.decode()
    assert not StatusProposal.objects.exists()


def test_whoever_agrees_after_the_planned_time_is_told_that_it_holds_at_once(client, page, editor, second_editor):
    proposal = propose(page, by=editor, takes_effect_at=timezone.now() + timedelta(days=1), **TAKE_DOWN)
    shown = logged_in(client, second_editor).get(reverse("review:status", args=[page.pk])).content.decode()
    assert "Agree: it takes effect then" in shown
    its_time_has_come(proposal)

    shown = client.get(reverse("review:status", args=[page.pk])).content.decode()

    assert "Agree: readers see it at once" in shown


def test_what_two_editors_planned_happens_in_its_time_and_not_before(page, planned, editor, second_editor):
    assert carry_out_planned() == []
    assert status_of(page) == PublicationStatus.PUBLISHED
    its_time_has_come(planned)

    assert carry_out_planned() == [planned]
    assert carry_out_planned() == []

    assert status_of(page) == PublicationStatus.WITHDRAWN
    change = StatusChange.objects.filter(page_id=page.pk).latest("pk")
    assert (change.decided_by, change.confirmed_by) == (editor, second_editor)


def test_one_editor_plans_nothing(page, editor):
    proposal = propose(page, by=editor, takes_effect_at=timezone.now() + timedelta(days=1), **TAKE_DOWN)

    with pytest.raises(PermissionDenied):
        decide(proposal, by=editor, accept=True)
    its_time_has_come(proposal)

    assert carry_out_planned() == []
    assert status_of(page) == PublicationStatus.PUBLISHED


def test_one_editor_calls_it_off(page, planned, editor):
    call_off(planned, by=editor)
    its_time_has_come(planned)

    assert carry_out_planned() == []
    assert status_of(page) == PublicationStatus.PUBLISHED


def test_what_somebody_planned_who_is_no_editor_any_more_does_not_happen(page, planned, editor):
    editor.groups.clear()
    its_time_has_come(planned, minutes=20)

    assert carry_out_planned() == []
    assert "no editor any more" in late()[0].why


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"takes_effect_at": timezone.now() - timedelta(hours=1)}, "This time is over"),
        ({"status": PublicationStatus.PUBLISHED}, "."),
    ],
)
def test_what_cannot_be_planned_is_refused_in_words(page, editor, changed, sentence):
    words = {"takes_effect_at": timezone.now() + timedelta(days=1), **TAKE_DOWN, **changed}

    with pytest.raises(ValidationError, match=sentence):
        propose(page, by=editor, **words)


def test_nothing_is_planned_twice(page, planned, editor):
    with pytest.raises(ValidationError, match="It is planned already"):
        propose(page, by=editor, **TAKE_DOWN)


def test_the_screen_says_when_with_the_zone(client, page, editor, second_editor):
    address, year = reverse("review:status", args=[page.pk]), timezone.localdate().year + 1
    logged_in(client, editor)
    assert "In the time of Europe/London." in client.get(address).content.decode()
    words = {"take_away-status": "withdrawn", "take_away-notice": "Over.", "take_away-reason": "As agreed"}
    client.post(address, {"take_away": "", **words, "take_away-takes_effect_at": f"{year}-07-01 09:00"})
    assert f"1 July {year}, 09:00 (BST)" in client.get(address).content.decode()

    client.logout()
    logged_in(client, second_editor)
    agreed = {"agree": StatusProposal.objects.get(page_id=page.pk).pk}
    answer = client.post(address, agreed, follow=True).content.decode()

    assert f"It takes effect on 1 July {year}, 09:00 (Europe/London)." in answer
    assert f"Planned: Withdrawn, on 1 July {year}" in answer
    client.post(address, {"call_off": StatusProposal.objects.get(page_id=page.pk).pk})
    assert not StatusProposal.objects.planned().exists()


def test_the_edit_screen_names_the_zone(client, page, editor):
    logged_in(client, editor)

    assert "In the time of Europe/London." in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


# What is late


def test_a_text_that_did_not_go_out_in_its_time_is_told_once(editor):
    page = submitted(article("Too late", publish_after=timezone.now() - timedelta(minutes=20)))
    submitted(article("Not yet late", publish_after=timezone.now() - timedelta(minutes=5)))

    tell_of_what_is_late()
    tell_of_what_is_late()

    [letter] = Letter.objects.filter(recipient=editor, page_id=page.pk, subject__startswith="Not happened")
    assert "The sign-off is missing" in letter.email.message
    assert [one.title for one in late()] == ["Too late"]


def test_what_came_out_is_not_late_when_its_writer_goes_on(editor):
    page = published(article("In its time", publish_after=timezone.now() - timedelta(minutes=20)))
    later = edited(fresh(page), standfirst="And then.")

    assert later.publish_after and [one.title for one in late()] == []
    assert how_many_late() == 0


def test_a_monitor_hears_of_it():
    assert check_schedule(databases=["default"]) == []
    Bundle.objects.create(title="Spring", goes_out_at=timezone.now() - timedelta(minutes=20))

    [found] = check_schedule(databases=["default"])

    assert found.id == "planning.W001"
    assert how_many_late() == len(late()) == 1


# The calendar


def test_the_calendar_has_all_that_is_due_in_a_month(client, page, planned, editor):
    due = timezone.localdate() + timedelta(days=1)
    submitted(article("Goes out", publish_after=timezone.now() + timedelta(days=1)))
    Bundle.objects.create(title="Spring", goes_out_at=timezone.now() + timedelta(days=1))
    steps.follow_all()
    Step.objects.update(due=due)
    logged_in(client, editor)

    shown = client.get(f"{CALENDAR}?month={due:%Y-%m}").content.decode()

    for words in ("To be signed: fact check", "Goes out, if signed", "A bundle goes out", "Taken away: withdrawn"):
        assert words in shown
    assert "All times are in Europe/London." in shown
    review = Publication.objects.get(page_id=page.pk).review_due_at
    assert "Review due" in client.get(f"{CALENDAR}?month={review:%Y-%m}").content.decode()


def test_what_is_published_is_not_planned_any_more(page):
    edited(page, publish_after=timezone.now() + timedelta(days=1), standfirst="New.")
    assert [entry.what for entry in month_of(timezone.now() + timedelta(days=1)).entries()] == ["Goes out, if signed"]


def month_of(moment):
    return Month.of(f"{timezone.localtime(moment):%Y-%m}")


@pytest.mark.parametrize("said", ["", "2026-13", "nonsense", "0001-01", "9999-12", "٢٠٢٦-١٢", "2026-12-01\x00"])
def test_any_month_that_somebody_asks_for_is_one(client, editor, said):
    logged_in(client, editor)

    assert client.get(CALENDAR, {"month": said}).status_code == 200


def test_it_says_above_what_is_late(client, editor):
    submitted(article("Too late", publish_after=timezone.now() - timedelta(minutes=20)))
    logged_in(client, editor)

    shown = client.get(CALENDAR).content.decode()

    assert shown.index("Due, and not happened") < shown.index("Too late")


def test_writers_do_not_get_it(client):
    logged_in(client, UserFactory(writer=True))

    assert client.get(CALENDAR).status_code == 302


def test_it_asks_as_little_of_a_full_month(client, page, editor):
    logged_in(client, editor)
    client.get(CALENDAR)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(CALENDAR)
        return len(queries)

    before = asked()
    for number in range(3):
        submitted(article(f"Text {number}", publish_after=timezone.now() + timedelta(minutes=number + 1)))
        Bundle.objects.create(title=f"Bundle {number}", goes_out_at=timezone.now() + timedelta(minutes=1))
    steps.follow_all()
    Step.objects.update(due=timezone.localdate())

    assert asked() <= before
    assert before <= 20
