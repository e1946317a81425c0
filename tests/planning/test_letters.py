"""Whoever is asked is told, and reminded; who asked hears what became of it; nobody hears anything twice."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.record.signed.sign_offs import SignOffKind
from editorial.planning import emails, steps, tasks
from editorial.planning.assigning import assignments
from editorial.planning.assigning.assignments import Assignment
from editorial.planning.assigning.rota import Availability, Rota
from editorial.review.signing.signing import ask_for_changes
from tests.factories.accounts import UserFactory
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.pages import article
from tests.factories.signing import credentialed
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

FACT_CHECK = SignOffKind.FACT_CHECK


@pytest.fixture(scope="module")
def made(scene):
    """Two who could check facts, and an editor; nobody of them was told of anything yet."""
    people = [credentialed(FACT_CHECK), credentialed(FACT_CHECK), UserFactory(editor=True)]
    delivered().clear()
    return [user.pk for user in people]


@pytest.fixture
def people(made):
    return [get_user_model().objects.get(pk=pk) for pk in made]


def told(subject):
    """The addresses that got a letter with these words in its subject, in order."""
    return sorted(letter.to[0] for letter in delivered() if subject in letter.subject)


def test_who_is_asked_before_the_text_is_in_review_is_the_only_one_told_when_it_is(people):
    checker, _other, editor = people
    page = article(title="Heat")
    assignments.ask(page, FACT_CHECK, checker, by=editor, due=timezone.localdate() + timedelta(9))

    submitted(page)

    assert told("You are asked to sign “Heat”") == [checker.email]
    assert told("Fact check wanted: Heat") == [checker.email]


def test_all_who_could_are_told_where_nobody_is_named(people):
    checker, other, _editor = people

    submitted(article(title="Cold"))

    assert {checker.email, other.email} <= set(told("Fact check wanted: Cold"))


def test_where_the_rota_asks_somebody_nobody_else_is_told(people):
    Rota.objects.create(kind=FACT_CHECK)

    submitted(article(title="Rest"))

    asked = Assignment.objects.get()
    assert told("You are asked to sign “Rest”") == [asked.person.email]
    assert told("Fact check wanted: Rest") == []


def test_after_a_resubmission_they_are_told_again(people):
    checker, _other, editor = people
    page = submitted(article(title="Sleep"))
    assignments.ask(page, FACT_CHECK, checker, by=editor)
    ask_for_changes(page, by=checker, comment="The dose is wrong.")
    delivered().clear()

    submitted(edited(fresh(page), standfirst="Another dose."))

    assert told("Fact check wanted: Sleep") == [checker.email]


def test_who_asked_hears_of_a_no_and_who_could_instead(people):
    checker, other, editor = people
    asked = assignments.ask(submitted(article(title="Knee")), FACT_CHECK, checker, by=editor)

    assignments.decline(asked, by=checker, reason="Not my field.", suggested=other)

    assert told("does not sign “Knee”") == [editor.email]
    body = next(letter.body for letter in delivered() if "does not sign" in letter.subject)
    assert "Not my field." in body
    assert f"They suggest {other}." in body


def test_editors_hear_when_the_rota_has_nobody_left(people, django_capture_on_commit_callbacks):
    Rota.objects.create(kind=FACT_CHECK)
    page = submitted(article(title="Neck"))
    steps.follow_all()
    asked = Assignment.objects.get()
    for user in get_user_model().objects.exclude(pk=asked.person_id):
        Availability.objects.create(user=user, most_at_once=0)

    with django_capture_on_commit_callbacks(execute=True):
        assignments.decline(asked, by=asked.person, reason="No time.")

    assert not Assignment.objects.open().about(page).exists()
    assert people[2].email in told("The rota has nobody left for “Neck”")


def test_a_night_without_workers_is_caught_up_without_a_doubled_letter(people):
    checker, other, editor = people
    page, today = submitted(article(title="Hip")), timezone.localdate()
    steps.follow_all()
    assignments.ask(page, FACT_CHECK, checker, by=editor, due=today + timedelta(2))
    assignments.ask(page, FACT_CHECK, other, by=editor, due=today)

    for day in (today, today + timedelta(1), today + timedelta(1)):
        emails.remind(day)
        emails.remind(day)

    assert told("To be signed by") == sorted([checker.email, other.email])
    assert told("Overdue: “Hip”") == [other.email]
    assert told("Not signed in time: “Hip”") == [editor.email]


def test_nobody_is_reminded_of_what_they_cannot_sign_yet_and_who_asked_hears_of_it(people):
    checker, _other, editor = people
    page, today = article(title="Foot"), timezone.localdate()
    assignments.ask(page, FACT_CHECK, checker, by=editor, due=today)
    [asked] = [letter.body for letter in delivered() if "You are asked to sign" in letter.subject]
    assert "It is not in review yet: you are told when it is." in asked

    emails.remind(today)
    emails.remind(today + timedelta(1))

    assert told("To be signed by") == told("Overdue: “Foot”") == []
    assert told("Not signed in time: “Foot”") == [editor.email]


def test_what_was_written_is_not_written_again_at_the_next_turn(people, django_assert_max_num_queries):
    """An assignment of a text that is not in review stays overdue for as long as its writer takes."""
    checker, _other, editor = people
    today = timezone.localdate()
    assignments.ask(article(title="Ankle"), FACT_CHECK, checker, by=editor, due=today - timedelta(1))
    emails.remind(today)

    with django_assert_max_num_queries(3) as asked:
        emails.remind(today)

    assert not any("INSERT" in query["sql"] for query in asked.captured_queries)


def test_of_what_was_handed_over_whoever_asked_first_hears(people):
    checker, other, editor = people
    asked = assignments.ask(submitted(article(title="Toe")), FACT_CHECK, checker, by=editor)
    handed = assignments.hand_over(asked, by=checker, to=other)

    assignments.decline(handed, by=other, reason="No time.")

    assert told("does not sign “Toe”") == [editor.email]


def test_who_asks_again_after_somebody_handed_it_over_hears_of_their_own(people):
    checker, other, editor = people
    checker.groups.add(*editor.groups.all())
    page = submitted(article(title="Heel"))
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor)
    assignments.decline(assignments.hand_over(asked, by=checker, to=other), by=other, reason="No time.")
    again = assignments.ask(page, FACT_CHECK, other, by=checker)

    assignments.decline(again, by=other, reason="Still none.")

    assert told("does not sign “Heel”") == sorted([editor.email, checker.email])


def test_what_the_rota_asked_and_somebody_handed_over_is_the_rotas(people, django_capture_on_commit_callbacks):
    Rota.objects.create(kind=FACT_CHECK)
    page = submitted(article(title="Nose"))
    steps.follow_all()
    asked = Assignment.objects.get(page_id=page.pk)
    other = next(one for one in people[:2] if one != asked.person)
    handed = assignments.hand_over(asked, by=asked.person, to=other)
    Availability.objects.bulk_create(
        Availability(user=user, most_at_once=0) for user in get_user_model().objects.exclude(pk=other.pk)
    )

    with django_capture_on_commit_callbacks(execute=True):
        assignments.decline(handed, by=other, reason="No time.")

    assert people[2].email in told("The rota has nobody left for “Nose”")
    assert told("does not sign “Nose”") == []


def test_of_what_became_overdue_meanwhile_nobody_is_reminded_as_well(people):
    checker, _other, editor = people
    page, today = submitted(article(title="Hand")), timezone.localdate()
    steps.follow_all()
    assignments.ask(page, FACT_CHECK, checker, by=editor, due=today + timedelta(3))

    emails.remind(today + timedelta(5))

    assert told("To be signed by") == []
    assert told("Overdue: “Hand”") == [checker.email]


def test_what_is_settled_is_not_reminded_of(people):
    checker, _other, editor = people
    asked = assignments.ask(submitted(article()), FACT_CHECK, checker, by=editor, due=timezone.localdate())
    assignments.withdraw(asked, by=editor)

    assert tasks.remind() == 0
    assert told("Not needed any more") == [checker.email]
