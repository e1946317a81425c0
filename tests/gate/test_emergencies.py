"""Publishing before the medical review: off by default, by two independent editors, and over by itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.emergencies import EmergencyOverride, EmergencyRule
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from articles.record.signed.sign_offs import SignOffKind
from editorial.letters.outbox.choices import LetterChoice
from editorial.letters.outbox.kinds import Kind, When
from editorial.letters.outbox.letter import Letter
from editorial.review.publishing.emergency import confirm_emergency, end_emergencies
from editorial.review.publishing.publishing import NotReadyError, publish_due
from editorial.review.signing.discussion.remarking import remark
from editorial.review.signing.signing import MayNotSignError, waiting_for
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, image, shown_digest, submitted
from tests.factories.editions import emergency_called, emergency_edition, emergency_signature, let_the_hours_pass
from tests.factories.pages import article, published_article
from tests.factories.signing import (
    appointed_editor,
    credentialed,
    published_through_the_workflow,
    signed,
    signed_by_all,
)
from tests.plans import added_to
from tests.upkeep.damage import damage

pytestmark = pytest.mark.django_db


@pytest.fixture
def allowed():
    """A site whose owner allows emergency editions."""
    call_command("emergency_editions", "--allow", "48")


def test_no_site_allows_emergencies_until_its_owner_says_so():
    with pytest.raises(PermissionDenied, match="not even in an emergency"):
        emergency_called(article())


def test_no_picture_is_worked_on_while_the_record_is_locked_for_the_second_editor(allowed):
    page, editor = article(hero_image=image("red"), hero_alt="A cold pack"), appointed_editor()
    emergency_called(page)

    with CaptureQueriesContext(connection) as asked:
        confirm_emergency(fresh(page), by=editor, signature=emergency_signature(page))

    picture, sign_off, edition = "articles_editionimage", "articles_signoff", "articles_edition"
    assert added_to(asked, picture, sign_off, edition) == [picture, sign_off, edition]


def test_an_open_remark_that_blocks_holds_up_an_emergency_until_an_editor_settles_it(allowed):
    page, editor = article(), appointed_editor()
    held = remark(Draft.of(page), by=editor, quote="It may help a little.", comment="Harmful.", is_blocking=True)

    with pytest.raises(MayNotSignError, match="Nobody can sign this text before"):
        emergency_called(page)

    held.settle(editor)
    emergency_called(page)
    held.settled_by = held.settled_at = None
    held.save()
    with pytest.raises(MayNotSignError, match="Nobody can sign this text before"):
        confirm_emergency(page, by=appointed_editor(), signature=emergency_signature(page))


def test_the_web_process_cannot_allow_them(as_web_role):
    with pytest.raises(DatabaseError, match="permission denied"), as_web_role(), transaction.atomic():
        EmergencyRule.objects.create(most_hours=48)


def test_two_editors_publish_before_the_medical_review(allowed):
    page = article()

    emergency_called(page)
    assert not Edition.objects.of_page(page).exists()
    edition = confirm_emergency(fresh(page), by=appointed_editor(), signature=emergency_signature(page))

    assert [sign_off.kind for sign_off in edition.sign_offs] == [SignOffKind.EMERGENCY] * 2
    assert edition.is_emergency
    assert edition.ends_at - edition.created_at == timedelta(hours=24)
    assert Publication.objects.readable().filter(page_id=page.pk).exists()


def test_the_other_editors_are_told_at_once_and_see_it_among_what_they_decide(allowed, client):
    caller, other = appointed_editor(), appointed_editor()
    LetterChoice.objects.create(user=other, kind=Kind.DECISIONS, when=When.NEVER)
    page = article()

    emergency_called(page, by=caller)

    letters = Letter.objects.filter(subject__startswith="Please decide now: an emergency")
    written = dict(letters.values_list("recipient", "state"))
    assert written[other.pk] == "waiting"
    assert caller.pk not in written
    logged_in(client, other)
    assert reverse("review:emergency", args=[page.pk]) in client.get(reverse("to_sign")).content.decode()
    confirm_emergency(fresh(page), by=other, signature=emergency_signature(page))
    assert reverse("review:emergency", args=[page.pk]) not in client.get(reverse("to_sign")).content.decode()


def test_one_editor_is_not_enough(allowed):
    page, editor = article(), appointed_editor()
    emergency_called(page, by=editor)

    with pytest.raises(MayNotSignError, match="signed this text already"):
        confirm_emergency(fresh(page), by=editor, signature=emergency_signature(page))


def test_who_wrote_the_text_calls_no_emergency_for_it(allowed):
    writer = credentialed(SignOffKind.EDITORIAL, user=UserFactory(writer=True, editor=True))

    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        emergency_called(article(by=writer), by=writer)


def test_an_editor_without_a_credential_calls_no_emergency(allowed):
    with pytest.raises(PermissionDenied, match="Only an editor with a verified credential"):
        emergency_called(article(), by=UserFactory(editor=True, is_superuser=True))


def test_the_hours_are_limited(allowed):
    with pytest.raises(PermissionDenied, match="between 1 and 48 hours"):
        emergency_called(article(), hours=49)


def test_a_text_that_changed_after_the_first_signature_needs_a_new_call(allowed):
    page = article()
    emergency_called(page)

    page = edited(fresh(page), standfirst="Other words.")

    with pytest.raises(PermissionDenied, match="Nobody has called an emergency for this text"):
        confirm_emergency(page, by=appointed_editor(), signature=emergency_signature(page))


def test_readers_lose_it_when_the_hours_are_over_even_if_no_worker_runs(allowed, client):
    edition = emergency_edition(article())
    path = Publication.objects.get(edition=edition).path
    assert client.get(path).status_code == 200

    let_the_hours_pass(edition)

    assert client.get(path).status_code == 410
    assert not Publication.objects.readable().filter(edition=edition).exists()


def test_the_worker_withdraws_it_and_the_record_says_so(allowed, as_web_role):
    edition = emergency_edition(article())
    let_the_hours_pass(edition)

    with as_web_role():  # a worker's
        end_emergencies()
        end_emergencies()

    assert Publication.objects.get(edition=edition).status == PublicationStatus.WITHDRAWN
    assert StatusChange.objects.get(page_id=edition.page_id).reason == "The hours of the emergency are over."


def test_it_stays_when_the_same_text_is_signed_meanwhile(allowed):
    page = article()
    emergency_edition(page)

    published_through_the_workflow(fresh(page))

    publication = Publication.objects.get(page_id=page.pk)
    assert publication.edition.number == 2
    assert not publication.edition.is_emergency
    assert publication.readable_until is None


def test_what_is_signed_meanwhile_for_a_later_time_is_published_then(allowed):
    page = article()
    emergency_edition(page)
    signed_by_all(edited(fresh(page), publish_after=timezone.now() + timedelta(hours=1)))
    assert publish_due() == []

    edited(fresh(page), publish_after=None)
    [edition] = publish_due()

    assert (edition.number, edition.is_emergency) == (2, False)
    assert publish_due() == []


def test_machines_are_told_why_an_ended_one_is_gone(allowed, client):
    page = article()
    ended = emergency_edition(page)
    published_through_the_workflow(edited(fresh(page), standfirst="Reviewed words."))
    let_the_hours_pass(ended)

    answer = client.get(f"/api/v1/pages/{page.pk}/editions/1/")

    assert answer.status_code == 410
    assert "was published in an emergency, before its medical review" in str(answer.json())


def test_it_comes_back_by_itself_when_it_is_signed_too_late(allowed):
    page = article()
    let_the_hours_pass(emergency_edition(page))
    end_emergencies()

    published_through_the_workflow(fresh(page))

    assert Publication.objects.get(page_id=page.pk).status == PublicationStatus.PUBLISHED


def test_who_wrote_an_emergency_edition_is_still_not_its_reviewer(allowed):
    writer = credentialed(SignOffKind.FACT_CHECK, user=UserFactory(writer=True))
    page = article(by=writer)
    emergency_edition(page)

    with pytest.raises(MayNotSignError, match="You changed this text yourself"):
        signed(submitted(fresh(page)), by=writer)


def test_an_emergency_is_used_once(allowed):
    page = published_article()
    page = edited(page, standfirst="Recall.", change_class="correction", change_note="A recall.")
    edition = emergency_edition(page)

    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.create(
            page_id=page.pk,
            number=edition.number + 1,
            previous=edition,
            document=edition.document,
            digest=edition.digest,
            draft_record=edition.draft_record,
            sign_off_ids=edition.sign_off_ids,
            change_class=edition.change_class,
            change_note=edition.change_note,
            override=edition.override,
        )


def test_a_review_goes_on_while_the_emergency_edition_is_out(allowed):
    page = submitted(article())
    emergency_edition(page)

    assert waiting_for(fresh(page)) == SignOffKind.FACT_CHECK


def test_the_owner_forbids_them_again(allowed):
    page = article()
    emergency_called(page)

    call_command("emergency_editions", "--forbid")

    with pytest.raises(NotReadyError, match="emergencies are not allowed"):
        confirm_emergency(fresh(page), by=appointed_editor(), signature=emergency_signature(page))


# --- renewals ---


def renewed(page, by=None, hours=24):
    """The page's next emergency edition, of other words."""
    change = {"change_class": "new", "change_note": ""}
    page = edited(fresh(page), standfirst=f"Renewed {Edition.objects.count()}.", **change)
    emergency_called(page, by=by, hours=hours)
    return confirm_emergency(fresh(page), by=appointed_editor(), signature=emergency_signature(page))


