"""Pages of a bundle go out together or not at all, and are taken back as one by two editors."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from articles.pages import TopicPage
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from editorial.letters.outbox.letter import Letter
from editorial.planning.schedule.bundles import (
    Bundle,
    BundleItem,
    BundleRefusedError,
    BundleState,
    ask_to_take_back,
    call_off,
    leave_as_it_is,
    send_out,
    send_out_due,
    take_back,
)
from editorial.planning.schedule.planned import tell_of_what_is_late
from editorial.review.decisions import decisions_for_each
from editorial.review.publishing.publishing import publish_due
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.authority import now_with
from tests.factories.drafts import add_page, edited, fresh, image
from tests.factories.pages import article, published_article
from tests.factories.signing import (
    appointed_editor,
    published,
    published_home,
    signed_by_all,
    signed_outside_the_workflow,
)
from tests.letters.post import delivered
from tests.plans import added_to

pytestmark = pytest.mark.django_db

UPDATE = {"change_class": "update", "change_note": "A trial."}


@pytest.fixture(scope="module")
def made(scene):
    """(a new article, a new draft of one that readers get), both signed, in a bundle; the bundle."""
    new = article("A new one")
    changed = edited(published_article("An old one"), standfirst="Changed.", **UPDATE)
    bundle = bundled(new, changed)
    for page in (new, changed):
        signed_by_all(page)
    return bundle.pk


@pytest.fixture
def bundle(made):
    return Bundle.objects.get(pk=made)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


@pytest.fixture
def second_editor():
    return UserFactory(editor=True)


def bundled(*pages, **fields):
    bundle = Bundle.objects.create(title="The new guideline", **fields)
    for page in pages:
        BundleItem.objects.create(bundle=bundle, page_id=page.pk)
    return bundle


def pages_of(bundle):
    return [item.page for item in bundle.in_order()]


def shown(page):
    return Publication.objects.filter(page_id=page.pk).first()


def out(bundle):
    send_out(bundle)
    return Bundle.objects.get(pk=bundle.pk)


def test_what_is_in_a_bundle_does_not_go_out_by_itself(bundle):
    new, changed = pages_of(bundle)

    publish_due()

    assert shown(new) is None
    assert shown(changed).edition.number == 1


def test_when_all_are_signed_all_go_out_at_once(bundle):
    assert send_out_due() == [bundle]

    new, changed = pages_of(bundle)
    assert shown(new).edition.number == 1
    assert shown(changed).edition.number == 2
    assert Bundle.objects.get(pk=bundle.pk).state == BundleState.OUT


def test_no_picture_is_worked_on_while_the_record_is_locked_for_a_bundle():
    pages = [article(colour, hero_image=image(colour), hero_alt="A cold pack") for colour in ("Red", "Blue")]
    bundle = bundled(*pages)
    for page in pages:
        signed_outside_the_workflow(page)

    with CaptureQueriesContext(connection) as asked:
        send_out(bundle)

    picture, edition = "articles_editionimage", "articles_edition"
    assert added_to(asked, picture, edition) == [picture, picture, edition, edition]


def test_none_goes_out_before_its_time(bundle):
    Bundle.objects.update(goes_out_at=timezone.now() + timedelta(hours=1))
    assert send_out_due() == []

    Bundle.objects.update(goes_out_at=timezone.now() - timedelta(minutes=1))
    assert send_out_due() == [bundle]


def test_if_one_is_refused_none_goes_and_it_is_said_which_and_why(bundle):
    new, changed = pages_of(bundle)
    edited(fresh(changed.specific), standfirst="Changed behind everybody's back.")

    with pytest.raises(BundleRefusedError, match="An old one.*The sign-off is missing"):
        send_out(bundle)
    send_out_due()

    assert shown(new) is None
    refusals = {item.page_id: item.refusal for item in bundle.in_order()}
    assert refusals[new.pk] == ""
    assert "The sign-off is missing" in refusals[changed.pk]


def test_of_a_bundle_that_is_refused_the_editors_get_one_letter(bundle, editor):
    edited(fresh(pages_of(bundle)[1].specific), standfirst="Changed behind everybody's back.")
    Bundle.objects.update(goes_out_at=timezone.now() - timedelta(hours=1))
    delivered().clear()

    send_out_due()
    tell_of_what_is_late()

    assert [letter.to for letter in delivered()].count([editor.email]) == 1


def test_if_the_last_one_cannot_be_published_the_first_one_is_not_either(bundle):
    new, changed = pages_of(bundle)
    edited(fresh(changed.specific), publish_after=timezone.now() + timedelta(days=1))

    with pytest.raises(BundleRefusedError, match="It is to be published after"):
        send_out(bundle)

    assert shown(new) is None
    assert Bundle.objects.get(pk=bundle.pk).state == BundleState.WAITING


def test_editors_are_told_once_when_a_bundle_did_not_go_out_in_its_time(bundle, editor):
    Bundle.objects.update(goes_out_at=timezone.now() - timedelta(minutes=1))
    edited(fresh(pages_of(bundle)[1].specific), standfirst="Changed behind everybody's back.")

    send_out_due()
    texts = Email.objects.count()
    send_out_due()

    [letter] = Letter.objects.filter(recipient=editor, subject__startswith="Not gone out")
    assert Email.objects.count() == texts
    assert "An old one" in letter.email.message


def test_a_page_below_a_new_topic_goes_out_with_it():
    topic = add_page(published_home(), TopicPage(title="New topic", slug="new-topic", standfirst="About it."))
    below = article("Below it", parent=topic)
    bundle = bundled(below, topic)
    for page in (topic, below):
        signed_by_all(page)

    send_out(bundle)

    assert shown(below).path == "/new-topic/" + below.slug + "/"


def test_a_page_waits_in_one_bundle(bundle):
    other = Bundle.objects.create(title="Another")

    with pytest.raises(ValidationError, match="It waits in another bundle"):
        BundleItem(bundle=other, page=pages_of(bundle)[0]).full_clean()


def test_what_was_called_off_goes_out_page_by_page(bundle, editor):
    call_off(bundle, by=editor)

    publish_due()

    assert all(shown(page) for page in pages_of(bundle))
    assert send_out_due() == []


def test_two_editors_take_it_back_as_one(bundle, editor, second_editor):
    bundle = out(bundle)
    new, changed = pages_of(bundle)
    ask_to_take_back(bundle, by=editor, notice="We had it wrong.", reason="The trial was retracted")
    assert shown(changed).edition.number == 2

    take_back(bundle, by=second_editor)

    assert shown(new).status == PublicationStatus.WITHDRAWN
    assert shown(changed).edition.number == 1
    change = StatusChange.objects.filter(page_id=changed.pk).latest("pk")
    assert (change.decided_by, change.confirmed_by) == (editor, second_editor)


def test_one_editor_does_not(bundle, editor):
    bundle = out(bundle)
    ask_to_take_back(bundle, by=editor, notice="We had it wrong.", reason="The trial was retracted")

    with pytest.raises(PermissionDenied):
        take_back(bundle, by=editor)


def test_nobody_else_does(bundle):
    with pytest.raises(PermissionDenied):
        ask_to_take_back(out(bundle), by=UserFactory(writer=True), notice="No.", reason="No.")


def test_it_is_not_taken_back_where_a_page_changed_since(bundle, editor, second_editor):
    bundle = out(bundle)
    new, changed = pages_of(bundle)
    published(edited(fresh(changed.specific), standfirst="Better.", **UPDATE))
    ask_to_take_back(bundle, by=editor, notice="We had it wrong.", reason="The trial was retracted")

    with pytest.raises(ValidationError, match="Readers get something else of An old one since"):
        take_back(bundle, by=second_editor)

    assert shown(new).status == PublicationStatus.PUBLISHED


def test_editors_make_a_bundle_and_see_what_keeps_it(client, editor):
    page = article("Not signed")
    logged_in(client, editor)
    form = {
        "title": "Spring",
        "goes_out_at": "",
        "items-TOTAL_FORMS": "1",
        "items-INITIAL_FORMS": "0",
        "items-MIN_NUM_FORMS": "1",
        "items-MAX_NUM_FORMS": "1000",
        "items-0-page": page.pk,
        "items-0-ORDER": "1",
        "items-0-DELETE": "",
        "items-0-id": "",
    }

    answer = client.post("/admin/bundles/new/", {**form, "goes_out_at": "9999-12-31 23:59"})
    assert "Choose a time within the next ten years." in answer.content.decode()
    answer = client.post("/admin/bundles/new/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    bundle = Bundle.objects.get(title="Spring")
    send_out_due()

    shown = client.get(reverse("planning:bundle", args=[bundle.pk])).content.decode()
    assert "Not signed" in shown
    assert "The sign-off is missing" in shown
    assert "Spring" in client.get("/admin/bundles/").content.decode()


def test_a_bundle_that_is_out_is_not_changed(client, bundle, editor):
    with pytest.raises(ValidationError, match="It does not wait any more"):
        out(bundle).full_clean()


def test_they_take_it_back_on_its_screen(client, bundle, editor, second_editor):
    address = reverse("planning:bundle", args=[out(bundle).pk])
    logged_in(client, editor)
    client.post(address, {"ask_back": "", "notice": "We had it wrong.", "reason": "Retracted"})
    assert "Another editor has to agree" in client.get(address).content.decode()

    client.logout()
    logged_in(client, second_editor)
    client.post(address, {"agree": Bundle.objects.get().take_back_mark})

    assert Bundle.objects.get(pk=bundle.pk).state == BundleState.TAKEN_BACK


def test_what_somebody_asks_back_waits_for_the_other_editors(client, bundle, editor, second_editor):
    bundle = out(bundle)
    ask_to_take_back(bundle, by=editor, notice="We had it wrong.", reason="Retracted")

    decisions = decisions_for_each()

    assert any("asks to take it back" in each.asked for each in decisions[second_editor.pk])
    assert not any("asks to take it back" in each.asked for each in decisions[editor.pk])
    address = reverse("planning:bundle", args=[bundle.pk])
    assert address in logged_in(client, second_editor).get(reverse("to_sign")).content.decode()
    assert address not in logged_in(client, editor).get(reverse("to_sign")).content.decode()


def test_what_was_asked_is_not_replaced_while_somebody_reads_it(bundle, editor, second_editor):
    bundle = out(bundle)
    ask_to_take_back(bundle, by=editor, notice="We had it wrong.", reason="Retracted")

    with pytest.raises(ValidationError, match="Somebody has asked for this already"):
        ask_to_take_back(bundle, by=second_editor, notice="It was false.", reason="Another")

    take_back(bundle, by=second_editor)
    assert StatusChange.objects.filter(page_id=pages_of(bundle)[0].pk).latest("pk").notice == "We had it wrong."


@pytest.mark.parametrize("button", ["agree", "leave"])
def test_nobody_decides_about_words_that_they_never_read(client, bundle, editor, second_editor, button):
    bundle = ask_to_take_back(out(bundle), by=editor, notice="We had it wrong.", reason="Retracted")
    read = bundle.take_back_mark
    leave_as_it_is(bundle, by=editor)
    ask_to_take_back(bundle, by=editor, notice="It may have killed people.", reason="Retracted")
    logged_in(client, second_editor)

    shown = client.post(reverse("planning:bundle", args=[bundle.pk]), {button: read})

    assert "It was asked anew since, in other words." in shown.content.decode()
    bundle = Bundle.objects.get(pk=bundle.pk)
    assert bundle.state == BundleState.OUT and bundle.take_back_asked


def test_what_readers_would_be_told_is_refused_when_it_is_asked_and_not_when_another_agrees(bundle, editor):
    with pytest.raises(ValidationError, match="it gives no dose: “500 mg”"):
        ask_to_take_back(out(bundle), by=editor, notice="We gave 500 mg instead of 50 mg.", reason="Typing error")

    assert not Bundle.objects.get(pk=bundle.pk).take_back_asked


def test_another_editor_leaves_it_as_it_is_and_it_can_be_asked_anew(client, bundle, editor, second_editor):
    bundle = ask_to_take_back(out(bundle), by=editor, notice="We had it wrong.", reason="Retracted")
    address = reverse("planning:bundle", args=[bundle.pk])
    delivered().clear()

    logged_in(client, second_editor)
    client.post(address, {"leave": bundle.take_back_mark})

    assert Bundle.objects.get(pk=bundle.pk).state == BundleState.OUT
    [letter] = delivered()
    assert letter.to == [editor.email]
    assert f"{second_editor} did not agree to take it back." in letter.body
    ask_to_take_back(bundle, by=editor, notice="It was false.", reason="Retracted")
    assert second_editor.email in [to for letter in delivered() for to in letter.to]


def test_whoever_asked_for_it_asks_no_more(client, bundle, editor):
    bundle = ask_to_take_back(out(bundle), by=editor, notice="We had it wrong.", reason="Retracted")
    logged_in(client, editor)
    delivered().clear()

    client.post(reverse("planning:bundle", args=[bundle.pk]), {"leave": bundle.take_back_mark})

    assert not Bundle.objects.get(pk=bundle.pk).take_back_asked
    assert not delivered()


def test_what_somebody_asked_who_left_is_asked_anew(client, bundle, editor, second_editor):
    bundle = out(bundle)
    ask_to_take_back(bundle, by=editor, notice="We had it wrong.", reason="Retracted")
    editor.groups.clear()
    logged_in(client, second_editor)
    address = reverse("planning:bundle", args=[bundle.pk])
    assert 'name="ask_back"' in client.get(address).content.decode()

    client.post(address, {"ask_back": "", "notice": "We had it wrong.", "reason": "Retracted"})

    assert Bundle.objects.get(pk=bundle.pk).take_back_asked_by == second_editor


def test_nobody_takes_it_back_with_two_accounts(bundle):
    editor = appointed_editor()
    asked = ask_to_take_back(out(bundle), by=editor, notice="We had it wrong.", reason="Retracted")

    with pytest.raises(PermissionDenied, match="another editor has to agree"):
        take_back(asked, by=now_with(UserFactory(editor=True), editor))


def test_a_writer_does_not_see_it(client, bundle):
    logged_in(client, UserFactory(writer=True))

    assert client.get(reverse("planning:bundle", args=[bundle.pk])).status_code == 302
    assert client.get("/admin/bundles/").status_code == 302
