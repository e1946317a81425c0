"""Doors through the text while people are signing it: edits, autosaves, older drafts, resubmission, forged editions."""

from datetime import timedelta

from django.db import DatabaseError
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Revision

from articles.record.published.editions import Edition
from articles.record.signed.sign_offs import SignOff
from editorial.review.publishing.publishing import publish_due
from editorial.review.signing.signing import ContentChangedError, MayNotSignError, ask_for_changes, waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.drafts import fresh, submitted
from tests.factories.signing import able_to_sign, credentialed, signed
from tests.gate.doors.registry import door
from tests.gate.doors.reviewing import in_second_step, signatures_on
from tests.gate.doors.site import MARKER, PLANTED, article_form
from tests.gate.doors.workshop import (
    live_row_holds,
    newest_draft_holds,
    only_the_draft_holds,
    refused,
    wagtail_serves,
)


@door("publishing from code while people are signing")
def publish_in_review(site):
    page = site.in_review()

    page.get_latest_revision().publish()

    assert wagtail_serves(page) and waiting_for(fresh(page))


@door("publishing from code while people are signing, which ends the review")
def publish_in_review_and_cancel(site):
    page = site.in_review()

    with override_settings(WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH=True):
        page.get_latest_revision().publish(user=site.boss, skip_permission_checks=True)

    assert wagtail_serves(page) and waiting_for(fresh(page)) is None


@door("an edit between two signatures")
def edit_between_signatures(site):
    page = in_second_step(site, standfirst="Harmless")

    page = site.draft(page)
    with refused((MayNotSignError, ContentChangedError)):
        signed(page, shown_digest=SignOff.objects.latest("pk").digest)
    signed(page)

    assert signatures_on(page) == 2 and only_the_draft_holds(page), "each signed another text"


@door("an edit between two signatures, where Wagtail asks for no second approval")
def edit_without_reapproval(site):
    with override_settings(WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT=False):
        edit_between_signatures(site)


@door("an autosave over the text that the first of two people signed")
def autosave_between_signatures(site):
    page = in_second_step(site, standfirst="Harmless")
    signed_revision = page.get_latest_revision()

    draft = signed_revision.as_object()
    draft.title = PLANTED
    draft.save_revision(user=site.boss, overwrite_revision=signed_revision)
    signed(page)

    assert MARKER in Revision.objects.get(pk=signed_revision.pk).content["title"]
    assert signatures_on(page) == 2 and only_the_draft_holds(page)


@door("an autosave from the edit screen over a text that is being signed")
def autosave_in_review(site):
    page = in_second_step(site, standfirst="Harmless")
    form = {**article_form(page, title=PLANTED), "overwrite_revision_id": page.latest_revision_id}

    response = site.post("wagtailadmin_pages:edit", page.pk, form=form, headers={"accept": "application/json"})
    assert not newest_draft_holds(page), response.content
    page.current_workflow_state.cancel(user=site.boss)
    site.post("wagtailadmin_pages:edit", page.pk, form=form, headers={"accept": "application/json"})

    assert only_the_draft_holds(page)


@door("an older text taken back while people are signing, by the admin's API")
def revert_in_review(site):
    older = site.draft().get_latest_revision()
    page = submitted(site.draft(title="Inversion therapy", standfirst="Harmless"), by=site.boss)
    signed(page)

    response = site.api(page, "revert_to_page_revision", revision_id=older.pk)
    signed(page)

    assert response.status_code == 200
    assert signatures_on(page) == 2 and only_the_draft_holds(page)


@door("a text that came back, was changed, and went to the second reviewer again")
def resubmission(site):
    page = in_second_step(site, standfirst="Harmless")
    ask_for_changes(page, by=able_to_sign(page, "medical_review"), comment="Not clear.")
    site.draft(page)

    page = submitted(page, by=site.boss)
    signed(page)

    assert only_the_draft_holds(page)


@door("the same, where Wagtail asks for no second approval")
def resubmission_without_reapproval(site):
    with override_settings(WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT=False):
        resubmission(site)


@door("the words in which somebody asked for changes")
def words_of_a_reviewer(site):
    page = site.in_review(standfirst="Harmless")

    ask_for_changes(page, by=able_to_sign(page, "fact_check"), comment=PLANTED)

    assert fresh(page).current_workflow_state.current_task_state.comment == PLANTED


@door("one writer who also holds every credential")
def one_person_for_everything(site):
    writer = credentialed("fact_check", introduced=False)
    page = site.in_review(by=writer, title=PLANTED)

    with refused(MayNotSignError, "You changed this text yourself"):
        signed(page, by=writer)

    assert only_the_draft_holds(page)


@door("a superuser's signature")
def superusers_signature(site):
    page = site.in_review(by=UserFactory(writer=True), title=PLANTED)

    with refused(MayNotSignError, "no verified credential"):
        signed(page, by=site.boss)

    assert only_the_draft_holds(page)


@door("both signatures there, and the text changed before its time to be published")
def changed_while_it_waits(site):
    later = timezone.now() + timedelta(days=1)
    page = site.in_review(standfirst="Harmless", publish_after=later)
    signed(page)
    signed(page)
    revision = fresh(page).get_latest_revision()
    revision.content |= {"title": PLANTED, "publish_after": None}
    revision.save()

    assert publish_due() == [] and signatures_on(page) == 2
    assert newest_draft_holds(page) and not live_row_holds(page)


@door("an edition inserted by hand, with the signatures of another text")
def edition_by_hand(site):
    page = in_second_step(site)
    newest = Edition.objects.newest_of(page)

    with refused(DatabaseError):
        copied = {f.attname: getattr(newest, f.attname) for f in Edition._meta.concrete_fields if not f.generated}
        Edition(**{**copied, "id": None, "number": newest.number + 1, "previous_id": newest.pk}).save()

    assert only_the_draft_holds(page)
