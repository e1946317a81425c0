"""Pages are reviewed again in time: who sees to it is told, the desk has a list, and lateness has consequences."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from articles.record.published.overdue import OverdueStep
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.signed.risk import RiskTier
from editorial.letters.outbox.letter import Letter
from editorial.planning.review_due.again import review_again
from editorial.planning.review_due.due import how_many, pages_to_review
from editorial.planning.review_due.overdue import OverdueNote, note_overdue
from editorial.planning.review_due.reminders import tell_of_due_reviews
from editorial.planning.review_due.review_rules import ReviewRule, owner_of
from editorial.planning.steps import follow
from editorial.review.publishing.status import decide
from editorial.review.publishing.status_proposals import StatusProposal
from tests.factories.accounts import UserFactory, logged_in
from tests.factories.drafts import fresh
from tests.factories.pages import published_article, topic
from tests.upkeep.damage import damage

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/reviews-due/"


@pytest.fixture(scope="module")
def made(scene):
    return published_article("Coccyx cushions", parent=topic("Coccydynia"))


@pytest.fixture
def page(made):
    """An article in a topic of its own, which readers get."""
    return fresh(made)


@pytest.fixture
def owner():
    return UserFactory(writer=True)


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def due_in(page, days):
    """Readers are told that its review is due so many days from now."""
    when = "UPDATE articles_publication SET review_due_at = now() + make_interval(days => %s) WHERE page_id = %s"
    damage(when, days, page.pk)


def due_of(page):
    return pages_to_review().get(page_id=page.pk)


def stages(user, page):
    letters = Letter.objects.filter(recipient=user, kind="reviews", page_id=page.pk)
    return sorted(int(letter.occasion.split()[-1]) for letter in letters)


# Who and when


def test_a_rule_makes_the_desk_begin_earlier_and_moves_nothing_that_was_signed(page):
    told = Publication.objects.get(page_id=page.pk).review_due_at
    ReviewRule.objects.create(page=page.get_parent(), months=6)

    found = due_of(page)

    assert found.due < told
    assert found.review_due_at == told


def test_no_rule_lets_the_desk_begin_later_than_readers_are_told(page):
    ReviewRule.objects.create(page=page.get_parent(), months=60)

    assert due_of(page).due == due_of(page).review_due_at


def test_the_nearest_rule_holds_and_one_of_a_risk_only_where_no_page_has_one(page):
    ReviewRule.objects.create(tier="standard", months=3)
    by_risk = due_of(page).due
    ReviewRule.objects.create(page=page.get_parent(), months=6)
    by_topic = due_of(page).due
    ReviewRule.objects.create(page=page.page_ptr, months=9)

    assert by_risk < by_topic < due_of(page).due


def test_who_sees_to_a_topic_sees_to_all_below_it_but_what_has_somebody_of_its_own(page, owner):
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    other = UserFactory()
    assert due_of(page).owner_id == owner_of(page).pk == owner.pk

    ReviewRule.objects.create(page=page.page_ptr, owner=other)
    assert due_of(page).owner_id == owner_of(page).pk == other.pk


def test_somebody_who_left_sees_to_nothing(page, owner):
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    owner.is_active = False
    owner.save()

    assert due_of(page).owner_id is None
    assert owner_of(page) is None


@pytest.mark.parametrize("said", [{}, {"tier": "high"}, {"tier": "high", "page": True, "months": 3}])
def test_a_rule_that_says_nothing_or_two_things_is_refused_in_words(page, said):
    rule = ReviewRule(**{**said, **({"page": page.page_ptr} if "page" in said else {})})

    with pytest.raises(ValidationError):
        rule.full_clean()


def test_a_new_article_begins_with_what_the_desk_wants_there(client, page, editor):
    logged_in(client, editor)
    begin = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", page.get_parent().pk])

    def first_interval():
        return client.get(begin).context["form"].instance.review_interval_months

    usual = first_interval()
    ReviewRule.objects.create(tier=RiskTier.HIGH, months=8)
    by_risk = first_interval()
    ReviewRule.objects.create(page=page.get_parent(), months=12)

    assert (usual, by_risk, first_interval()) == (24, 6, 12)


def test_whoever_sees_to_reviews_has_them_on_the_home_page(client, page, owner):
    logged_in(client, owner)
    assert "Reviews that you see to" not in client.get("/admin/").content.decode()

    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    due_in(page, -2)
    home = client.get("/admin/").content.decode()

    assert home.index("Reviews that you see to") < home.index(page.title) < home.index("<strong>late")
    assert client.get(f"{REPORT}?owner_id={owner.pk}").status_code == 200


# Letters


def test_the_owner_is_told_90_and_30_days_before_and_on_the_day_of_the_nearest_alone(page, owner):
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    for days, told in [(95, []), (80, [90]), (60, [90]), (20, [30, 90]), (-1, [0, 30, 90]), (-40, [0, 30, 90])]:
        due_in(page, days)
        tell_of_due_reviews()
        tell_of_due_reviews()

        assert stages(owner, page) == told


def test_after_a_downtime_one_letter_tells_of_it(page, owner):
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    due_in(page, -3)

    tell_of_due_reviews()

    assert stages(owner, page) == [0]
    assert "was to be reviewed again by" in Letter.objects.get(recipient=owner).email.message


def test_nobody_is_asked_to_begin_a_review_that_goes_on(page, owner, editor):
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    due_in(page, 20)
    follow(review_again(page, by=editor).page.current_workflow_state.current_task_state_id)

    tell_of_due_reviews()
    assert stages(owner, page) == []
    due_in(page, -1)
    tell_of_due_reviews()

    assert "It is in review now" in Letter.objects.get(recipient=owner).email.message


def test_editors_are_told_where_nobody_sees_to_it(page, editor):
    due_in(page, 10)

    tell_of_due_reviews()

    assert stages(editor, page) == [30]


def test_what_nobody_has_to_be_told_of_costs_nothing(page, editor):
    due_in(page, -5)
    tell_of_due_reviews()

    with CaptureQueriesContext(connection) as queries:
        assert tell_of_due_reviews() == 0
    assert len(queries) <= 3


# Lateness


def test_each_step_is_noted_once_and_stands_in_the_pages_history(page):
    due_in(page, -200)

    note_overdue()
    note_overdue()

    noted = OverdueNote.objects.filter(page_id=page.pk).values_list("step", flat=True)
    assert sorted(noted) == [OverdueStep.NOINDEX, OverdueStep.NOTICE, OverdueStep.UNRELATED]
    assert PageLogEntry.objects.filter(page=page.pk, action="planning.overdue").count() == 3


def test_caches_forget_a_page_when_a_step_begins(page, settings, django_capture_on_commit_callbacks):
    settings.WAGTAILFRONTENDCACHE = {
        "front": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": "http://localhost:1"}
    }
    due_in(page, -200)

    with django_capture_on_commit_callbacks() as asked:
        note_overdue()

    assert len(asked) >= 3


def test_after_a_year_editors_are_asked_to_withdraw_it_and_two_of_them_do(page, editor):
    due_in(page, -366)
    note_overdue()
    note_overdue()
    proposal = StatusProposal.objects.get(page_id=page.pk)
    assert proposal.proposed_by is None
    assert Letter.objects.filter(recipient=editor, kind="decisions", page_id=page.pk).exists()

    assert decide(proposal, by=editor, accept=True) is None
    assert Publication.objects.get(page_id=page.pk).is_readable
    decide(proposal, by=UserFactory(editor=True), accept=True)

    publication = Publication.objects.get(page_id=page.pk)
    assert publication.status == PublicationStatus.WITHDRAWN
    assert "has not been reviewed since" in publication.notice


def test_one_editor_withdraws_nothing_by_agreeing_twice(page, editor):
    due_in(page, -366)
    note_overdue()
    proposal = StatusProposal.objects.get(page_id=page.pk)
    decide(proposal, by=editor, accept=True)

    with pytest.raises(Exception, match="somebody else has to agree"):
        decide(proposal, by=editor, accept=True)


def test_what_editors_turned_down_is_not_asked_again_of_the_same_edition(page, editor):
    due_in(page, -366)
    note_overdue()
    decide(StatusProposal.objects.get(page_id=page.pk), by=editor, accept=False)

    note_overdue()

    assert StatusProposal.objects.filter(page_id=page.pk).count() == 1


# Screens


def test_the_list_says_what_share_of_the_site_is_within_its_date(client, page, editor):
    due_in(page, -1)
    logged_in(client, editor)
    counted = how_many(pages_to_review())

    shown = client.get(REPORT).content.decode()

    assert f"{counted['within']} of {counted['all']} pages" in shown
    assert counted["within"] == counted["all"] - 1
    assert f"{timezone.localtime() - timedelta(days=1):%-d %b %Y}" in shown


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ("when=late", True),
        ("when=90", True),
        ("owner_id=null", False),
        ("step=withdrawal", False),
        ("tier=high", False),
    ],
)
def test_the_list_is_filtered(client, page, owner, editor, query, is_shown):
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    due_in(page, -1)
    logged_in(client, editor)

    assert ("Coccyx cushions" in client.get(f"{REPORT}?{query}").content.decode()) == is_shown


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_a_spreadsheet_too(client, page, editor, form):
    logged_in(client, editor)

    answer = b"".join(client.get(f"{REPORT}?export={form}"))

    if form == "csv":
        assert "Coccyx cushions" in [row[0] for row in csv.reader(io.StringIO(answer.decode()))]
    else:
        assert answer.startswith(b"PK")


def test_one_press_on_the_list_opens_the_review(client, page, owner):
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    logged_in(client, owner)
    assert 'name="again"' in client.get(REPORT).content.decode()

    answer = client.post(reverse("planning:review", args=[page.pk]), {"again": ""}, follow=True)

    assert "people are asked to sign it as it is" in answer.content.decode()
    assert fresh(page).current_workflow_state


def test_whoever_sees_to_a_review_need_not_work_on_drafts(client, page):
    owner = UserFactory(triager=True)
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    logged_in(client, owner)

    answer = client.post(reverse("planning:review", args=[page.pk]), {"again": ""}, follow=True)

    assert "people are asked to sign it as it is" in answer.content.decode()
    assert REPORT in answer.content.decode()


def test_who_sees_to_some_reviews_sees_those_and_nobody_elses(client, page, owner):
    ReviewRule.objects.create(page=page.get_parent(), owner=owner)
    logged_in(client, owner)

    shown = client.get(REPORT).content.decode()

    assert "Coccyx cushions" in shown
    assert "Inversion therapy" not in shown


def test_a_writer_who_sees_to_nothing_gets_no_list(client):
    logged_in(client, UserFactory(writer=True))

    assert client.get(REPORT).status_code == 302


def test_editors_say_who_sees_to_what(client, page, editor, owner):
    logged_in(client, editor)
    form = {"page": page.get_parent().pk, "tier": "", "owner": owner.pk, "months": "12"}

    answer = client.post("/admin/review-rules/new/", form)

    assert answer.status_code == 302
    assert due_of(page).owner_id == owner.pk
    assert "Coccydynia" in client.get("/admin/review-rules/").content.decode()


def test_the_page_of_a_rule_is_chosen_and_not_listed(client, page, editor):
    logged_in(client, editor)

    form = client.get("/admin/review-rules/new/").content.decode()

    assert "Choose a page" in form
    assert page.title not in form


def test_the_list_asks_as_little_of_a_large_site(client, page, editor):
    logged_in(client, editor)
    client.get(REPORT)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(REPORT)
        return len(queries)

    before = asked()
    for number in range(3):
        published_article(f"More {number}")

    assert asked() <= before
    assert before <= 16
