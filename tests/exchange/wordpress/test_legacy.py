"""A site that moved in goes out at once, unreviewed and marked as such: prepared, decided by two, text by text."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from articles.audit import run as audit
from articles.pages import ArticlePage, PersonPage, TopicPage
from articles.record.published.editions import Edition
from articles.record.published.legacy import LegacyBatch, LegacyDecision
from articles.record.published.publications import Publication
from editorial.exchange.legacy import publishing
from editorial.exchange.legacy.publishing import publish_batches
from editorial.exchange.legacy.runs import LegacyRun
from editorial.feedback.figures.counting import update_rollups
from editorial.feedback.figures.rollups import Rollup
from editorial.feedback.reports.former_comments import FormerComment
from editorial.feedback.reports.report import Report
from editorial.letters.outbox.letter import Letter
from editorial.planning.review_due.guidelines import ReviewCall
from editorial.review.decisions import decisions_for_each
from tests.exchange.wordpress.exports import comment, export, item
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import edited
from tests.factories.signing import appointed_editor, published_home
from tests.roles import WEB_ROLE, acting_as

pytestmark = pytest.mark.django_db

PREPARE = "--prepare-legacy"


@pytest.fixture(autouse=True)
def site(db):
    return published_home()


@pytest.fixture
def prepared(move_in):
    """A batch of what these items became."""

    def of(*items):
        move_in(export(*items), PREPARE, code=0)
        return LegacyRun.objects.latest("pk")

    return of


def screen(run):
    return f"/admin/exchange/moved-in/{run.pk}/"


def decided_on_screen(run, editor=None, **changes):
    """The answer after an editor agreed to what the screen showed, in their browser."""
    client = logged_in(Client(), editor or appointed_editor())
    shown = client.get(screen(run)).context["form"].initial
    return client.post(screen(run), {**shown, "agreed": "on", "decide": "", **changes}, follow=True)


def out(run):
    """The batch, after two editors decided and all of it went out."""
    decided_on_screen(run)
    decided_on_screen(run)
    while publish_batches(seconds=60):
        pass
    run.refresh_from_db()
    return run


def titles_in(run):
    return {text.page.draft_title for text in run.batch.texts.select_related("page")}


def why_not(run, title):
    return " ".join(next(text["why"] for text in run.left_out if text["title"] == title))


def test_it_waits_for_the_word_of_editors_who_have_not_given_theirs(prepared):
    run = prepared(item(1))
    first, second = appointed_editor(), appointed_editor()
    UserFactory(editor=True)

    def is_asked(editor):
        is_told = any("Moved in from" in each.name for each in decisions_for_each()[editor.pk])
        assert is_told == (screen(run) in logged_in(Client(), editor).get(reverse("to_sign")).content.decode())
        return is_told

    assert is_asked(first) and is_asked(second)
    decided_on_screen(run, first)
    assert not is_asked(first) and is_asked(second)
    decided_on_screen(run, second)
    assert not is_asked(second)


def test_what_is_prepared_holds_the_texts_with_their_topics_and_people_and_nothing_is_live(prepared):
    run = prepared(item(1, terms=[("category", "sciatica", "Sciatica"), ("post_tag", "rest", "Rest")]), item(2))

    assert titles_in(run) == {"Post 1", "Post 2", "Back pain", "Sciatica", "Rest", "Ana Kirui", "Our people"}
    assert not LegacyDecision.objects.exists() and not Edition.objects.legacy().exists()
    assert not publish_batches() and not Edition.objects.legacy().exists()


def test_without_the_choice_nothing_is_prepared(move_in):
    move_in(export(item(1)))

    assert not LegacyBatch.objects.exists()


def test_two_editors_decide_and_readers_get_all_of_it_marked(prepared):
    run = out(prepared(item(1, "<p>Rest helps.</p>"), item(2, post_type="page")))

    page = ArticlePage.objects.get(title="Post 1")
    html = Client().get(Publication.objects.get(page=page).path).content.decode()
    assert "Rest helps." in html and "Moved from our previous site, not yet reviewed" in html
    assert run.ended_at and run.refused == {}
    assert {edition.page_id for edition in Edition.objects.legacy()} == {text.page_id for text in run.batch.texts.all()}
    assert audit().findings == []


def test_the_role_of_the_site_has_the_rights_for_all_of_it(move_in):
    editors = [appointed_editor(), appointed_editor()]

    with acting_as(WEB_ROLE):
        move_in(export(item(1)), PREPARE)
        run = LegacyRun.objects.get()
        for editor in editors:
            decided_on_screen(run, editor)
        publish_batches()

    assert Edition.objects.legacy().count() == run.batch.texts.count()


def test_former_addresses_lead_to_it_at_once(prepared):
    out(prepared(item(1, slug="rest")))

    assert Client().get("/rest/").url == Publication.objects.get(page__slug="rest").path


def test_what_was_a_page_there_stands_in_no_frame_until_somebody_has_reviewed_it(prepared):
    out(prepared(item(1), item(2, post_type="page", slug="shop")))
    shop = Publication.objects.get(page__slug="shop").path

    assert Client().get(shop).status_code == 200
    assert f'href="{shop}"' not in Client().get("/").content.decode()


def test_the_first_word_asks_the_other_editors_and_the_second_person_is_another_one(prepared):
    run, first, second = prepared(item(1)), appointed_editor(), appointed_editor()
    Letter.objects.all().delete()

    told = [str(message) for message in get_messages(decided_on_screen(run, first).wsgi_request)]

    assert told == ["You decided. Another editor has to decide as well."]
    assert second.pk in {letter.recipient_id for letter in Letter.objects.all()}
    assert first.pk not in {letter.recipient_id for letter in Letter.objects.all()}
    html = logged_in(Client(), first).get(screen(run)).content.decode()
    assert "Another editor has to decide as well." in html and 'name="decide"' not in html
    assert not Edition.objects.legacy().exists()


def test_nobody_decides_without_agreeing_to_the_whole_sentence_or_about_something_else(prepared):
    run = prepared(item(1))

    refused = decided_on_screen(run, agreed="")
    moved = decided_on_screen(run, root="0" * 64)

    assert "agree to the whole sentence" in refused.content.decode()
    assert "What is missing or wrong is marked below." in refused.content.decode()
    assert "is not what you were shown" in moved.content.decode()
    assert not LegacyDecision.objects.exists()


def test_an_editor_without_a_credential_looks_and_a_writer_does_not(prepared):
    run = prepared(item(1))
    editor = logged_in(Client(), UserFactory(editor=True)).get(screen(run)).content.decode()

    assert "Only an editor with an editorial credential" in editor and 'name="decide"' not in editor
    assert logged_in(Client(), UserFactory(writer=True)).get(screen(run)).status_code == 302


@pytest.mark.parametrize(
    ("content", "fields", "why"),
    [
        ("<p>Rest.</p>", {"status": "draft"}, "It was a draft there."),
        ("<p>Rest.</p>", {"status": "private"}, "It was private there"),
        ("<p>Rest.</p>", {"status": "future"}, "scheduled there"),
        ("<p>Rest.</p>", {"status": ""}, "It was not public there"),
        ("<p>Rest.</p>", {"status": "wc-pending"}, "as far as its status says: “wc-pending”"),
        ("<p>Rest.</p>", {"password": "secret"}, "It had a password there"),
        ("<p>Rest.</p>", {"excerpt": f"{'Rest helps. ' * 40}Not always."}, "The excerpt is too long"),
        ("<p>Rest.</p>", {"meta": {"rank_math_title": f"{'Rest ' * 60}."}}, "The title for search engines is too long"),
        ("<p>Rest.</p>[pain_scale id=4]", {}, "Shortcodes of plugins stand in the text"),
        ('<p>Rest.</p><img src="https://old.example/gone.png">', {}, "Picture https://old.example/gone.png"),
        ("<p>This article was reviewed in full by somebody.</p>" * 30, {}, "Its text says that it was reviewed"),
        ("<p>Rest.</p><p>" + "It is medically reviewed and sound. " * 20 + "</p>", {}, "says that it was reviewed"),
        ("<p>Take 400 mg of ibuprofen.</p>", {"post_type": "page"}, "gives no dose"),
    ],
)
def test_what_needs_a_hand_stays_out_and_the_screen_says_why(prepared, content, fields, why):
    run = prepared(item(1), item(2, content, **fields))

    assert why in why_not(run, "Post 2")
    assert "Post 1" in titles_in(run) and "Post 2" not in titles_in(run)
    assert why.split("“")[0] in logged_in(Client(), UserFactory(editor=True)).get(screen(run)).content.decode()


def test_only_what_was_published_there_may_go_out_whatever_plugins_call_the_rest(prepared):
    of_plugins = ["pitch", "in-progress", "expired", "archive", "dp-rewrite-republish", "Publish", "request-pending"]

    run = prepared(item(1), *(item(number, status=status) for number, status in enumerate(of_plugins, start=2)))

    assert {title for title in titles_in(run) if title.startswith("Post")} == {"Post 1"}
    assert {text["title"] for text in run.left_out} >= {f"Post {number}" for number in range(2, len(of_plugins) + 2)}


def test_what_somebody_worked_on_here_stays_out(move_in):
    text = export(item(1), item(2))
    move_in(text)
    edited(ArticlePage.objects.get(title="Post 2"), standfirst="Ours.", by=UserFactory(writer=True))

    move_in(text, PREPARE)

    run = LegacyRun.objects.get()
    assert "Somebody has worked on it here" in why_not(run, "Post 2") and "Post 1" in titles_in(run)


def test_what_lies_below_something_that_stays_out_stays_out(prepared):
    run = prepared(
        item(1, post_type="page", title="Above", password="secret"),
        item(2, post_type="page", title="Below", parent=1),
        item(3),
    )

    assert "It lies below “Above”, which readers do not get." in why_not(run, "Below")


def test_the_same_import_again_prepares_nothing_new_and_another_takes_its_place(move_in):
    move_in(export(item(1)), PREPARE)
    move_in(export(item(1)), PREPARE)
    first = LegacyRun.objects.get()

    move_in(export(item(1), item(2)), PREPARE)

    second = LegacyRun.objects.latest("pk")
    assert LegacyRun.objects.count() == 2 and titles_in(second) > titles_in(first)
    first.refresh_from_db()
    assert first.turned_down_at and "took its place" in decided_late(first)


def decided_late(run):
    return logged_in(Client(), appointed_editor()).get(screen(run)).content.decode()


def test_a_batch_that_was_turned_down_is_not_decided_about(prepared):
    run = prepared(item(1))
    client = logged_in(Client(), appointed_editor())
    shown = client.get(screen(run)).context["form"].initial
    client.post(screen(run), {"turn_down": ""})

    answer = client.post(screen(run), {**shown, "agreed": "on", "decide": ""}, follow=True)

    assert "was turned down" in answer.content.decode() and not LegacyDecision.objects.exists()


def test_what_was_killed_goes_on_and_doubles_nothing(prepared, monkeypatch):
    run = prepared(*(item(number) for number in range(1, 6)))
    decided_on_screen(run)
    decided_on_screen(run)
    real, done = publishing.publish_imported, []

    def killed_at_the_fourth(text):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(real(text))

    monkeypatch.setattr(publishing, "publish_imported", killed_at_the_fourth)
    with pytest.raises(KeyboardInterrupt):
        publish_batches()
    monkeypatch.undo()
    assert Edition.objects.legacy().count() == 3

    assert not publish_batches()

    run.refresh_from_db()
    assert Edition.objects.legacy().count() == run.batch.texts.count() and run.ended_at
    assert not publish_batches() and ReviewCall.objects.count() == run.batch.texts.count()


def test_a_run_goes_on_for_its_time_only(prepared):
    run = prepared(item(1))
    decided_on_screen(run)
    decided_on_screen(run)

    assert publish_batches(seconds=-1)
    assert not Edition.objects.legacy().exists()
    assert not publish_batches()


def test_one_texts_trouble_stops_no_other_and_it_can_be_tried_again(prepared):
    run = prepared(item(1), item(2))
    page = ArticlePage.objects.get(title="Post 1")
    edited(page, standfirst="Somebody was quicker.", by=UserFactory(writer=True))

    out(run)

    assert "not the text any more that came in" in run.refused[str(page.pk)]
    assert Edition.objects.legacy().filter(title="Post 2").exists()
    client = logged_in(Client(), UserFactory(editor=True))
    assert "These did not go out" in client.get(screen(run)).content.decode()
    client.post(screen(run), {"try_again": ""})
    run.refresh_from_db()
    assert run.refused == {} and not run.ended_at
    LegacyRun.objects.update(refused={page.pk: "A worker was at it."})
    told = client.post(screen(run), {"try_again": ""}, follow=True).content.decode()  # pressed on a screen of before
    run.refresh_from_db()
    assert "They are being tried already." in told and run.refused


def test_topics_and_people_that_nobody_here_reviewed_are_marked_as_well(prepared):
    out(prepared(item(1)))

    for page in (
        TopicPage.objects.get(title="Back pain", owner__is_active=False),
        PersonPage.objects.get(title="Ana Kirui"),
    ):
        assert Publication.objects.get(page=page).edition.is_legacy


def test_a_newer_export_leaves_alone_what_readers_get(move_in):
    move_in(export(item(1)), PREPARE)
    out(LegacyRun.objects.get())

    rows = move_in(export(item(1, "<p>Other words.</p>")), PREPARE, code=3)

    assert rows["1"]["outcome"] == "changed on both sides, and left as it is here"
    assert LegacyRun.objects.count() == 1


def test_its_comments_become_closed_reports_of_its_first_edition_which_nobody_has_to_act_on(move_in):
    post = item(1, raw=comment(5, "Rest helped me, says Jo at jo@example.org."))
    move_in(export(post), PREPARE, "--comments")
    out(LegacyRun.objects.latest("pk"))

    (report,) = Report.objects.filter(origin="former")
    assert (report.state, report.urgency, report.edition.number) == ("closed", 0, 1)
    assert report.received_at.isoformat().startswith("2021-03-04T05:06:07")
    assert report.comment.startswith("Rest helped me") and "jo@example.org" not in report.comment
    update_rollups()
    assert not Rollup.objects.filter(page=report.page_id).exists()

    newer = item(1, raw=comment(5, "Rest helped me, says Jo at jo@example.org.") + comment(6, "Me too."))
    rows = move_in(export(newer), "--comments")
    assert rows["1"]["comments"] == "1 became a closed report; 1 was here before"
    assert set(Report.objects.filter(origin="former").values_list("page", flat=True)) == {report.page_id}
    assert set(FormerComment.objects.values_list("text", flat=True)) == {""}
