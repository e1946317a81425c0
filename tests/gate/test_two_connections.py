"""Two connections at once: nobody waits for ever, no edition is lost, and none comes into being that should not."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageSubscription

from articles.pages import ArticlePage, ReferenceItem
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.signed.sign_offs import SignOff, SignOffKind
from editorial.planning.schedule.bundles import Bundle, BundleItem, BundleRefusedError, BundleState, call_off, send_out
from editorial.planning.steps import Step, follow
from editorial.review.publishing.publishing import publish_due, publish_when_ready
from editorial.review.signing.signing import ContentChangedError, MayNotSignError, waiting_for
from editorial.review.signing.states import ReviewState
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.authority import looked_up
from tests.factories.drafts import edited, fresh, shown_digest, submitted
from tests.factories.pages import article, topic
from tests.factories.signing import able_to_sign, credentialed, signed
from tests.gate import oracle
from tests.gate.doors.site import article_form
from tests.two_connections import another_connection_inside, at_once, wait_until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def allowed(answer, *refusals):
    """That an act went through, or was refused for one of these reasons; anything else fails the test."""
    if isinstance(answer, Exception) and not isinstance(answer, refusals):
        raise answer
    return not isinstance(answer, Exception)


def almost_signed():
    """An article that lacks its medical review only, and somebody who may give it."""
    page = submitted(article())
    signed(page)
    page = fresh(page)
    return page, able_to_sign(page, SignOffKind.MEDICAL_REVIEW)


def test_a_child_row_that_changes_while_a_page_is_published_is_not_in_the_edition():
    page, reviewer = almost_signed()
    before = shown_digest(page)

    def change_a_child_row():
        ReferenceItem.objects.create(article=ArticlePage.objects.get(pk=page.pk), text="Slipped in", sort_order=9)
        return True

    with another_connection_inside(change_a_child_row) as begin:
        signed(page, by=reviewer)
        begin()

    edition = Edition.objects.get(page=page)
    assert edition.digest == before
    assert "Slipped in" not in edition.document


def test_two_reviewers_who_sign_at_once_both_count():
    page = submitted(article(risk_tier="high"))
    signed(page)
    first, second = (credentialed(SignOffKind.MEDICAL_REVIEW) for _ in range(2))
    page = fresh(page)

    answers = at_once(lambda: signed(page, by=first), lambda: signed(page, by=second))

    assert all(allowed(answer) for answer in answers)
    assert Edition.objects.get(page=page).sign_offs[-1].signer in (first, second)


def test_one_reviewer_who_presses_twice_signs_once():
    page, reviewer = almost_signed()

    answers = at_once(lambda: signed(page, by=reviewer), lambda: signed(page, by=reviewer))

    assert sorted(allowed(answer, MayNotSignError) for answer in answers) == [False, True]
    assert Edition.objects.filter(page=page).count() == 1


@pytest.mark.parametrize("first", ["the topic", "the article"])
def test_the_last_signature_on_a_topic_with_another_address_waits_for_no_signature_on_an_article_in_it(first):
    """Each locks its page, and then the record: the topic's publishing moves the article as well."""
    moved = topic("Neck pain")
    held = submitted(article(parent=moved))
    draft = submitted(edited(moved, slug="pain-in-the-neck", change_class="update", change_note="Another name."))
    signed(draft)
    checker, doctor = (able_to_sign(held, SignOffKind.FACT_CHECK), able_to_sign(draft, SignOffKind.MEDICAL_REVIEW))
    on_topic, on_article = (lambda: signed(fresh(draft), by=doctor)), (lambda: signed(fresh(held), by=checker))
    begun, meanwhile = (on_topic, on_article) if first == "the topic" else (on_article, on_topic)

    with another_connection_inside(meanwhile) as begin:
        Draft.locked(fresh(draft) if first == "the topic" else fresh(held))
        begin()
        wait_until_somebody_waits()
        begun()

    assert SignOff.objects.filter(page=held, signer=checker).exists()
    assert Edition.objects.of_page(moved).count() == 2


def test_a_step_is_noted_while_it_is_signed():
    page, reviewer = almost_signed()
    step = ReviewState.on(page).get().current_task_state

    with another_connection_inside(lambda: follow(step.pk)) as begin:
        draft = Draft.locked(page)
        begin()
        wait_until_somebody_waits()
        signed(draft.page, by=reviewer)

    assert Step.objects.get(task_state=step).outcome == Step.Outcome.SIGNED


@pytest.mark.parametrize("attempt", range(3))
def test_a_signature_given_while_a_draft_is_saved_is_on_what_was_shown_or_on_nothing(attempt):
    page, reviewer = almost_signed()
    shown = shown_digest(page)

    answers = at_once(
        lambda: signed(page, by=reviewer, shown_digest=shown),
        lambda: edited(page, by=page.owner, standfirst="Saved by the editor in the background."),
    )

    allowed(answers[0], ContentChangedError, MayNotSignError)
    allowed(answers[1])
    assert set(SignOff.objects.filter(page=page, signer=reviewer).values_list("digest", flat=True)) <= {shown}
    assert all(edition.digest == shown for edition in Edition.objects.filter(page=page))


