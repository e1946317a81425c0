"""One text, one signature: what people see on the review screen and what it does."""

import re

import pytest

from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import CREDENTIAL_FOR
from articles.record.signers.interests import InterestDeclaration
from articles.references.library.references import Reference
from editorial.planning import steps
from editorial.review.signing.interests import declare, waive
from editorial.review.signing.signing import ask_for_changes, waiting_for
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.authority import issued
from tests.factories.drafts import body, edited, fresh, section, shown_digest, submitted
from tests.factories.editions import taken_away
from tests.factories.moved_in import legacy_edition
from tests.factories.pages import article, published_article
from tests.factories.signing import credentialed, signed
from tests.letters.post import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def checker(client):
    """A fact checker who has logged in."""
    user = credentialed(SignOffKind.FACT_CHECK)
    logged_in(client, user)
    return user


def address(page):
    return f"/admin/review/{page.pk}/"


def signature(page, **changes):
    shown = {"digest": shown_digest(page), "kind": waiting_for(page) or ""}
    return {**shown, "interests": "none", "agreed": "on", "sign": "", **changes}


def test_whoever_was_shown_one_sign_off_gives_no_other_when_somebody_was_quicker(client):
    page = submitted(article())
    both = credentialed(SignOffKind.FACT_CHECK)
    issued(both.person_account.person, CREDENTIAL_FOR[SignOffKind.MEDICAL_REVIEW])
    logged_in(client, both)
    shown = signature(page)
    assert f'name="kind" value="{shown["kind"]}"' in client.get(address(page)).content.decode()
    signed(page)

    answer = client.post(address(page), shown, follow=True).content.decode()

    assert "the sign-off that you were shown was given meanwhile" in answer
    assert not re.search(r'name="agreed"[^>]*checked', answer)
    assert not page.sign_offs.filter(signer=both).exists()


def signs_on_the_screen(client, page):
    kind = waiting_for(page)
    client.logout()
    logged_in(client, credentialed(kind))
    return client.post(address(page), signature(fresh(page)), follow=True).content.decode()


def test_whoever_signs_is_told_what_comes_next_also_where_readers_get_the_words_already(client):
    page = submitted(fresh(legacy_edition().page))

    assert "Signed. Next: medical review." in signs_on_the_screen(client, page)
    assert "Signed. Readers now get edition 2." in signs_on_the_screen(client, page)


def test_nobody_is_told_that_readers_get_the_text_of_a_page_that_was_taken_away(client):
    page = published_article()
    taken_away(page)
    page = submitted(edited(page, standfirst="Right now.", change_class="correction", change_note="It was wrong."))
    logged_in(client, UserFactory(editor=True))
    assert "nothing: the page is withdrawn" in client.get(address(page)).content.decode()
    signs_on_the_screen(client, page)
    delivered().clear()

    told = signs_on_the_screen(client, page)

    assert "It is edition 2, which readers do not get: the page was taken away, and stays away." in told
    subjects = {letter.subject.split(":")[0] for letter in delivered() if page.title in letter.subject}
    assert "Signed, but not to be read" in subjects and "Published" not in subjects
    assert not fresh(page).live


def test_a_checker_signs_what_they_were_shown(client, checker):
    page = submitted(article())
    assert shown_digest(page) in client.get(address(page)).content.decode()

    client.post(address(page), signature(page))

    assert SignOff.objects.get(page=page).signer == checker
    assert waiting_for(fresh(page)) == SignOffKind.MEDICAL_REVIEW


@pytest.mark.parametrize(
    ("status", "is_told"), [("could not check", "Could not be checked"), ("clear", ""), ("withdrawn", "Withdrawn")]
)
def test_whoever_signs_sees_of_each_source_what_is_known(client, checker, status, is_told):
    page = submitted(article())
    Reference.objects.update(status=status)

    shown = client.get(address(page)).content.decode()

    told = [word for word in ("Could not be checked", "Withdrawn") if word in shown]
    assert told == [word for word in [is_told] if word]


@pytest.mark.parametrize("left_out", ["interests", "agreed"])
def test_nothing_is_signed_while_a_question_is_open(client, checker, left_out):
    page = submitted(article())
    answers = signature(page)
    del answers[left_out]

    client.post(address(page), answers)

    assert not SignOff.objects.filter(page=page).exists()


@pytest.mark.parametrize("sent", [{"agreed": ""}, {"ask": "", "comment": ""}])
def test_what_is_marked_far_down_is_said_at_the_top(client, checker, sent):
    page = submitted(article())

    answer = client.post(address(page), {**signature(page), **sent})

    assert [str(message) for message in answer.context["messages"]] == [
        "Not done yet. What is missing or wrong is marked below."
    ]


def test_an_interest_has_to_be_named(client, checker):
    page = submitted(article())

    shown = client.post(address(page), signature(page, interests="declared", which_interests=" "))

    assert "Name the interest." in shown.content.decode()
    assert not InterestDeclaration.objects.exists()


