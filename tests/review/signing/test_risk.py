"""How risky an article is, editors say; no draft does."""

import pytest
from django.db import DatabaseError, transaction

from articles.record.published.drafts import Draft
from articles.record.signed.risk import RiskAssessment, RiskTier
from articles.record.signed.sign_offs import SignOffKind
from editorial.review.signing.rules import signatures_needed, unmet_before_publishing
from editorial.review.signing.signing import ContentChangedError
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, shown_digest, submitted
from tests.factories.pages import article
from tests.factories.signing import appointed_editor, signed, signed_by_all

pytestmark = pytest.mark.django_db


def says(client, user, page, tier, reason="It is about doses."):
    client.logout()
    logged_in(client, user)
    return client.post(f"/admin/review/{page.pk}/risk/", {"assess": "", "tier": tier, "reason": reason}, follow=True)


def needed(page):
    return signatures_needed(Draft.of(page))["medical_review"]


def test_what_nobody_has_judged_needs_two_medical_reviews():
    assert needed(article(risk_tier=None)) == 2


def test_an_editor_says_and_the_draft_follows(client):
    page = article()

    shown = says(client, appointed_editor(), page, "high").content.decode()

    assert "Kept." in shown and "It is about doses." in shown
    assert needed(page) == 2


def test_lowering_it_is_on_the_record(client):
    page, editor = article(risk_tier="high"), appointed_editor()

    says(client, editor, page, "standard", "No doses any more.")

    newest = RiskAssessment.objects.of_page(page.pk).first()
    assert (newest.tier, newest.set_by, newest.reason) == ("standard", editor, "No doses any more.")
    assert newest.hash and RiskAssessment.objects.of_page(page.pk).count() == 2


def test_a_reason_is_asked_for(client):
    page = article()

    assert "Give the reason" in says(client, appointed_editor(), page, "high", reason="").content.decode()
    assert needed(page) == 1


def test_its_writer_does_not_say_it(client):
    page = article(risk_tier="high")
    logged_in(client, page.owner)
    assert "risk_tier" not in client.get(f"/admin/pages/{page.pk}/edit/").context["form"].fields

    says(client, page.owner, page, "standard")

    assert needed(page) == 2


def test_nor_does_an_editor_without_a_credential_or_the_database_take_it(client):
    page, editor = article(risk_tier="high"), UserFactory(editor=True)
    says(client, editor, page, "standard")

    with pytest.raises(DatabaseError, match="risk_needs_editor"), transaction.atomic():
        RiskAssessment.objects.create(page=page, tier=RiskTier.STANDARD, reason="So.", set_by=editor)
    assert needed(page) == 2


def test_a_text_whose_risk_was_raised_while_it_was_read_is_not_signed(client):
    page = submitted(article())
    shown = shown_digest(page)
    says(client, appointed_editor(), page, "high")

    with pytest.raises(ContentChangedError):
        signed(fresh(page), kind=SignOffKind.FACT_CHECK, shown_digest=shown)


def test_nor_does_an_editor_who_wrote_it(client):
    editor = appointed_editor()
    page = article(by=editor, risk_tier="high")

    assert "another editor says how risky it is" in says(client, editor, page, "standard").content.decode()
    assert needed(page) == 2
    says(client, appointed_editor(), page, "standard")
    assert needed(page) == 1


def test_who_has_said_it_once_may_say_it_again(client):
    page, editor = article(), appointed_editor()

    says(client, editor, page, "high")
    says(client, editor, page, "standard")

    assert needed(page) == 1


def test_whoever_wrote_by_what_saves_by_itself_does_not_say_it(client):
    page, editor = article(risk_tier="high"), appointed_editor()
    same = edited(page, by=editor)
    same.standfirst = "Words of the editor's own."
    same.save_revision(user=editor, overwrite_revision=same.latest_revision)

    assert "another editor says how risky it is" in says(client, editor, page, "standard").content.decode()


def test_whoever_stands_in_the_byline_does_not_say_it(client):
    editor = appointed_editor()
    page = article(risk_tier="high", author=editor.person_account.person)

    assert "another editor says how risky it is" in says(client, editor, page, "standard").content.decode()


def test_who_said_it_may_say_it_again(client):
    page, editor = article(), appointed_editor()
    edited(page, by=editor)

    says(client, editor, page, "high")
    says(client, editor, page, "standard")

    assert RiskAssessment.objects.of_page(page.pk).first().tier == "standard"


def test_who_said_it_and_writes_afterwards_has_said_it_of_their_own_text(client):
    page, editor = article(risk_tier=None), appointed_editor()
    says(client, editor, page, "standard")
    assert needed(fresh(page)) == 1

    edited(page, by=editor, standfirst="Words of the editor's own.")

    assert needed(fresh(page)) == 2
    assert f"{editor} said so and has written" in says(client, editor, page, "standard").content.decode()
    draft = Draft.of(submitted(page))
    assert any("until another editor says it" in sentence for sentence in unmet_before_publishing(draft))
    says(client, appointed_editor(), page, "standard")
    assert needed(fresh(page)) == 1


def test_after_two_medical_reviews_it_goes_out_whoever_said_it(client):
    page, editor = article(risk_tier=None), appointed_editor()
    says(client, editor, page, "standard")
    edited(page, by=editor, standfirst="Words of the editor's own.")

    assert sorted(sign_off.kind for sign_off in signed_by_all(page).editions.get().sign_offs) == [
        SignOffKind.FACT_CHECK,
        SignOffKind.MEDICAL_REVIEW,
        SignOffKind.MEDICAL_REVIEW,
    ]


def test_that_does_not_lower_what_an_editor_called_high(client):
    page, editor = article(risk_tier=None), appointed_editor()
    says(client, editor, page, "high")

    edited(page, by=editor, standfirst="Words of the editor's own.")

    assert needed(fresh(page)) == 2
    assert "said so and has written" not in says(client, editor, page, "standard").content.decode()
