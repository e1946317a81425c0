"""A declared interest keeps its owner from signing until an editor waives it for a reason that is kept."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from articles.record.signed.sign_offs import SignOffKind
from articles.record.signers.authority import AuthorityEventKind
from articles.record.signers.credentials import CREDENTIAL_FOR
from articles.record.signers.interests import InterestDeclaration
from editorial.review.decisions import decisions_for_each
from editorial.review.publishing.publishing import NotReadyError, publish
from editorial.review.signing.interests import declare, waive
from editorial.review.signing.signing import MayNotSignError, waiting_for
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.authority import asks_for, decided, issued, link
from tests.factories.drafts import edited, fresh, shown_digest, submitted
from tests.factories.pages import article, shared_topic
from tests.factories.signing import credentialed, signed
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db

PAID = {"interest_answer": "declared", "interests": "Paid talks for Heat Ltd"}


@pytest.fixture
def checker():
    return credentialed(SignOffKind.FACT_CHECK)


@pytest.fixture
def editor():
    return credentialed(SignOffKind.EDITORIAL, user=UserFactory(editor=True))


def test_a_declared_interest_blocks(checker):
    with pytest.raises(MayNotSignError, match="no editor has waived it"):
        signed(submitted(article()), by=checker, **PAID)


def test_an_editor_waives_it_and_the_sign_off_keeps_the_reason(checker, editor):
    page = submitted(article())
    declaration = declare(page, by=checker, interests=PAID["interests"])

    waive(declaration, by=editor, reason="The talks were about another subject")

    sign_off = signed(page, by=checker, **PAID)
    assert sign_off.interests == "Paid talks for Heat Ltd"
    assert sign_off.waiver.reason == "The talks were about another subject"
    assert sign_off.waiver.waived_by == editor


def test_whoever_declared_it_is_told_that_they_may_sign(checker, editor):
    page = submitted(article())
    declaration = declare(page, by=checker, interests=PAID["interests"])
    delivered().clear()

    waive(declaration, by=editor, reason="The talks were about another subject")

    (letter,) = delivered()
    assert letter.to == [checker.email] and letter.subject.startswith("You may sign")
    assert f"/admin/review/{page.pk}/" in letter.body


def test_editors_are_asked_about_it_as_long_as_the_text_is_in_review(client, checker, editor):
    page = submitted(article())
    address = reverse("review:waiver", args=[declare(page, by=checker, interests=PAID["interests"]).pk])
    logged_in(client, editor)
    assert address in client.get(reverse("to_sign")).content.decode()

    while waiting_for(page):
        signed(page)

    assert address not in client.get(reverse("to_sign")).content.decode()
    assert not decisions_for_each()[editor.pk]


def test_nobody_is_asked_about_the_interest_of_somebody_who_could_not_sign(client, checker, editor):
    page = submitted(article())
    logged_in(client, page.owner)
    form = {
        "digest": shown_digest(page),
        "kind": waiting_for(page),
        "interests": "declared",
        "which_interests": "Mine.",
        "agreed": "on",
        "sign": "",
    }

    client.post(f"/admin/review/{page.pk}/", form)

    assert not InterestDeclaration.objects.exists()


def test_a_waiver_counts_for_what_was_declared_only(checker, editor):
    page = submitted(article())
    waive(declare(page, by=checker, interests="Shares in Cold Ltd"), by=editor, reason="Sold")

    with pytest.raises(MayNotSignError, match="no editor has waived it"):
        signed(page, by=checker, **PAID)


def test_somebody_who_declared_an_interest_cannot_say_none_afterwards(checker):
    page = submitted(article())
    declare(page, by=checker, interests=PAID["interests"])

    with pytest.raises(MayNotSignError, match="no editor has waived it"):
        signed(page, by=checker)


def test_the_waiver_of_one_interest_is_none_of_another(checker, editor):
    page = submitted(article())
    declare(page, by=checker, interests=PAID["interests"])
    shares = declare(page, by=checker, interests="Shares in Cold Ltd")
    waive(shares, by=editor, reason="They are worth nothing")

    with pytest.raises(MayNotSignError, match="no editor has waived it"):
        signed(page, by=checker, interest_answer="declared", interests="Shares in Cold Ltd")


def test_what_somebody_declares_after_they_signed_takes_their_signature_out_of_the_count(checker, editor):
    page = submitted(article(publish_after=timezone.now() + timedelta(hours=1)))
    signed(page, by=checker)
    signed(page)
    declaration = declare(page, by=checker, interests=PAID["interests"])
    edited(fresh(page), publish_after=None)

    with pytest.raises(NotReadyError, match="fact check"):
        publish(fresh(page))

    waive(declaration, by=editor, reason="The talks were about another subject")
    assert publish(fresh(page))


def test_another_account_of_the_same_person_has_their_interests(checker):
    page = submitted(article())
    declare(page, by=checker, interests=PAID["interests"])
    face, another = checker.person_account.person, UserFactory(reviewer=True)
    decided(AuthorityEventKind.ACCOUNT_UNLINKED, person=face, user=checker)
    link(face, another)

    with pytest.raises(MayNotSignError, match="no editor has waived it"):
        signed(page, by=another)


def test_nobody_waives_their_own_interest(editor):
    declaration = declare(submitted(article()), by=editor, interests="My shares")

    with pytest.raises(PermissionDenied, match="Nobody waives an interest of their own"):
        waive(declaration, by=editor, reason="I say so")


def test_nobody_waives_an_interest_in_their_own_text(checker, editor):
    declaration = declare(submitted(article(by=editor)), by=checker, interests="Shares in the maker")

    with pytest.raises(PermissionDenied, match="another editor says who may sign"):
        waive(declaration, by=editor, reason="It is a good text")


def test_nor_do_they_waive_it_and_write_the_text_afterwards(checker, editor):
    page = submitted(article())
    waive(declare(page, by=checker, interests=PAID["interests"]), by=editor, reason="Long ago")
    fresh(page).current_workflow_state.cancel()
    page = submitted(edited(fresh(page), by=editor, standfirst="Words of the editor's own."))

    with pytest.raises(MayNotSignError, match="The editor who waived your interest has written"):
        signed(page, by=checker, **PAID)
    assert signed(page)


def test_a_waiver_for_an_edition_stands_when_its_editor_writes_the_next(checker, editor):
    page = submitted(article())
    waive(declare(page, by=checker, interests=PAID["interests"]), by=editor, reason="Long ago")
    signed(page, by=checker, **PAID)
    signed(fresh(page))
    later = edited(fresh(page), by=editor, standfirst="Theirs.", change_class="update", change_note="Said better.")

    assert signed(submitted(later), by=checker, **PAID)


def test_only_an_editor_with_a_credential_waives(checker):
    declaration = declare(submitted(article()), by=checker, interests="My shares")

    with pytest.raises(PermissionDenied, match="Only an editor with a verified credential"):
        waive(declaration, by=UserFactory(is_superuser=True), reason="I am the boss")


def test_what_is_declared_twice_is_kept_once(checker):
    page = submitted(article())

    declare(page, by=checker, interests="My shares")
    declare(page, by=checker, interests="My shares")

    assert InterestDeclaration.objects.count() == 1


def test_not_asked_cannot_be_stored(checker):
    with pytest.raises((DatabaseError, MayNotSignError)):
        signed(submitted(article()), by=checker, interest_answer="", interests="")


def in_specialty(kind, *specialties):
    return credentialed(kind, specialties=specialties)


@pytest.fixture
def rheumatology():
    """A specialty that the shared topic asks for."""
    asks_for(shared_topic(), "Rheumatology")
    return "Rheumatology"


@pytest.fixture
def fact_checked(rheumatology):
    page = submitted(article())
    signed(page)
    return page


def test_a_topic_can_ask_for_reviewers_of_a_specialty(fact_checked, rheumatology):
    with pytest.raises(MayNotSignError, match="another specialty: Rheumatology"):
        signed(fact_checked, by=in_specialty(SignOffKind.MEDICAL_REVIEW, "Cardiology"))

    assert signed(fact_checked, by=in_specialty(SignOffKind.MEDICAL_REVIEW, rheumatology))


def test_of_several_credentials_that_counts_which_the_topics_ask_for(client, fact_checked, rheumatology):
    reviewer = in_specialty(SignOffKind.MEDICAL_REVIEW, "Cardiology")
    page = reviewer.person_account.person
    soon = (timezone.localdate() + timedelta(9)).isoformat()
    issued(page, CREDENTIAL_FOR[SignOffKind.MEDICAL_REVIEW], specialties=[rheumatology], expires_on=soon)
    logged_in(client, reviewer)

    shown = client.get(f"/admin/review/{fact_checked.pk}/").content.decode()

    assert "another specialty" not in shown and 'name="agreed"' in shown
    assert signed(fact_checked, by=reviewer).credential.specialties.get().name == rheumatology


def test_the_specialty_is_kept_in_the_sign_off(fact_checked, rheumatology):
    sign_off = signed(fact_checked, by=in_specialty(SignOffKind.MEDICAL_REVIEW, rheumatology))

    assert sign_off.shown["credential"]["specialties"] == ["Rheumatology"]


def test_one_of_several_specialties_is_enough(fact_checked, rheumatology):
    asks_for(shared_topic(), rheumatology, "Physiotherapy")

    assert signed(fact_checked, by=in_specialty(SignOffKind.MEDICAL_REVIEW, "Physiotherapy"))


def test_fact_checkers_need_no_specialty(rheumatology):
    assert signed(submitted(article()))