def test_whoever_called_the_last_emergency_does_not_call_the_next(allowed):
    page, editor = article(), appointed_editor()
    emergency_called(page, by=editor)
    confirm_emergency(fresh(page), by=appointed_editor(), signature=emergency_signature(page))

    with pytest.raises(PermissionDenied, match="another editor calls this one"):
        renewed(page, by=editor, hours=1)
    assert renewed(page, hours=1).number == 2


def test_emergencies_of_one_page_last_no_longer_together_than_one_may(allowed):
    page = article()
    first = emergency_edition(page)
    damage("UPDATE articles_edition SET created_at = created_at - interval '20 hours' WHERE id = %s", first.pk)

    with pytest.raises(PermissionDenied, match="for 27 more hours, and no longer"):
        renewed(page, hours=28)
    assert renewed(page, hours=27).number == 2


def test_one_called_for_all_that_is_left_is_confirmed_later_and_ends_when_that_is_over(allowed):
    page = article()
    first = emergency_edition(page)
    damage("UPDATE articles_edition SET created_at = created_at - interval '20 hours' WHERE id = %s", first.pk)
    page = edited(fresh(page), standfirst="Renewed.", change_class="new", change_note="")
    emergency_called(page, hours=27)
    damage("UPDATE articles_edition SET created_at = created_at - interval '90 minutes' WHERE id = %s", first.pk)

    renewed_edition = confirm_emergency(fresh(page), by=appointed_editor(), signature=emergency_signature(page))

    lasts = renewed_edition.ends_at - renewed_edition.created_at
    assert timedelta(hours=26) < lasts <= timedelta(hours=26, minutes=30)


