"""Who is asked to sign a text, what they say, and whose turn it is."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.record.signed.sign_offs import SignOffKind
from editorial.planning import steps, tasks
from editorial.planning.assigning import assignments, rota
from editorial.planning.assigning.assignments import Answer, AnsweredAlreadyError, Assignment, CannotBeAskedError
from editorial.planning.assigning.rota import Availability, Rota
from editorial.planning.screens.homepage import free_for
from editorial.planning.steps import Step
from editorial.review.signing.signing import ask_for_changes
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.pages import article, shared_topic
from tests.factories.signing import credentialed, signed
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

FACT_CHECK = SignOffKind.FACT_CHECK


@pytest.fixture(scope="module")
def made(scene):
    """A text that waits for its fact check, two who could give it, and an editor."""
    page = submitted(article())
    people = [credentialed(FACT_CHECK) for _ in range(2)]
    step = steps.follow(page.current_workflow_state.current_task_state_id)
    return {
        "page": page,
        "people": [user.pk for user in people],
        "step": step.pk,
        "editor": UserFactory(editor=True).pk,
    }


def user(pk):
    return get_user_model().objects.get(pk=pk)


@pytest.fixture
def page(made):
    return fresh(made["page"])


@pytest.fixture
def step(made):
    return Step.objects.get(pk=made["step"])


@pytest.fixture
def checker(made):
    return user(made["people"][0])


@pytest.fixture
def other(made):
    return user(made["people"][1])


@pytest.fixture
def editor(made):
    return user(made["editor"])


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """`with run():` what happens inside, and what the workers do afterwards."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_step_knows_since_when_it_waits_and_who_could_sign(page, step, checker, other):
    state = page.current_workflow_state.current_task_state

    assert (step.began_at, step.kind) == (state.started_at, FACT_CHECK)
    assert {checker.pk, other.pk} <= set(step.able)
    assert page.owner_id not in step.able


def test_whoever_signed_has_done_it_and_the_step_is_over(page, step, checker, editor, run):
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor)

    with run():
        signed(page, by=checker)

    asked.refresh_from_db()
    step.refresh_from_db()
    assert asked.answer == Answer.DONE
    assert step.outcome == Step.Outcome.SIGNED
    assert Step.objects.of_page(page).kind == SignOffKind.MEDICAL_REVIEW


def test_who_was_asked_too_is_told_that_it_is_not_needed_any_more(page, step, checker, other, editor, run):
    mine, others = (assignments.ask(page, FACT_CHECK, each, by=editor) for each in (checker, other))
    assignments.accept(others, by=other)

    with run():
        signed(page, by=checker)

    mine.refresh_from_db()
    others.refresh_from_db()
    assert (mine.answer, others.answer) == (Answer.DONE, Answer.WITHDRAWN)
    assert [letter.subject[:15] for letter in delivered() if letter.to == [other.email]][-1] == "Not needed any "
    assert tasks.remind() == 0


def test_what_was_sent_back_and_resubmitted_waits_again(page, step, checker, run):
    with run():
        ask_for_changes(page, by=checker, comment="The dose is wrong.")
    assert Step.objects.of_page(page) is None

    with run():
        submitted(edited(fresh(page), standfirst="Another dose."))

    step.refresh_from_db()
    assert step.outcome == Step.Outcome.SENT_BACK
    assert Step.objects.of_page(page).kind == FACT_CHECK


def test_what_nobody_noted_is_caught_up_once(page, checker, editor):
    Step.objects.all().delete()
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor)
    signed(page, by=checker)  # and no worker hears of it

    assert tasks.catch_up() == 2, "The fact check that is over, and the medical review that waits."
    assert tasks.catch_up() == 0

    asked.refresh_from_db()
    assert asked.answer == Answer.DONE


def test_nobody_is_asked_who_may_not_sign(page, editor):
    with pytest.raises(CannotBeAskedError, match="would be told: “You changed this text"):
        assignments.ask(page, FACT_CHECK, page.owner, by=editor)


def test_nobody_is_asked_twice(page, checker, editor):
    assignments.ask(page, FACT_CHECK, checker, by=editor)

    with pytest.raises(CannotBeAskedError, match="asked already"):
        assignments.ask(page, FACT_CHECK, checker, by=editor)


