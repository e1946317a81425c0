"""The queues that the desk works through: what stands in them, in which order, and what a page of them costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.pages import TopicPage
from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.queues import Queue
from editorial.feedback.reports.receipts import new_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.decisions import Decision, triage
from editorial.feedback.triage.saved_filters import SavedFilter
from editorial.feedback.triage.screens.paging import KeysetPage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.pages import published_article, topic
from tests.feedback.conftest import plain
from tests.feedback.triage.screens import LIST

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(edition):
    """A report that waits for the desk."""

    def sent(comment="It is wrong.", about=None, **changes):
        report = receive(about or edition, receipt=new_receipt(), comment=f"{comment} {Report.objects.count()}")
        Report.objects.filter(pk=report.pk).update(**changes)
        return report

    return sent


@pytest.fixture
def page_size(settings, monkeypatch):
    """Two reports a page."""
    from editorial.feedback.triage.screens.report_list import ReportIndexView

    monkeypatch.setattr(ReportIndexView, "get_paginate_by", lambda view, queryset: None if view.is_export else 2)


def shown(desk, **query):
    return list(desk.get(LIST, query).context["object_list"])


def test_what_the_desk_has_finished_with_waits_no_longer(send, desk, triager):
    report, finished = send(), send()
    triage(finished, Decision(state="no_change"), by=triager)

    assert shown(desk, queue="waiting") == [report]
    assert shown(desk) == [report, finished]


def test_a_mere_answer_waits_for_nobody(desk, edition):
    receive(edition, receipt=new_receipt(), helpful=False)

    assert shown(desk, queue="waiting") == []


def test_each_queue_holds_its_part_of_what_waits(send, desk, triager):
    mine, colleagues, urgent = send(), send(), send("I want to kill myself.")
    late = send(due_at=timezone.now() - timedelta(days=1))
    later = send(due_at=timezone.now() - timedelta(days=2))
    triage(mine, Decision(assignee=triager), by=triager)
    triage(colleagues, Decision(assignee=UserFactory(triager=True)), by=triager)

    assert shown(desk, queue="mine") == [mine]
    assert shown(desk, queue="unassigned") == [urgent, later, late]
    assert shown(desk, queue="safety") == [urgent]
    assert shown(desk, queue="overdue") == [later, late]


def test_a_report_waits_in_the_queues_of_all_topics_of_its_article(send, desk, triager):
    knees = topic("Knees")
    about_knees = published_article("Knee braces", parent=knees).editions.get()
    back = TopicPage.objects.get(slug="back-pain")
    of_back, of_knees, urgent = send(), send(about=about_knees), send("I want to kill myself.", about=about_knees)

    assert shown(desk, topic=knees.pk) == [urgent, of_knees]
    assert shown(desk, topic=back.pk) == [of_back]

    triage(urgent, Decision(state="closed"), by=triager)
    assert shown(desk, topic=knees.pk) == [of_knees]


def test_a_report_that_becomes_more_severe_moves_up_in_its_topics(send, desk, triager):
    back = TopicPage.objects.get(slug="back-pain")
    older, newer = send(), send()
    triage(older, Decision(severity=Report.Severity.HIGH), by=triager)

    assert shown(desk, topic=back.pk) == [older, newer]


@pytest.mark.parametrize("query", [{}, {"queue": "overdue"}, {"ordering": "received_at"}, {"topic": "back-pain"}])
def test_pages_follow_each_other_without_a_gap_there_and_back(send, desk, page_size, query):
    if "topic" in query:
        query = {"topic": TopicPage.objects.get(slug="back-pain").pk}
    for days in range(5):
        send(due_at=timezone.now() - timedelta(days=days))
    pages, cursor = [], ""
    while cursor is not None:
        context = desk.get(LIST, {**query, "after": cursor}).context
        pages.append([report.pk for report in context["object_list"]])
        cursor = context["keyset"].next_cursor or None
    back = desk.get(LIST, {**query, "before": context["keyset"].previous_cursor}).context

    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({pk for page in pages for pk in page}) == 5
    assert [report.pk for report in back["object_list"]] == pages[1]
    assert not desk.get(LIST, {**query, "before": back["keyset"].previous_cursor}).context["keyset"].previous_cursor


def test_a_cursor_that_is_not_ours_or_of_another_order_leads_to_the_first_page(send, desk, page_size):
    reports = [send() for _ in range(3)]
    of_queue = desk.get(LIST).context["keyset"].next_cursor

    for query in ({"after": "x"}, {"before": of_queue + "x"}, {"after": of_queue, "ordering": "received_at"}):
        assert len(shown(desk, **query)) == 2
    assert shown(desk, after=of_queue) == [reports[0]]


def test_a_page_of_the_list_counts_nothing_and_skips_nothing(send, desk, page_size):
    for _ in range(5):
        send()
    cursor = desk.get(LIST).context["keyset"].next_cursor

    with CaptureQueriesContext(connection) as captured:
        desk.get(LIST, {"after": cursor, "queue": "waiting"})

    queries = [query["sql"] for query in captured if "feedback_report" in query["sql"]]
    assert not [sql for sql in queries if sql.startswith("SELECT COUNT(") or "OFFSET" in sql]


def test_the_list_says_how_many_there_are_only_where_that_is_known(send, desk, page_size):
    send(), send(), send("Elbows.")

    assert "2 reports of more." in plain(desk.get(LIST, {"queue": "waiting"}))
    assert "1 report." in plain(desk.get(LIST, {"q": "elbow"}))
    assert "in all." in plain(desk.get(LIST))


@pytest.mark.parametrize("words", ["elbows", "elbow", "“quoted”", "asked robin", '"asked dr robin"'])
def test_reports_are_found_by_the_words_of_comment_passage_and_notes(send, desk, triager, words):
    send()
    report = send("My elbow hurts.", passage="the quoted words")
    triage(report, by=triager, note="Asked Dr Robin.")

    assert shown(desk, q=words) == [report]


def test_words_that_were_erased_are_found_no_longer(send, desk):
    report = send("My elbow hurts.")
    Report.objects.filter(pk=report.pk).update(comment="")

    assert shown(desk, q="elbow") == []


def test_reports_are_found_by_tag_and_by_article(send, desk, triager, page):
    other = send(about=published_article("Acupuncture").editions.get())
    report = send()
    triage(report, Decision(tags=["Dose"]), by=triager)

    assert shown(desk, tag="dose") == [report]
    assert shown(desk, page=page.pk) == [report]
    assert shown(desk, page=other.page_id) == [other]


def queries_of_queues():
    reports, back = Report.objects.most_urgent_first(), TopicPage.objects.get(slug="back-pain")
    user = UserFactory(triager=True)
    queues = {f"{queue}": queue.of(reports, user) for queue in Queue}
    return {
        **queues,
        "all": reports,
        "newest": Report.objects.order_by("-received_at", "-pk"),
        "topic": reports.waiting_in_topic(back),
        "article": reports.filter(page=back),
    }


def about_others():
    """Somebody else's reports about another article, so many that PostgreSQL has a reason to tell the indexes apart."""
    other = published_article("Acupuncture").editions.get()
    about = {"edition": other, "page_id": other.page_id, "comment": "It is wrong.", "assignee": UserFactory()}
    Report.objects.bulk_create(Report(**about, receipt_hash=new_receipt()) for _ in range(300))
    with connection.cursor() as cursor:
        # Rows that other tests took back again still lie in the indexes, and would make some look dearer than others.
        cursor.execute("REINDEX TABLE feedback_report; ANALYZE feedback_report")