@pytest.mark.parametrize("attempt", range(3))
def test_a_credential_that_expires_during_the_last_signature_counts_before_it_or_not_at_all(attempt):
    page, reviewer = almost_signed()
    credential = reviewer.person_account.person.credentials.first()

    answers = at_once(lambda: signed(page, by=reviewer), lambda: looked_up(credential, days=-1))

    went_through = allowed(answers[0], MayNotSignError)
    allowed(answers[1])
    assert went_through or not Edition.objects.filter(page=page).exists()


def test_two_that_publish_the_same_text_make_one_edition():
    page = submitted(article(publish_after=timezone.now() + timedelta(hours=1)))
    while waiting_for(fresh(page)):
        signed(page)
    edited(fresh(page), publish_after=None)

    at_once(lambda: publish_when_ready(page), lambda: publish_when_ready(page))

    edition = Edition.objects.get(page=page)
    assert oracle.findings(edition) == []
    assert Publication.objects.get(page_id=page.pk).edition == edition


def test_signatures_on_many_pages_at_once_make_one_unbroken_chain():
    pages = [submitted(article()) for _ in range(4)]
    checkers = [credentialed(SignOffKind.FACT_CHECK, user=UserFactory(reviewer=True)) for _ in pages]

    answers = at_once(*(lambda page=page, by=by: signed(page, by=by) for page, by in zip(pages, checkers, strict=True)))

    assert all(allowed(answer) for answer in answers)
    links = SignOff.objects.order_by("sequence").values_list("sequence", "previous_hash", "hash")
    newest = list(links)[-4:]
    assert [after for _place, after, _hash in newest[1:]] == [hash for _place, _after, hash in newest[:-1]]


def two_in_a_bundle():
    """Two articles that lack one signature each, in a bundle; who may give those."""
    pages = [almost_signed() for _ in range(2)]
    bundle = Bundle.objects.create(title="Both or neither")
    for page, _reviewer in pages:
        BundleItem.objects.create(bundle=bundle, page_id=page.pk)
    return bundle, pages


def test_a_bundle_that_is_sent_out_twice_at_once_goes_out_once():
    bundle, pages = two_in_a_bundle()
    for page, reviewer in pages:
        signed(page, by=reviewer)

    answers = at_once(lambda: send_out(bundle), lambda: send_out(bundle), publish_due)

    assert all(allowed(answer) for answer in answers)
    assert sorted(map(len, answers[:2])) == [0, 2]
    assert all(Edition.objects.filter(page=page).count() == 1 for page, _reviewer in pages)


@pytest.mark.parametrize("attempt", range(3))
def test_pages_of_a_bundle_go_out_both_or_neither_while_one_of_them_is_edited_or_it_is_called_off(attempt):
    bundle, pages = two_in_a_bundle()
    for page, reviewer in pages:
        signed(page, by=reviewer)
    changed = fresh(pages[1][0])

    answers = at_once(
        lambda: send_out(bundle),
        lambda: edited(changed, by=changed.owner, standfirst="Saved in the background."),
        lambda: call_off(bundle, by=UserFactory(editor=True)),
    )

    went = allowed(answers[0], BundleRefusedError) and answers[0] != []
    allowed(answers[1])
    allowed(answers[2], ValidationError)
    shown = Publication.objects.filter(page_id__in=[page.pk for page, _reviewer in pages]).count()
    assert shown == (2 if went else 0)
    assert (Bundle.objects.get(pk=bundle.pk).state == BundleState.OUT) == bool(went)


def test_what_saves_by_itself_does_not_overtake_a_save_that_was_begun_later(client):
    page, answers = article(), []
    logged_in(client, UserFactory(is_superuser=True))
    with another_connection_inside(saving_by_itself(client, page, answers)) as begin:
        edited(page, title="What I chose to save")
        begin()
        wait_until_somebody_waits()

    assert answers[0].json()["error_code"] == "invalid_revision"
    assert fresh(page).get_latest_revision_as_object().title == "What I chose to save"


def test_a_save_by_hand_and_what_saves_by_itself_do_not_wait_for_each_other_in_a_circle(client):
    """Wagtail's form writes first whether the writer is told of comments, and then the page."""
    page, answers, writer = article(), [], UserFactory(is_superuser=True)
    told = PageSubscription.objects.create(page=page, user=writer, comment_notifications=True)
    logged_in(client, writer)
    with another_connection_inside(saving_by_itself(client, page, answers)) as begin:
        told.save()
        begin()
        wait_until_somebody_waits()
        edited(page, title="What I chose to save")

    assert answers[0].json()["error_code"] == "invalid_revision"
    assert fresh(page).get_latest_revision_as_object().title == "What I chose to save"


def saving_by_itself(client, page, answers):
    """What sends the page's form as the editor does by itself, and puts the response into `answers`."""
    sent = article_form(page, loaded_revision_id=page.latest_revision_id)
    sent["loaded_revision_created_at"] = page.latest_revision.created_at.isoformat()

    def save():
        answers.append(client.post(f"/admin/pages/{page.pk}/edit/", sent, headers={"Accept": "application/json"}))
        return True

    return save