def test_a_page_that_had_all_the_hours_has_to_be_reviewed(allowed):
    page = article()
    first = emergency_edition(page)
    damage(
        "UPDATE articles_edition SET created_at = created_at - interval '50 hours',"
        " ends_at = ends_at - interval '10 hours' WHERE id = %s",
        first.pk,
    )

    with pytest.raises(PermissionDenied, match="It has to be reviewed now"):
        renewed(page, hours=1)


def test_emergencies_that_were_called_side_by_side_share_the_hours(allowed):
    page = article()
    emergency_called(page, hours=40)
    EmergencyOverride.objects.create(
        page_id=page.pk, digest=shown_digest(page), reason="More", hours=40, asked_by=appointed_editor()
    )
    first = confirm_emergency(fresh(page), by=appointed_editor(), signature=emergency_signature(page))
    damage("UPDATE articles_edition SET created_at = created_at - interval '50 hours' WHERE id = %s", first.pk)
    forged = {"number": 2, "previous": first, "override": EmergencyOverride.objects.order_by("pk").first()}

    with pytest.raises(DatabaseError, match="emergency_used_up"), transaction.atomic():
        copy_of(first, **forged)


def test_editors_sign_once_for_one_emergency(allowed):
    page = article()
    first = emergency_edition(page)
    again = EmergencyOverride.objects.create(
        page_id=page.pk, digest=first.digest, reason="More", hours=2, asked_by=appointed_editor()
    )

    with pytest.raises(DatabaseError, match="sign_offs_spent"), transaction.atomic():
        copy_of(first, number=2, previous=first, override=again)


def test_a_medical_review_in_between_gives_the_hours_back(allowed):
    page = article()
    emergency_edition(page)
    published_through_the_workflow(fresh(page))
    page = edited(fresh(page), standfirst="Recall.", change_class="correction", change_note="A recall.")

    emergency_called(page, hours=48)

    assert EmergencyOverride.objects.latest("pk").hours == 48


def copy_of(edition, **changes):
    """An edition like another one, past the desk."""
    names = ("page_id", "document", "digest", "draft_record", "sign_off_ids", "change_class", "change_note")
    return Edition.objects.create(**{name: getattr(edition, name) for name in names} | changes)
