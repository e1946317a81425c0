"""Readers' reports in numbers."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.figures import numbers
from editorial.feedback.figures.charts import columns
from editorial.feedback.figures.counting import rebuild_rollups
from editorial.feedback.figures.rollups import Rollup
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.decisions import Decision, triage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.pages import published_article, topic
from tests.feedback.conftest import plain

pytestmark = pytest.mark.django_db

DASHBOARD = "/admin/reports/readers-reports/"


def voted(page, yes=0, no=0, weeks_ago=0):
    day = timezone.localdate() - timedelta(weeks=weeks_ago)
    Rollup.objects.create(day=day, page_id=page.pk, yes=yes, no=no, reports=0, untouched=0, open=0)


def waited(page, hours, reason="other", weeks_ago=0):
    minutes = [60 * count for count in hours]
    day = timezone.localdate() - timedelta(weeks=weeks_ago)
    counts = {"yes": 0, "no": 0, "reports": len(hours), "untouched": 0, "open": 0}
    Rollup.objects.create(day=day, page_id=page.pk, reason=reason, looked_after=minutes, **counts)


def row(response, words):
    """The cells of the first table row that has these words."""
    rows = re.findall(r"<tr>.*?</tr>", response.content.decode(), re.DOTALL)
    found = next(row for row in rows if words in row)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found)).strip()


def test_it_stands_in_the_reports_menu_of_triagers_only(desk, client):
    assert DASHBOARD in desk.get("/admin/").content.decode()

    client.login(username=UserFactory(writer=True).email, password=PASSWORD)
    assert DASHBOARD not in client.get("/admin/").content.decode()
    assert client.get(DASHBOARD).status_code in (302, 403)


def test_an_empty_site_has_an_empty_dashboard(desk):
    shown = plain(desk.get(DASHBOARD))

    for words in (
        "Nobody reported a problem.",
        "Nobody voted.",
        "No article has enough votes yet.",
        "0 reports are open.",
    ):
        assert words in shown


def test_reports_are_counted_by_week_and_reason_and_praise_is_no_problem(desk, page):
    waited(page, [1, 2, 3], reason="not_accurate", weeks_ago=1)
    waited(page, [1], reason="not_accurate")
    waited(page, [1], reason="answered")

    shown = desk.get(DASHBOARD)

    assert row(shown, "It is not accurate").endswith("3 4")
    assert "It answered my question" not in plain(shown)
    assert numbers.problems_by_week(numbers.weeks_until_now(3)) == {"It is not accurate": [0, 3, 1]}


def test_times_are_told_as_median_and_nine_of_ten(desk, page):
    waited(page, range(1, 11))

    assert row(desk.get(DASHBOARD), "First look").endswith("5 hours 9 hours 10")


def test_every_chart_has_its_numbers_in_a_table(desk, page):
    waited(page, [1, 2], reason="not_accurate")

    shown = desk.get(DASHBOARD).content.decode()

    assert shown.count('class="columns"') == 3
    assert shown.count('<svg class="columns"') == len(re.findall(r'class="columns"[^>]*aria-label="[^"]+"', shown))
    assert shown.count("<details") == 2


def test_topics_with_few_votes_show_no_share(desk, page):
    voted(page, yes=6, no=3)

    shown = desk.get(DASHBOARD)

    assert row(shown, "Back pain") == "Back pain too few votes under 10"
    assert "67 %" not in plain(shown)


def test_an_article_counts_in_each_of_its_topics(desk, page):
    voted(page, yes=9, no=3)
    voted(published_article("Acupuncture", parent=topic("Neck pain")), yes=1, no=9)

    shown = desk.get(DASHBOARD)

    assert row(shown, "Back pain") == "Back pain 75 % 12"
    assert row(shown, "Neck pain") == "Neck pain 10 % 10"
    assert "45 % of 22 votes were yes" in plain(shown)


def test_few_votes_move_an_article_little(page):
    other, ignored = published_article("Acupuncture"), published_article("Yoga")
    voted(page, yes=300, no=300)
    voted(other, yes=4, no=6)
    voted(ignored, no=9)

    found = numbers.least_helpful(numbers.votes_by_article(timezone.localdate()), most=5)

    assert [(title, votes.count) for _page, title, votes, _share in found] == [
        ("Acupuncture", 10),
        ("Inversion therapy", 600),
    ]
    assert 0.5 < found[0][3] < 0.6


def test_older_votes_count_in_a_longer_period_only(desk, page):
    voted(page, yes=10, no=2, weeks_ago=20)

    assert "83 %" not in plain(desk.get(DASHBOARD))
    assert "83 %" in plain(desk.get(f"{DASHBOARD}?weeks=26"))
    assert desk.get(f"{DASHBOARD}?weeks=x").status_code == 200


def test_the_oldest_safety_report_that_nobody_looked_at_is_named(desk, edition, triager):
    first, second = (receive(edition, receipt=new_receipt(), comment="I want to die") for _ in range(2))
    Report.objects.filter(pk=first.pk).update(received_at=timezone.now() - timedelta(hours=5))

    shown = desk.get(DASHBOARD)
    assert "has waited for 5 hours" in plain(shown)
    assert f"/admin/readers-reports/edit/{first.pk}/" in shown.content.decode()

    for report in (first, second):
        triage(report, Decision(state="needs_clinical_look", assignee=triager), by=triager)
    assert "No report about somebody in danger waits" in plain(desk.get(DASHBOARD))


def test_the_screen_reads_one_report_at_most(desk, edition, report):
    rebuild_rollups()

    with CaptureQueriesContext(connection) as captured:
        shown = plain(desk.get(DASHBOARD))

    of_reports = [query["sql"] for query in captured if 'FROM "feedback_report"' in query["sql"]]
    assert "1 report is open." in shown
    assert len(of_reports) == 1 and of_reports[0].endswith("LIMIT 1")


def test_columns_stand_on_the_ground_and_none_leaves_a_gap():
    chart = columns([0, None, 5, 10], marks=[None, None, 10, None])

    assert [column["height"] for column in chart["columns"]] == ["20.0", "40.0"]
    assert [column["y"] for column in chart["columns"]] == ["20.0", "0.0"]
    assert [mark["y"] for mark in chart["marks"]] == ["0.0"]