def test_a_step_is_due_when_the_first_of_those_asked_is(page, step, checker, other, editor):
    today = timezone.localdate()
    assignments.ask(page, FACT_CHECK, checker, by=editor, due=today + timedelta(9))
    assignments.ask(page, FACT_CHECK, other, by=editor, due=today + timedelta(4), is_urgent=True)

    step.refresh_from_db()
    assert (step.due, step.is_urgent) == (today + timedelta(4), True)


def test_only_who_is_asked_answers_and_only_once(page, checker, other, editor):
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor)

    with pytest.raises(PermissionDenied):
        assignments.decline(asked, by=other, reason="No.")
    assignments.decline(asked, by=checker, reason="I am away.", suggested=other)
    with pytest.raises(AnsweredAlreadyError, match="declined"):
        assignments.accept(asked, by=checker)


def test_what_is_handed_over_is_asked_of_the_other_until_the_same_day(page, checker, other, editor):
    due = timezone.localdate() + timedelta(5)
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor, due=due, is_urgent=True)

    new = assignments.hand_over(asked, by=checker, to=other)

    asked.refresh_from_db()
    assert asked.answer == Answer.HANDED_OVER
    assert (new.person, new.asked_by, new.due, new.is_urgent) == (other, checker, due, True)


def test_it_is_handed_to_nobody_who_may_not_sign(page, checker, editor):
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor)

    with pytest.raises(CannotBeAskedError):
        assignments.hand_over(asked, by=checker, to=page.owner)

    asked.refresh_from_db()
    assert asked.is_open


# --- the rota ---


@pytest.fixture
def a_rota():
    return Rota.objects.create(topic=None, kind=FACT_CHECK, respond_days=3, due_days=10)


def test_the_rota_asks_whoever_has_least_to_do(a_rota, page, step, checker, other, editor):
    elsewhere = submitted(article())
    assignments.ask(elsewhere, FACT_CHECK, checker, by=editor)
    step.able = [checker.pk, other.pk]

    assert list(rota.by_turn(step.able)) == [other, checker]


def test_the_rota_passes_over_who_is_away_or_has_no_room(checker, other):
    Availability.objects.create(user=checker, away_from=timezone.localdate())
    Availability.objects.create(user=other, most_at_once=0)

    assert list(rota.by_turn([checker.pk, other.pk])) == []


def test_the_rota_asks_when_a_text_comes_to_a_step_and_again_when_somebody_declines(a_rota, checker, run):
    with run():
        page = submitted(article())
    first = Assignment.objects.open().about(page).get()
    today = timezone.localdate()
    assert (first.asked_by, first.respond_by, first.due) == (None, today + timedelta(3), today + timedelta(10))

    with run():
        assignments.decline(first, by=first.person, reason="No time.")

    second = Assignment.objects.open().about(page).get()
    assert second.person != first.person


def test_who_does_not_answer_in_time_is_passed_over(a_rota, checker, other, run):
    with run():
        page = submitted(article())
    first = Assignment.objects.about(page).get()
    Assignment.objects.filter(pk=first.pk).update(respond_by=timezone.localdate() - timedelta(1))

    with run():
        tasks.catch_up()

    first.refresh_from_db()
    assert first.answer == Answer.LAPSED
    assert Assignment.objects.open().about(page).exclude(person=first.person).exists()


def test_who_left_is_asked_no_longer_and_others_see_that_the_text_waits(page, step, checker, other, editor, run):
    asked = assignments.accept(assignments.ask(page, FACT_CHECK, checker, by=editor), by=checker)
    get_user_model().objects.filter(pk=checker.pk).update(is_active=False)
    delivered().clear()

    with run():
        tasks.catch_up()

    asked.refresh_from_db()
    step.refresh_from_db()
    assert asked.get_answer_display() == "has left"
    assert checker.pk not in step.able
    assert step in free_for(other)
    (letter,) = delivered()
    assert letter.to == [editor.email] and f"{checker} has left" in letter.body


def test_the_rota_of_the_nearest_topic_counts(a_rota, page):
    own = Rota.objects.create(topic=shared_topic(), kind=FACT_CHECK)

    assert Rota.objects.for_page(page, FACT_CHECK) == own
    assert Rota.objects.for_page(page, SignOffKind.MEDICAL_REVIEW) is None
    assert Rota.objects.for_page(shared_topic(), FACT_CHECK) == own
    assert Rota.objects.for_page(shared_topic().get_parent(), FACT_CHECK) == a_rota


