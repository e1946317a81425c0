"""An edition comes into being when every required, independent, qualified person has signed exactly that text."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.pages import ArticlePage, TopicPage
from articles.record.document import canonical_text, digest
from articles.record.published.drafts import Draft
from articles.record.published.editions import ChangeClass, Edition
from articles.record.published.publications import Publication
from articles.record.signed.sign_offs import SignOff, SignOffKind
from editorial.review.publishing.publishing import NotReadyError, create_edition, publish, publish_due
from editorial.review.signing.signing import waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.authority import looked_up
from tests.factories.drafts import add_page, edited, fresh, home, image, submitted
from tests.factories.pages import article, policy, published_article
from tests.factories.signing import credentialed, published, signed

pytestmark = pytest.mark.django_db


def test_an_article_is_published_by_its_last_signature():
    page = submitted(article())

    signed(page)
    assert not Edition.objects.of_page(page).exists()
    signed(page)

    edition = Edition.objects.get(page=page)
    assert edition.number == 1
    assert [sign_off.kind for sign_off in edition.sign_offs] == [SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW]
    assert edition.digest == digest(edition.document)
    assert Publication.objects.get(page=page).edition == edition


def test_an_article_of_high_risk_needs_two_medical_reviews():
    page = submitted(article(risk_tier=ArticlePage.RiskTier.HIGH))
    signed(page)

    signed(page)
    assert waiting_for(fresh(page)) == SignOffKind.MEDICAL_REVIEW
    assert not page.editions.exists()
    signed(page)

    assert len(page.editions.get().sign_offs) == 3


def test_a_policy_needs_only_an_editorial_approval():
    page = policy()

    assert [sign_off.kind for sign_off in page.editions.get().sign_offs] == [SignOffKind.EDITORIAL]


def test_a_second_edition_follows_the_first_and_the_first_stays():
    page = published_article(standfirst="Once a day.")

    draft = edited(page, standfirst="Twice a week.", change_class="correction", change_note="The frequency was wrong.")
    published(draft)

    first, second = Edition.objects.of_page(page).order_by("number")
    assert (first.standfirst, second.standfirst) == ("Once a day.", "Twice a week.")
    assert second.previous == first
    assert second.change_class == ChangeClass.CORRECTION
    assert Publication.objects.get(page=page).edition == second


def test_a_text_that_lacks_a_signature_is_not_published():
    page = submitted(article())
    signed(page)

    with pytest.raises(NotReadyError, match="The sign-off is missing or no longer valid: medical review"):
        publish(page)


def test_the_same_text_is_not_published_twice():
    page = published_article()

    with pytest.raises(NotReadyError, match="Nothing has changed since edition 1"):
        publish(page)


def test_a_text_that_changed_after_it_was_signed_is_not_published():
    page = article(publish_after=timezone.now() + timedelta(days=1))
    submitted(page)
    signed(page)
    signed(page)

    edited(fresh(page), standfirst="Changed behind everybody's back.", publish_after=None)

    with pytest.raises(NotReadyError, match="The sign-off is missing"):
        publish(page)


def test_a_picture_whose_bytes_changed_after_signing_is_not_published():
    picture = image()
    page = article(hero_image=picture, hero_alt="A table", publish_after=timezone.now() + timedelta(days=1))
    submitted(page)
    signed(page)
    signed(page)

    with picture.file.storage.open(picture.file.name, "wb") as file:
        file.write(b"other bytes")

    with pytest.raises(NotReadyError, match="A picture of this page is missing, or its file was changed"):
        publish(page)


def test_a_signed_text_is_published_when_its_time_comes_and_not_before():
    page = article(publish_after=timezone.now() + timedelta(hours=1))
    submitted(page)
    signed(page)
    signed(page)
    assert publish_due() == []

    edited(fresh(page), publish_after=timezone.now() - timedelta(minutes=1))
    (edition,) = publish_due()

    assert edition.page_id == page.pk


def test_one_page_that_cannot_be_published_does_not_hold_up_the_others():
    held = article(publish_after=timezone.now() + timedelta(hours=1))
    ready = article(publish_after=timezone.now() + timedelta(hours=1))
    for page in (held, ready):
        submitted(page)
        signed(page)
        signed(page)

    edited(fresh(ready), publish_after=None)

    assert [edition.page_id for edition in publish_due()] == [ready.pk]


def expire_the_credential_of(page, kind):
    """The credential by which somebody signed this page ends; the sign-off."""
    sign_off = SignOff.objects.get(page=page, kind=kind)
    looked_up(sign_off.credential, days=-1)
    return sign_off


def test_a_signer_whose_credential_expired_holds_up_no_page_but_the_one_they_signed():
    held, ready = (article(publish_after=timezone.now() + timedelta(hours=1)) for _ in range(2))
    for page in (held, ready):
        submitted(page)
        signed(page, by=credentialed(SignOffKind.FACT_CHECK, user=UserFactory(reviewer=True)))
        signed(page)
    expire_the_credential_of(held, SignOffKind.FACT_CHECK)
    for page in (held, ready):
        edited(fresh(page), publish_after=None)

    assert [edition.page_id for edition in publish_due()] == [ready.pk]


def test_a_last_signature_is_kept_when_an_earlier_one_is_no_longer_valid():
    page = submitted(article())
    signed(page)
    expire_the_credential_of(page, SignOffKind.FACT_CHECK)

    signed(page)

    assert SignOff.objects.filter(page=page, kind=SignOffKind.MEDICAL_REVIEW).exists()
    with pytest.raises(NotReadyError, match="The sign-off is missing or no longer valid: fact check"):
        publish(page)


def test_a_signature_that_is_no_longer_valid_is_given_anew_by_somebody_else():
    page = submitted(article())
    signed(page)
    lost = expire_the_credential_of(page, SignOffKind.FACT_CHECK)
    signed(page)

    page = submitted(fresh(page))
    assert waiting_for(page) == SignOffKind.FACT_CHECK
    signed(page)

    counted = page.editions.get().sign_offs
    assert {sign_off.kind for sign_off in counted} == {SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW}
    assert lost not in counted


def test_what_the_database_alone_refuses_is_a_sentence_and_takes_no_signature_away():
    page = submitted(article())
    signed(page)

    with pytest.raises(NotReadyError, match="Required sign-offs are missing or no longer valid: medical review"):
        create_edition(Draft.locked(page), by=page.owner)

    assert SignOff.objects.filter(page=page).count() == 1


def test_an_article_is_not_published_before_the_topic_it_lies_in():
    page = submitted(article(parent=add_page(home(), TopicPage(title="Not yet", slug="not-yet"))))
    signed(page)
    signed(page)

    assert not page.editions.exists()
    with pytest.raises(NotReadyError, match="Publish “Not yet” first"):
        publish(page)


def test_the_public_note_is_part_of_what_is_signed():
    page = published_article()
    draft = edited(page, standfirst="Better.", change_class="update", change_note="New evidence.")
    first = draft.get_latest_revision_as_object()
    other = edited(draft, change_note="Another note.").get_latest_revision_as_object()

    assert canonical_text(first) != canonical_text(other)


def test_a_correction_without_a_public_note_goes_straight_back_to_its_writer():
    page = published_article()

    draft = submitted(edited(page, standfirst="Better.", change_class="correction", change_note=""))

    assert waiting_for(draft) is None
    assert "Write the public note" in draft.current_workflow_state.current_task_state.comment


def test_resubmitting_an_unchanged_text_keeps_the_signatures_it_has():
    page = submitted(article())
    signed(page)
    fresh(page).current_workflow_state.cancel()

    page = submitted(page)

    assert waiting_for(page) == SignOffKind.MEDICAL_REVIEW
    assert SignOff.objects.filter(page=page).count() == 1


def test_all_who_reviewed_an_article_are_noted_on_it():
    page = published_article(risk_tier="high")

    assert page.medically_reviewed_by == "Dr Robin Reviewer, Dr Robin Reviewer"


def test_publishing_notes_on_the_article_who_signed_and_when():
    page = published_article(review_interval_months=12)

    assert page.written_by == page.bylines.get().person.title
    assert page.fact_checked_by == page.medically_reviewed_by == "Dr Robin Reviewer"
    assert page.medically_reviewed_on == timezone.localdate()
    assert page.next_review_due.year == timezone.localdate().year + 1
    assert page.current_edition.number == 1


def test_what_publishing_notes_is_the_days_of_the_site_wherever_its_last_signer_is():
    with timezone.override("Pacific/Kiritimati"):  # where it is tomorrow for most of the day
        page = published_article()

    assert page.medically_reviewed_on == page.last_modified_on == timezone.localdate()


def test_a_credential_that_expires_between_the_last_signature_and_the_edition_publishes_nothing():
    page = submitted(article())
    signed(page)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION expire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
            " UPDATE articles_credential SET expires_on = current_date - 1 WHERE id = NEW.credential_id;"
            " RETURN NULL; END';"
            "CREATE TRIGGER expire AFTER INSERT ON articles_signoff FOR EACH ROW EXECUTE FUNCTION expire()"
        )

    signed(page)

    assert SignOff.objects.filter(page=page).count() == 2 and not page.editions.exists()
    assert waiting_for(fresh(page)) == SignOffKind.MEDICAL_REVIEW
