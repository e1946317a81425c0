"""The desk's list of reports and the triage screen."""

import re
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt, shown_receipt
from editorial.feedback.reports.report import Report
from editorial.feedback.triage.bulk import matching
from editorial.feedback.triage.decisions import Decision, triage
from tests.factories.accounts import PASSWORD, UserFactory, logged_in
from tests.factories.drafts import edited
from tests.factories.pages import published_article
from tests.factories.signing import published
from tests.feedback.conftest import plain
from tests.feedback.triage.screens import LIST, decide, screen

pytestmark = pytest.mark.django_db


def test_reports_have_their_own_place_in_the_menu(desk, report):
    assert f'"{LIST}"' in desk.get("/admin/").content.decode()


def test_the_list_shows_what_was_said_about_which_edition(desk, report, triager):
    triage(report, Decision(state="fact_check", assignee=triager), by=triager)

    shown = plain(desk.get(LIST))

    said = ("Inversion therapy", "“Risks”", "Eye pressure does more than rise.", "It is not accurate")
    for words in (*said, "Being fact checked", "Normal", "Toni Triager"):
        assert words in shown


def test_who_may_not_triage_and_asks_for_a_reports_screen_has_not_looked_at_it(client, report):
    logged_in(client, UserFactory(reviewer=True))

    assert client.get(screen(report)).status_code in (302, 403)

    report.refresh_from_db()
    assert report.first_looked_at is None


def test_a_list_that_is_only_sorted_is_not_filtered(desk, report):
    shown = desk.get(LIST, {"ordering": "received_at", "foo": "1"})

    assert (shown.context["filter_part"], shown.context["page_start"]) == ("", "?ordering=received_at&")
    with pytest.raises(ValidationError, match="Choose a filter first"):
        matching("ordering=received_at&foo=1", None)


def test_the_newest_report_comes_first(desk, edition, report):
    newest = receive(edition, receipt=new_receipt(), reason="other")

    assert list(desk.get(LIST).context["object_list"]) == [newest, report]


def test_the_list_costs_as_many_queries_for_many_reports_as_for_few(desk, report, triager):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert desk.get(LIST).status_code == 200
        return len(captured)

    few = [queries(), queries()][1]
    for number in range(12):
        user = UserFactory(triager=True)
        about = published_article(f"Article {number}").editions.get() if number < 2 else report.edition
        Report.objects.filter(pk=receive(about, receipt=new_receipt(), reason="other").pk).update(assignee=user)

    assert queries() == few


def test_the_list_does_not_read_the_editions_texts(desk, report):
    with CaptureQueriesContext(connection) as captured:
        desk.get(LIST)

    in_python = '"articles_edition"."document",'
    assert not [query for query in captured if in_python in query["sql"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=new", True),
        ("state=closed", False),
        ("reason=not_accurate", True),
        ("reason=other", False),
        ("helpful=false", True),
        ("helpful=true", False),
        ("sent=details", True),
        ("sent=answer", False),
        ("assignee=null", True),
        ("q=EYE PRESSURE", True),
        ("q=elbow", False),
        ("q=%00", True),
        ("state=x&reason=y&page=z&assignee=9999999999999999999999", True),
    ],
)
def test_the_list_is_narrowed(desk, report, query, found):
    Report.objects.update(helpful=False)

    assert bool(desk.get(f"{LIST}?{query}").context["object_list"]) == found


def test_the_list_is_narrowed_to_an_article_and_to_an_assignee(desk, report, triager):
    other = receive(published_article("Acupuncture").editions.get(), receipt=new_receipt(), reason="other")
    triage(other, Decision(state="new", assignee=triager), by=triager)

    assert list(desk.get(f"{LIST}?page={other.page_id}").context["object_list"]) == [other]
    assert list(desk.get(f"{LIST}?assignee={triager.pk}").context["object_list"]) == [other]


def test_a_report_is_found_by_the_readers_receipt(desk, edition, report):
    receipt = new_receipt()
    mine = receive(edition, receipt=receipt, comment="Mine.")

    assert list(desk.get(LIST, {"q": shown_receipt(receipt)}).context["object_list"]) == [mine]


def test_the_screen_shows_the_report_and_the_section_as_the_reader_saw_it(desk, report, page):
    published(edited(page, title="Another title", change_class="clarification", change_note="Clearer."))

    response = desk.get(screen(report))

    shown = plain(response)
    assert "Eye pressure does more than rise." in shown
    assert "“Inversion therapy”, edition 1" in shown
    assert "Pressure in the eye rises. Ask a doctor first." in shown
    assert f"{page.publication.path}editions/1/#risks" in response.content.decode()


def test_what_a_reader_wrote_is_escaped(desk, edition):
    hostile = receive(edition, receipt=new_receipt(), comment="<script>alert(1)</script>", email="jo@example.org")

    assert "<script>alert" not in desk.get(screen(hostile)).content.decode()
    assert "<script>alert" not in desk.get(LIST).content.decode()


def test_a_decision_is_stored_and_shown_in_the_history(desk, report, triager):
    decide(desk, report, state="accepted", assignee=triager.pk, note="<b>True</b>: to be corrected.")

    shown = plain(desk.get(screen(report)))
    assert "State changed from “New” to “Accepted: to be corrected”." in shown
    assert "Assigned to: Toni Triager." in shown
    assert "&lt;b&gt;True&lt;/b&gt;: to be corrected." in shown
    assert Report.objects.get().assignee == triager


