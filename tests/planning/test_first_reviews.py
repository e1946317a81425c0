"""What was moved in unreviewed is reviewed in time: spread over months, the risky and the much-read first."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.signed.risk import RiskTier
from editorial.letters.outbox.letter import Letter
from editorial.planning.review_due.due import pages_to_review
from editorial.planning.review_due.first_reviews import burn_down, plan_first_reviews
from editorial.planning.review_due.guidelines import ReviewCall
from editorial.planning.review_due.reminders import tell_of_due_reviews
from editorial.planning.review_due.review_rules import ReviewRule
from editorial.review.publishing.legacy import publish_imported
from editorial.review.signing.signing import waiting_for
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import body, edited, fresh, section
from tests.factories.editions import taken_away
from tests.factories.moved_in import batch_of, decided_by_two, imported
from tests.factories.pages import article
from tests.factories.signing import published_through_the_workflow
from tests.upkeep.damage import damage

pytestmark = pytest.mark.django_db

SCREEN = "/admin/reports/first-reviews/"
DOSE = body(section("Tablets", "Take 400 mg of ibuprofen.[1]"))
#: In the order in which they are to be reviewed, with what an editor said of their risk.
MOVED_IN = {
    "Risky": {"risk_tier": RiskTier.HIGH},
    "With a dose": {"risk_tier": None, "sections": DOSE},
    "Much read": {"risk_tier": None},
    "Little read": {"risk_tier": None},
    "Ordinary": {"risk_tier": RiskTier.STANDARD},
}


@pytest.fixture(scope="module")
def made(scene):
    """The ids of the pages that were moved in and went out, by their titles."""
    pages = {title: imported(article(title, **fields)) for title, fields in reversed(MOVED_IN.items())}
    for text in decided_by_two(batch_of(*pages.values())).texts.order_by("place"):
        publish_imported(text)
    return {title: page.pk for title, page in pages.items()}


@pytest.fixture
def planned(made):
    """The plans for six months, soonest first."""
    plan_first_reviews(months=6, reads={made["Much read"]: 900, made["Little read"]: 3, made["Ordinary"]: 5000})
    return list(ReviewCall.objects.order_by("due_at").select_related("page"))


def page(made, title):
    return fresh(Edition.objects.get(page=made[title], number=1).page.specific)


def titles(calls):
    return [call.page.draft_title for call in calls]


def test_the_risky_come_first_and_of_those_alike_the_much_read(planned):
    assert titles(planned) == list(MOVED_IN)


def test_they_are_spread_evenly_up_to_the_last_month(planned):
    days = [(call.due_at - timezone.now()).days for call in planned]
    steps = {after - before for before, after in zip(days, days[1:], strict=False)}

    assert days[-1] in (181, 182) and steps <= {36, 37}


def test_planning_again_changes_nothing_unless_all_is_planned_anew(planned):
    assert plan_first_reviews(months=1) == []

    call_command("plan_first_reviews", "--months=1", "--anew")

    assert ReviewCall.objects.count() == len(planned)
    assert max(call.due_at for call in ReviewCall.objects.all()) < timezone.now() + timedelta(days=31)


def test_how_often_each_was_read_can_come_from_a_file(made, tmp_path):
    path = tmp_path / "reads.csv"
    address = Publication.objects.get(page=made["Little read"]).path
    path.write_text(
        f"address,views\nhttps://former.example{address}?x=1,5000\n/elsewhere/,{'9' * 5000}\n", encoding="utf-8"
    )

    call_command("plan_first_reviews", f"--reads={path}")

    assert titles(ReviewCall.objects.order_by("due_at"))[2:4] == ["Little read", "Much read"]
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("plan_first_reviews", f"--reads={tmp_path / 'nothing.csv'}")


def test_a_file_that_says_nothing_of_what_was_read_plans_nothing(made, tmp_path):
    path = tmp_path / "reads.csv"
    path.write_text("address;views\n/back-pain/;5000\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Nothing was planned"):
        call_command("plan_first_reviews", f"--reads={path}")

    assert not ReviewCall.objects.exists()


def test_they_stand_among_the_reviews_that_are_due_and_nobody_gets_a_letter_about_each(planned):
    damage("UPDATE planning_reviewcall SET due_at = now() - interval '1 day' WHERE id = %s", planned[0].pk)
    Letter.objects.all().delete()

    first = pages_to_review().first()

    assert first.edition.title == "Risky" and first.reviewed_at is None
    assert first.called_because == "It was moved in, and nobody has reviewed it"
    assert tell_of_due_reviews() == 0 and not Letter.objects.exists()


def test_whoever_sees_to_them_reads_at_home_why_they_are_due(planned, client):
    owner = UserFactory(writer=True)
    ReviewRule.objects.create(page=planned[0].page, owner=owner)

    shown = logged_in(client, owner).get("/admin/").content.decode()

    assert "Why: It was moved in, and nobody has reviewed it" in shown


def test_a_first_review_is_opened_from_its_screen_and_answers_the_plan(planned, made):
    moved_in, client = page(made, "Risky"), logged_in(Client(), UserFactory(editor=True))
    assert (
        "never: it was moved in from another site"
        in client.get(f"/admin/planning/review/{moved_in.pk}/").content.decode()
    )

    client.post(f"/admin/planning/review/{moved_in.pk}/", {"again": ""})

    assert waiting_for(fresh(moved_in)) == "fact_check"
    assert Edition.objects.filter(page=moved_in).count() == 1


def test_what_our_own_style_asks_for_is_said_before_a_first_review_is_opened(made, planned):
    moved_in = imported(article("Without a source", references=0))
    publish_imported(decided_by_two(batch_of(moved_in)).texts.get())
    plan_first_reviews()

    answer = logged_in(Client(), UserFactory(editor=True)).post(f"/admin/planning/review/{moved_in.pk}/", {"again": ""})

    assert "Before people can sign it, it needs more." in answer.content.decode()
    assert "Give at least one reference." in answer.content.decode()


def test_the_share_done_counts_what_was_signed_and_what_was_taken_away(planned, made):
    published_through_the_workflow(page(made, "Risky"))
    published_through_the_workflow(edited(page(made, "Much read"), standfirst="Better words."))
    taken_away(page(made, "Ordinary"))
    damage("UPDATE planning_reviewcall SET due_at = now() - interval '1 day' WHERE page_id = %s", made["With a dose"])

    burned = burn_down()

    assert (burned.total, burned.reviewed, burned.away, burned.late, burned.share) == (5, 2, 1, 1, 60)
    assert made["Risky"] not in pages_to_review().filter(edition__legacy__isnull=False).values_list("page", flat=True)


def test_it_burns_down_month_by_month(planned):
    burned = burn_down()

    assert [month.planned for month in burned.months][-1] == 0
    assert burned.months[0].left == 5 and burned.months[-1].left is None
    assert [month.planned for month in burned.months] == sorted((m.planned for m in burned.months), reverse=True)


def test_the_screen_says_the_same_in_numbers_a_chart_and_a_table(planned, made):
    damage("UPDATE planning_reviewcall SET due_at = now() - interval '1 day' WHERE id = %s", planned[0].pk)

    html = logged_in(Client(), UserFactory(editor=True)).get(SCREEN).content.decode()

    assert "0 of 5 texts that were moved in (0 %) are done" in html and "1 is late." in html
    assert "<polyline" in html
    assert all(f'<th scope="row">{month.first_day:%B %Y}</th>' in html for month in burn_down().months)
    assert html.index(">Risky</a>") < html.index(">Much read</a>")


def test_the_screen_of_a_site_where_nothing_was_moved_in_says_so(db):
    ReviewCall.objects.all().delete()

    html = logged_in(Client(), UserFactory(editor=True)).get(SCREEN).content.decode()

    assert "Nothing that was moved in has gone out unreviewed." in html
    assert logged_in(Client(), UserFactory(writer=True)).get(SCREEN).status_code == 302