def test_an_interest_that_was_waived_stands_in_the_form_and_is_signed(client, checker):
    page = submitted(article())
    editor = credentialed(SignOffKind.EDITORIAL, user=UserFactory(editor=True))
    waive(declare(page, by=checker, interests="Paid talks"), by=editor, reason="About another subject")
    assert "Paid talks" in client.get(address(page)).content.decode()

    client.post(address(page), signature(page, interests="declared", which_interests="Paid talks"))

    assert SignOff.objects.get(page=page).interests == "Paid talks"


def test_a_text_that_moved_is_not_signed_and_the_screen_shows_what_moved(client, checker):
    page = submitted(article(standfirst="It helps a little."))
    client.get(address(page))
    answers = signature(page)
    edited(page, standfirst="It helps a lot.")

    shown = client.post(address(page), answers).content.decode()

    assert "The content changed after you opened it" in shown
    assert "[removed: </span>little.<span" in shown
    assert "[added: </span>lot.<span" in shown
    assert not SignOff.objects.filter(page=page).exists()


def test_a_writer_is_told_why_they_cannot_sign(client):
    writer = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(writer=True))
    client.force_login(writer)

    shown = client.get(address(submitted(article(by=writer)))).content.decode()

    assert "You changed this text yourself" in shown
    assert 'name="agreed"' not in shown


def test_asking_for_changes_needs_a_comment_and_sends_the_text_back(client, checker):
    page = submitted(article())

    client.post(address(page), {"ask": "", "comment": ""})
    assert waiting_for(fresh(page))
    client.post(address(page), {"ask": "", "comment": "The dose has no source."})

    assert waiting_for(fresh(page)) is None


def test_the_list_holds_what_this_person_may_sign_and_nothing_else(client, checker):
    submitted(article(title="Waits for a checker"))
    submitted(article(title="Written by the checker", by=checker))
    steps.follow_all()

    shown = client.get("/admin/review/").content.decode()

    assert "Waits for a checker" in shown
    assert "Written by the checker" not in shown


def test_drafts_are_not_shown_to_those_who_neither_write_nor_sign(client):
    client.force_login(UserFactory(triager=True))
    page = submitted(article())

    for path in (address(page), f"{address(page)}document/"):
        assert client.get(path).status_code in (302, 403)


def test_a_email_goes_to_those_who_may_sign_and_not_to_the_writer(django_capture_on_commit_callbacks):
    writer = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(writer=True))
    checker = credentialed(SignOffKind.FACT_CHECK)

    with django_capture_on_commit_callbacks(execute=True):
        submitted(article(by=writer))

    told = {email.to[0] for email in delivered() if email.subject.startswith("Fact check wanted")}
    assert checker.email in told
    assert writer.email not in told


CORRECTION = {"change_class": "correction", "change_note": "The dose was wrong."}


def edit_screen_of(page):
    return f"/admin/pages/{page.pk}/edit/"


def test_the_edit_screen_leads_whoever_may_sign_to_the_review_screen(client, checker):
    page = submitted(article())

    shown = client.get(edit_screen_of(page)).content.decode()

    assert "Review and sign" in shown
    assert "Page locked" not in shown
    assert "waits for its fact check" in shown


def test_the_edit_screen_offers_a_writer_to_take_the_page_back_and_nothing_twice(client):
    writer = UserFactory(writer=True)
    page = submitted(article(by=writer), by=writer)
    logged_in(client, writer)
    shown = client.get(edit_screen_of(page)).content.decode()
    assert "Take back from review" in shown
    assert "Review and sign" not in shown

    ask_for_changes(fresh(page), by=credentialed(SignOffKind.FACT_CHECK), comment="The dose is wrong.")

    shown = client.get(edit_screen_of(page)).content.decode()
    assert "Resubmit to" in shown
    assert "Restart workflow" not in shown


def test_whoever_signed_before_reads_what_changed_and_sees_what_did_not(client, checker):
    sections = body(section("Dose", "Take 5 mg.[1]", anchor="dose"), section("Rest", "Lie down.[1]", anchor="rest"))
    page = submitted(article(sections=sections))
    signed(page, by=checker)
    signed(page)
    again = edited(fresh(page), body=body(section("Dose", "Take 4 mg.[1]", anchor="dose"), *sections[1:]), **CORRECTION)
    submitted(again)

    shown = client.get(address(page)).content.decode()

    assert "What changed since you signed it on" in shown
    part = shown[shown.index('id="since-signed"') : shown.index("byte for byte")]
    assert re.search("Take <del>.*5.*</del> *<ins>.*4.*</ins>", part)
    assert "Lie down." not in part
    assert "<li>Rest <code" in shown


def test_of_a_text_whose_risk_is_high_all_has_to_be_read(client, checker):
    page = submitted(article(risk_tier="high"))
    signed(page, by=checker)
    for _signature in range(2):
        signed(fresh(page))
    submitted(edited(fresh(page), standfirst="Otherwise.", **CORRECTION))

    assert "since you signed it" not in client.get(address(page)).content.decode()