def test_severity_tags_duplicates_and_watching_are_decided_on_the_screen(desk, report, edition, triager):
    earlier = receive(edition, receipt=new_receipt(), reason="other")

    decide(desk, report, severity=Report.Severity.HIGH, tags="Dose, eyes", watch="true", duplicate_of=earlier.pk)

    report.refresh_from_db()
    assert (report.severity, report.tags, report.duplicate_of) == (Report.Severity.HIGH, ["dose", "eyes"], earlier)
    assert list(report.watchers.all()) == [triager]


def test_a_duplicate_of_a_report_that_does_not_exist_is_refused_with_a_sentence(desk, report):
    shown = plain(decide(desk, report, duplicate_of=report.pk + 1))
    assert "There is no report with this number." in shown

    assert "A report cannot be a duplicate of itself." in plain(decide(desk, report, duplicate_of=report.pk))


def test_a_duplicate_of_nothing_is_refused_with_a_sentence(desk, report):
    assert "Say which earlier report it is a duplicate of." in plain(decide(desk, report, state="duplicate"))

    report.refresh_from_db()
    assert report.state == "new"


def test_opening_the_screen_is_the_first_look(desk, report):
    assert Report.objects.get().first_looked_at is None
    desk.get(screen(report))
    first = Report.objects.get().first_looked_at

    desk.get(screen(report))

    assert first is not None
    assert Report.objects.get().first_looked_at == first


def test_what_the_reader_sent_cannot_be_changed(desk, report):
    decide(desk, report, state="closed", comment="Nothing.", reason="other", section="", email="x@example.org")

    report.refresh_from_db()
    assert (report.state, report.comment, report.reason) == (
        "closed",
        "Eye pressure does more than rise.",
        "not_accurate",
    )
    assert (report.section, report.email) == ("risks", "")


def test_a_decision_made_on_an_old_screen_is_refused_with_a_sentence(desk, report):
    form = desk.get(screen(report)).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    triage(report, Decision(state="accepted", assignee=None), by=UserFactory(triager=True), note="I see to it.")

    refused = desk.post(screen(report), {**shown, "state": "spam"})
    assert "Somebody else changed this report in the meantime." in plain(refused)
    assert Report.objects.get().state == "accepted"

    fields = refused.context["form"]
    desk.post(screen(report), {name: fields[name].value() or "" for name in fields.fields})
    assert Report.objects.get().state == "spam"


def test_only_people_who_may_triage_are_offered(desk, report, triager):
    UserFactory(writer=True, first_name="Will", last_name="Writer")

    offered = [str(label) for _value, label in desk.get(screen(report)).context["form"].fields["assignee"].choices]

    assert "Toni Triager" in offered
    assert "Will Writer" not in offered


def test_somebody_without_the_permission_sees_no_report(client, report):
    writer = UserFactory(writer=True)
    client.login(username=writer.email, password=PASSWORD)

    for address in (LIST, screen(report), f"{LIST}history/{report.pk}/", f"{LIST}?export=csv"):
        response = client.get(address)
        assert response.status_code == 302
    home = client.get("/admin/").content.decode()
    assert "readers-reports" not in home
    assert client.get("/admin/snippets/choose/feedback/report/").status_code == 404


def test_not_even_a_superuser_adds_or_deletes_a_report(client, report):
    admin = UserFactory(is_superuser=True)
    client.login(username=admin.email, password=PASSWORD)

    for address in (
        f"{LIST}add/",
        f"{LIST}delete/{report.pk}/",
        f"/admin/bulk/feedback/report/delete/?id={report.pk}",
        f"{LIST}copy/{report.pk}/",
    ):
        client.get(address)
        client.post(address, {"state": "new"})

    assert list(Report.objects.all()) == [report]
    listing = client.get(LIST).content.decode()
    assert f"{LIST}add/" not in listing
    assert "delete" not in listing.lower().split("<main")[-1]


def test_the_home_page_counts_new_reports_that_say_something(desk, edition, report, triager):
    receive(edition, receipt=new_receipt(), helpful=True)
    triage(receive(edition, receipt=new_receipt(), reason="other"), Decision(state="closed", assignee=None), by=triager)

    assert "1 new report" in plain(desk.get("/admin/"))


def test_praise_is_no_new_report_and_the_number_is_that_of_the_list_behind_it(desk, edition, report):
    receive(edition, receipt=new_receipt(), helpful=True, reason="answered")
    home = desk.get("/admin/")

    assert "1 new report" in plain(home)
    (listed,) = re.findall(rf'href="({LIST}\?[^"]*state=new)"', home.content.decode())
    assert [row.pk for row in desk.get(unescape(listed)).context["keyset"]] == [report.pk]


def test_a_triager_finds_the_head_of_the_queue_at_home(client):
    page = published_article("Inversion therapy")
    receive(page.editions.get(), receipt=new_receipt(), comment="The dose is missing.")
    logged_in(client, UserFactory(triager=True))

    shown = client.get("/admin/").content.decode()

    assert shown.index("Answer wanted by") < shown.index("Inversion therapy")
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/")
    assert len(queries) <= 25
