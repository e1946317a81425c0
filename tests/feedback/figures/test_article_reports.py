"""An article's reports beside the text that readers saw, and how helpful they found each edition."""

import pytest

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.figures.helpfulness import rates_of, wilson
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.drafts import edited
from tests.factories.signing import published
from tests.feedback.conftest import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(page):
    published(edited(page, title="Inversion therapy today", change_class="clarification", change_note="Clearer."))
    return page.editions.order_by("-number").first()


def vote_often(edition, yes, no):
    for number in range(yes + no):
        receive(edition, receipt=new_receipt(), helpful=number < yes)


def address(page, number=""):
    return f"/admin/article-reports/{page.pk}/?edition={number}"


@pytest.mark.parametrize(
    ("yes", "votes", "low", "high"),
    [(0, 10, 0, 0.2775), (10, 10, 0.7225, 1), (50, 100, 0.4038, 0.5962), (1, 1, 0.2065, 1)],
)
def test_the_interval_is_wilsons(yes, votes, low, high):
    assert wilson(yes, votes) == pytest.approx((low, high), abs=0.0001)


def test_each_edition_has_its_own_rate_before_and_after_a_change(page, edition, newer):
    vote_often(edition, yes=6, no=6)
    vote_often(newer, yes=9, no=1)

    after, before = rates_of(page)

    assert (before.votes, before.percent, before.percent_low, before.percent_high) == (12, 50, 25, 75)
    assert (after.edition, after.votes, after.percent) == (newer, 10, 90)


def test_few_votes_show_no_rate_and_no_number(page, edition, desk):
    vote_often(edition, yes=9, no=0)

    assert rates_of(page)[0].interval is None
    shown = plain(desk.get(address(page)))
    assert "fewer than 10" in shown
    assert "100%" not in shown


def test_spam_and_votes_that_came_twice_do_not_count(page, edition):
    vote_often(edition, yes=10, no=2)
    Report.objects.filter(helpful=False).update(state="spam", closed_at=edition.created_at)

    assert rates_of(page)[0].votes == 10


def test_reports_stand_beside_the_section_that_the_reader_saw(page, edition, newer, report, desk):
    receive(newer, receipt=new_receipt(), section="how-it-works", comment="About the newer one.")

    older = desk.get(address(page, 1))
    parts = {section and section["id"]: reports for section, _html, reports in older.context["parts"]}

    assert parts == {None: [], "how-it-works": [], "risks": [report]}
    assert "Pressure in the eye rises." in plain(older)
    assert "About the newer one." in plain(desk.get(address(page)))


def test_what_is_about_no_section_is_about_the_whole_article(page, edition, desk):
    whole = receive(edition, receipt=new_receipt(), comment="<b>All</b> of it.")

    response = desk.get(address(page))

    assert response.context["parts"][0] == (None, "", [whole])
    assert "&lt;b&gt;All&lt;/b&gt;" in response.content.decode()


def test_an_edition_that_does_not_exist_is_not_found(page, desk):
    assert desk.get(address(page, 7)).status_code == 404
    assert desk.get("/admin/article-reports/999999/").status_code == 404


def test_only_who_may_triage_sees_the_reports_of_an_article_and_the_way_to_them(page, client):
    for group, may in (("editor", True), ("writer", False)):
        user = UserFactory(**{group: True})
        client.login(username=user.email, password=PASSWORD)

        assert (client.get(address(page)).status_code == 200) == may
        assert (
            f"/admin/article-reports/{page.pk}/" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
        ) == may