# --- the screens ---


def test_an_editor_asks_and_withdraws(client, page, checker, editor):
    logged_in(client, editor)
    address = reverse("planning:page", args=[page.pk])
    assert str(checker) in client.get(address).content.decode()

    client.post(address, {"ask": FACT_CHECK, f"{FACT_CHECK}-person": checker.pk, f"{FACT_CHECK}-is_urgent": "on"})
    asked = Assignment.objects.get(person=checker)
    assert (asked.asked_by, asked.is_urgent) == (editor, True)

    client.post(address, {"withdraw": asked.pk})
    asked.refresh_from_db()
    assert asked.answer == Answer.WITHDRAWN


@pytest.mark.parametrize("number", ["abc", "", "²", "9" * 5000])
def test_what_is_no_number_withdraws_and_takes_nothing(client, page, checker, editor, number):
    assignments.ask(page, FACT_CHECK, checker, by=editor)
    logged_in(client, editor)
    assert client.post(reverse("planning:page", args=[page.pk]), {"withdraw": number}).status_code == 404

    logged_in(client, checker)
    answer = client.post(reverse("planning:claim"), {"step": number or "x"}, follow=True)

    assert "Nothing waits that you could sign" in answer.content.decode()
    assert Assignment.objects.get().answer not in (Answer.WITHDRAWN, Answer.ACCEPTED)


def test_a_day_that_is_over_is_refused_beside_the_field(client, page, checker, editor):
    logged_in(client, editor)
    sent = {"ask": FACT_CHECK, f"{FACT_CHECK}-person": checker.pk, f"{FACT_CHECK}-due": "2020-01-01"}

    answer = client.post(reverse("planning:page", args=[page.pk]), sent)

    assert "This day is over." in answer.content.decode()
    assert not Assignment.objects.exists()


def test_who_is_asked_accepts_from_the_home_page_and_comes_to_the_text(client, page, checker, editor):
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor)
    logged_in(client, checker)
    assert reverse("planning:assignment", args=[asked.pk]) in client.get("/admin/").content.decode()

    answer = client.post(reverse("planning:assignment", args=[asked.pk]), {"accept": ""})

    asked.refresh_from_db()
    assert asked.answer == Answer.ACCEPTED
    assert answer.url == reverse("review:page", args=[page.pk])


def test_a_reason_is_wanted_and_nobody_else_answers(client, page, checker, other, editor):
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor)
    address = reverse("planning:assignment", args=[asked.pk])
    logged_in(client, checker)
    assert "Say why" in client.post(address, {"decline": "", "reason": ""}).content.decode()

    client.logout()
    logged_in(client, other)
    assert client.post(address, {"decline": "", "reason": "Mischief"}).status_code == 404


def test_a_text_is_taken_by_one_person(page, step, checker, other):
    assignments.claim(step, by=checker)

    with pytest.raises(CannotBeAskedError, match="Somebody else took it"):
        assignments.claim(step, by=other)


def test_when_somebody_answered_is_when_they_first_did(page, checker, editor):
    asked = assignments.ask(page, FACT_CHECK, checker, by=editor)
    first = assignments.accept(asked, by=checker).answered_at

    signed(page, by=checker)
    tasks.catch_up()

    asked.refresh_from_db()
    assert (asked.answer, asked.answered_at) == (Answer.DONE, first)


def test_somebody_takes_the_text_that_waits_longest(client, page, checker):
    logged_in(client, checker)

    answer = client.post(reverse("planning:claim"))

    assert answer.url == reverse("review:page", args=[page.pk])
    assert Assignment.objects.get(person=checker).answer == Answer.ACCEPTED


def test_nobody_but_editors_plans(client, page, checker):
    logged_in(client, checker)

    assert client.get(reverse("planning:page", args=[page.pk])).status_code in {302, 403}
    assert client.get(reverse("planning_board")).status_code in {302, 403}


def test_editors_set_up_rotas(client, editor, checker):
    logged_in(client, editor)
    sent = {"topic": "", "kind": FACT_CHECK, "respond_days": 2, "due_days": 9}
    assert client.get("/admin/rotas/").status_code == 200

    client.post("/admin/rotas/new/", sent)

    assert Rota.objects.get().due_days == 9
    client.logout()
    logged_in(client, checker)
    assert client.get("/admin/rotas/").status_code in {302, 403}
