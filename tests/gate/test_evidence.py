"""Evidence counts once: a text that was left behind comes back by “put back” alone, and readers are told why."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from articles.pages import ArticlePage
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.published.status_changes import StatusChange
from articles.record.signed.sign_offs import SignOff
from editorial.review.publishing.publishing import NotReadyError, publish
from editorial.review.publishing.status import decide, propose, put_back
from editorial.review.signing.signing import waiting_for
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited, fresh, submitted
from tests.factories.editions import emergency_edition, path_of
from tests.factories.pages import published_article
from tests.factories.signing import published, signed

pytestmark = pytest.mark.django_db

UPDATE = {"change_class": "update", "change_note": "New evidence."}
CORRECTION = {"change_class": "correction", "change_note": "The dose was wrong."}


def revert(page, edition):
    """The writer takes up the draft of an earlier edition, as Wagtail's “revert” does; the page."""
    draft = edition.draft_record.revision.as_object()
    draft.save_revision(user=page.owner)
    return fresh(page)


@pytest.fixture(scope="module")
def made(scene):
    page = published_article(standfirst="First.")
    published(edited(page, standfirst="Take 8 g.", **UPDATE))
    return published(edited(fresh(page), standfirst="Take 4 g.", **CORRECTION))


@pytest.fixture
def corrected(made):
    """An article whose second edition says something wrong, which the third corrects."""
    return fresh(made)


def shown(page):
    return Publication.objects.get(page_id=page.pk).edition


def test_a_writer_alone_cannot_bring_a_corrected_text_back(corrected):
    page = revert(corrected, corrected.editions.get(number=2))

    page = submitted(page)

    assert shown(page).standfirst == "Take 4 g."
    state = page.current_workflow_state
    assert state.status == state.STATUS_NEEDS_CHANGES
    assert "This is the text of edition 2 again." in state.current_task_state.comment


def test_whoever_publishes_a_left_text_past_the_desk_is_refused_by_postgresql(corrected):
    page = revert(corrected, corrected.editions.get(number=2))
    with pytest.raises(NotReadyError, match="This is the text of edition 2 again"):
        publish(page)

    draft, old = Draft.of(page), corrected.editions.get(number=2)
    again = Edition(
        page_id=page.pk,
        number=4,
        previous=shown(page),
        document=draft.text,
        digest=draft.digest,
        draft_record=draft.record,
        sign_off_ids=old.sign_off_ids,
        change_class="update",
        change_note="New evidence.",
    )
    with pytest.raises(DatabaseError, match="text_published_before"), transaction.atomic():
        again.save()


def test_a_signature_that_an_edition_used_counts_for_no_other(corrected):
    """Even if the same text could come again, the old signatures would be spent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM articles_signoff AS s, articles_unspent_sign_offs(s.page_id, s.digest) AS unspent"
            " WHERE s.page_id = %s",
            [corrected.pk],
        )
        assert cursor.fetchone() == (0,)
    assert SignOff.objects.filter(page_id=corrected.pk).exists()


def test_signatures_that_were_given_before_an_emergency_edition_still_count():
    call_command("emergency_editions", "--allow", "48")
    page = submitted(edited(published_article(), standfirst="Better.", **UPDATE))
    signed(page)

    emergency_edition(fresh(page))
    if waiting_for(page) is None:
        submitted(page)
    signed(page)

    assert shown(page).number == 3 and not shown(page).is_emergency


def test_an_unchanged_draft_asks_nobody_to_sign(corrected):
    page = submitted(corrected)

    state = page.current_workflow_state
    assert state.status == state.STATUS_NEEDS_CHANGES
    assert "Nothing has changed since edition 3." in state.current_task_state.comment


def test_putting_back_tells_readers_why(client):
    page = published_article(standfirst="First.")
    published(edited(page, standfirst="Second.", **UPDATE))

    put_back(
        fresh(page),
        by=UserFactory(editor=True),
        edition=page.editions.get(number=1),
        notice="The trial was withdrawn.",
        reason="Report 12",
    )

    assert shown(page).number == 1
    assert "The trial was withdrawn." in client.get(f"{path_of(page)}history/").content.decode()


def test_putting_back_without_a_word_to_readers_is_refused():
    page = published_article(standfirst="First.")
    published(edited(page, standfirst="Second.", **UPDATE))

    with pytest.raises(ValidationError, match="Say what readers are told"):
        put_back(fresh(page), by=UserFactory(editor=True), edition=page.editions.get(number=1), notice=" ", reason="No")


def test_one_editor_cannot_take_a_correction_back(corrected):
    words = {"notice": "We think otherwise now.", "reason": "No"}

    for number in (1, 2):
        with pytest.raises(PermissionDenied, match="two people decide it"):
            put_back(corrected, by=UserFactory(editor=True), edition=corrected.editions.get(number=number), **words)
    assert shown(corrected).number == 3


def test_an_edition_after_the_correction_does_not_hide_it(corrected):
    published(edited(corrected, standfirst="Take 4 g, with water.", **UPDATE))

    with pytest.raises(PermissionDenied, match="two people decide it"):
        put_back(
            fresh(corrected),
            by=UserFactory(editor=True),
            edition=corrected.editions.get(number=2),
            notice="We think otherwise now.",
            reason="No",
        )


def test_two_editors_can_and_readers_are_told(corrected, client):
    first, second = UserFactory(editor=True), UserFactory(editor=True)
    proposal = propose(
        corrected,
        by=first,
        status="published",
        edition=corrected.editions.get(number=2),
        notice="The correction was mistaken.",
        reason="The agency confirmed it",
    )
    with pytest.raises(PermissionDenied, match="somebody else has to agree"):
        decide(proposal, by=first, accept=True)

    decide(proposal, by=second, accept=True)

    assert shown(corrected).number == 2
    assert "The correction was mistaken." in client.get(f"{path_of(corrected)}history/").content.decode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"notice": "", "confirmed": True}, "put_back_without_a_word"),
        ({"notice": "We think otherwise now.", "confirmed": False}, "correction_left_by_one"),
    ],
)
def test_postgresql_refuses_a_correction_taken_back_past_the_desk(corrected, change, code):
    older = corrected.editions.get(number=2)
    editor, other = UserFactory(editor=True), UserFactory(editor=True)

    with pytest.raises(DatabaseError, match=code), transaction.atomic():
        StatusChange.objects.create(
            page_id=corrected.pk,
            edition=older,
            before="published",
            status="published",
            notice=change["notice"],
            reason="No",
            decided_by=editor,
            confirmed_by=other if change["confirmed"] else None,
        )


def test_the_articles_own_review_fields_follow_what_is_put_back():
    page = published_article(standfirst="First.")
    published(edited(page, standfirst="Second.", **UPDATE))
    first = page.editions.get(number=1)

    put_back(
        fresh(page), by=UserFactory(editor=True), edition=first, notice="The trial was withdrawn.", reason="Report"
    )

    article = ArticlePage.objects.get(pk=page.pk)
    assert article.current_edition == first
    assert article.medically_reviewed_by == first.sign_offs[-1].shown["name"]


def test_an_editor_proposes_on_the_screen_what_one_may_not_do(corrected, client):
    logged_in(client, UserFactory(editor=True))
    older = corrected.editions.get(number=2)

    client.post(
        f"/admin/review/{corrected.pk}/status/",
        {
            "put_back": "1",
            "put_back-edition": older.pk,
            "put_back-notice": "The correction was mistaken.",
            "put_back-reason": "The agency confirmed it",
        },
    )

    assert shown(corrected).number == 3
    assert corrected.status_proposals.get().edition == older
