"""Nobody signs their own words, nobody signs twice, and nobody signs without a valid credential of the right kind."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment

from articles.pages import Byline, PersonPage
from articles.record.document import canonical_text, digest
from articles.record.published.drafts import Draft
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.signing.signing import ContentChangedError, MayNotSignError
from tests.factories.accounts import UserFactory
from tests.factories.authority import issued, looked_up, revoked
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.pages import article, policy, published_article
from tests.factories.signing import credentialed, signed

pytestmark = pytest.mark.django_db


def test_a_writer_cannot_sign_their_own_text():
    writer = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(writer=True))
    page = submitted(article(by=writer))

    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(page, by=writer)


def test_somebody_who_changed_one_comma_cannot_sign():
    helpful = credentialed(SignOffKind.FACT_CHECK)
    page = article()
    edited(page, by=helpful, standfirst=page.standfirst + ",")

    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(submitted(page), by=helpful)


def test_a_change_that_somebody_made_and_undid_still_makes_them_a_contributor():
    helpful = credentialed(SignOffKind.FACT_CHECK)
    page = article(standfirst="As it was.")
    edited(page, by=helpful, standfirst="Changed.")
    edited(fresh(page), by=helpful, standfirst="As it was.")

    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(submitted(page), by=helpful)


def test_a_save_that_changes_nothing_a_reader_sees_makes_nobody_a_contributor():
    reader = credentialed(SignOffKind.FACT_CHECK)
    page = article()

    edited(page, by=reader, publish_after=timezone.now())

    assert Draft.of(page).contributors == {page.owner_id}
    assert signed(submitted(page), by=reader).signer == reader


def test_a_comment_makes_nobody_a_contributor():
    commenter = credentialed(SignOffKind.FACT_CHECK)
    page = article()
    draft = page.get_latest_revision_as_object()
    draft.wagtail_admin_comments = [Comment(user=commenter, text="What is the source?", contentpath="title")]

    draft.save_revision(user=commenter)

    assert page.wagtail_admin_comments.count() == 1
    assert Draft.of(page).contributors == {page.owner_id}
    assert signed(submitted(page), by=commenter).signer == commenter


def test_the_edit_screen_takes_comments(client):
    page = article()
    client.force_login(page.owner)

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert "comments" in shown.context["form"].formsets


def test_block_keys_that_the_editor_adds_are_no_change():
    page = article()
    before = digest(canonical_text(page.get_latest_revision_as_object()))
    draft = page.get_latest_revision_as_object()
    raw = draft.body.get_prep_value()
    raw[0]["value"]["content"][0]["value"] = raw[0]["value"]["content"][0]["value"].replace(
        "<p>", '<p data-block-key="x1">'
    )

    edited(page, body=raw)

    assert digest(canonical_text(fresh(page).get_latest_revision_as_object())) == before


def test_who_wrote_an_earlier_edition_may_sign_a_later_one_that_they_did_not_touch():
    first_writer = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(writer=True))
    page = published_article(by=first_writer)

    draft = edited(
        page, by=UserFactory(writer=True), standfirst="New.", change_class="update", change_note="New trial."
    )

    assert signed(submitted(draft), by=first_writer).signer == first_writer


def test_somebody_in_a_byline_cannot_sign():
    named = credentialed(SignOffKind.FACT_CHECK)
    page = article(author=named.person_account.person)

    with pytest.raises(MayNotSignError, match="You stand in a byline"):
        signed(submitted(page), by=named)


def test_an_illustrator_in_the_byline_cannot_sign_either():
    named = credentialed(SignOffKind.FACT_CHECK)
    page = article()
    draft = page.get_latest_revision_as_object()
    draft.bylines.add(Byline(person=named.person_account.person, role=Byline.Role.ILLUSTRATED, sort_order=2))
    draft.save_revision(user=page.owner)

    with pytest.raises(MayNotSignError, match="You stand in a byline"):
        signed(submitted(page), by=named)


def test_one_person_gives_one_signature_on_one_text():
    both = credentialed(SignOffKind.FACT_CHECK)
    issued(both.person_account.person, "clinical")
    page = submitted(article())
    signed(page, by=both)

    with pytest.raises(MayNotSignError, match="You have signed this text already"):
        signed(page, by=both)


@pytest.mark.parametrize(
    "ended", [lambda standing: looked_up(standing, days=-1), revoked], ids=["expired yesterday", "revoked"]
)
def test_a_credential_that_is_not_valid_today_does_not_entitle(ended):
    page, checker = submitted(article()), credentialed(SignOffKind.FACT_CHECK)
    ended(checker.person_account.person.credentials.get())

    with pytest.raises(MayNotSignError, match="no verified credential"):
        signed(page, by=checker)


def test_a_credential_is_valid_on_its_last_day():
    page = submitted(article())

    assert signed(page, by=credentialed(SignOffKind.FACT_CHECK, expires_in_days=0))


def test_a_fact_checkers_credential_does_not_entitle_to_a_medical_review():
    page = submitted(article())
    signed(page)

    with pytest.raises(MayNotSignError, match="no verified credential"):
        signed(page, by=credentialed(SignOffKind.FACT_CHECK))


def test_a_superuser_has_no_way_round():
    boss = UserFactory(is_superuser=True)
    page = submitted(article())

    with pytest.raises(MayNotSignError, match="no verified credential"):
        signed(page, by=boss)


def test_somebody_who_left_the_desk_cannot_sign():
    left = credentialed(SignOffKind.FACT_CHECK)
    left.is_active = False
    left.save()

    with pytest.raises(MayNotSignError, match="Only an active member of the desk"):
        signed(submitted(article()), by=left)


def test_a_signature_is_for_the_text_that_was_shown():
    page = submitted(article())
    shown = digest(canonical_text(page.get_latest_revision_as_object()))
    edited(page, standfirst="Moved meanwhile.")

    with pytest.raises(ContentChangedError, match="The content changed after you opened it"):
        signed(page, shown_digest=shown)


def test_a_sign_off_keeps_what_was_asked_and_answered_as_it_was_worded():
    sign_off = signed(submitted(article()))

    assert "I have compared every statement of fact" in sign_off.statement
    assert all(answer["question"] and answer["answer"] == "yes" for answer in sign_off.checklist)
    assert sign_off.shown["name"] == "Dr Robin Reviewer"
    assert sign_off.shown["credential"]["register"] == "Register of Tests"


def test_readers_are_told_of_a_signer_what_the_signers_own_edition_says():
    checker = credentialed(SignOffKind.FACT_CHECK, name="Robin Checker")
    person = checker.person_account.person
    edited(person, title="Somebody Else", job_title="Surgeon", change_class="update", change_note="Moved.")
    PersonPage.objects.filter(pk=person.pk).update(title="Somebody Else", job_title="Surgeon")

    sign_off = signed(submitted(article()), by=checker)

    assert sign_off.shown["name"] == "Robin Checker"
    assert sign_off.shown["credentials"] == "MBBS, Physician"


def test_whoever_signs_an_article_has_a_published_page_of_their_own():
    unknown = credentialed(SignOffKind.FACT_CHECK, introduced=False)

    with pytest.raises(MayNotSignError, match="your own page is not published"):
        signed(submitted(article()), by=unknown)


def test_the_first_editors_sign_the_first_pages_without_a_name():
    first = credentialed(SignOffKind.EDITORIAL, name="Nobody Signed", introduced=False)
    page = edited(policy(), standfirst="Said better.", change_class="clarification", change_note="Clearer.")

    sign_off = signed(submitted(page), by=first)

    assert sign_off.shown["name"] == "An appointed editor"
    assert sign_off.shown["credential"] == {}