INDEXES = {
    "waiting": "feedback_report_queue",
    "mine": "feedback_report_assigned",
    "unassigned": "feedback_report_unassigned",
    "safety": "feedback_report_queue",
    "overdue": "feedback_report_due",
    "all": "feedback_report_queue",
    "newest": "feedback_report_newest",
    "topic": "feedback_topic_queue",
    "article": "feedback_report_of_article",
}


@pytest.mark.parametrize("name", INDEXES)
@pytest.mark.parametrize("is_first", [True, False])
def test_each_page_of_a_queue_is_read_from_an_index_in_its_order(send, name, is_first):
    """However many reports there are: nothing is sorted, and the index begins where the page does."""
    send(), send()
    about_others()
    queryset = queries_of_queues()[name]
    if not is_first:
        names = [field.removeprefix("-") for field in queryset.query.order_by]
        queryset = KeysetPage(queryset, 50).cut(queryset, [1 if "at" not in each else timezone.now() for each in names])

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    plan = queryset[:51].explain()

    assert INDEXES[name] in plan
    assert "Sort" not in plan and "Seq Scan" not in plan
    assert is_first or "ROW(" in next(line for line in plan.splitlines() if "Index Cond" in line)


def test_words_are_looked_up_in_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")

    plan = Report.objects.most_urgent_first().matching("elbow")[:51].explain()

    assert "feedback_report_words" in plan and "feedback_report_receipt_once" in plan


def test_a_filter_is_saved_under_a_name_for_its_owner_alone(send, desk, client, triager):
    desk.post(f"{LIST}saved-filters/", {"name": "My sleepers", "query": "queue=mine&tag=sleep&after=x&state="})

    assert SavedFilter.objects.get().query == "queue=mine&tag=sleep"
    assert f'href="{LIST}?queue=mine&amp;tag=sleep"' in desk.get(LIST).content.decode()
    colleague = UserFactory(triager=True)
    client.login(username=colleague.email, password=PASSWORD)
    assert "My sleepers" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}saved-filters/{SavedFilter.objects.get().pk}/delete/").status_code == 404


def test_a_saved_filter_is_replaced_by_another_of_its_name_and_dropped(desk, triager):
    for query in ("queue=mine", "queue=safety"):
        desk.post(f"{LIST}saved-filters/", {"name": "Mornings", "query": query})
    saved = SavedFilter.objects.get()
    assert saved.query == "queue=safety"

    desk.post(f"{LIST}saved-filters/{saved.pk}/delete/")

    assert not SavedFilter.objects.exists()


def test_somebody_who_may_not_triage_saves_no_filter(client):
    writer = UserFactory(writer=True)
    client.login(username=writer.email, password=PASSWORD)

    client.post(f"{LIST}saved-filters/", {"name": "Mine", "query": "queue=mine"})

    assert not SavedFilter.objects.exists()


def test_a_few_reports_are_counted(report):
    assert Report.objects.about_how_many() == 1
