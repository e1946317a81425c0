"""The list of reports as a file."""

import csv
import io
import tracemalloc

import pytest
from django.contrib.auth.models import Group, Permission
from openpyxl import load_workbook
from wagtail.log_actions import registry

from editorial.feedback.capture.storing.intake import receive
from editorial.feedback.reports.receipts import new_receipt, receipt_hash
from editorial.feedback.reports.report import Report
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.pages import published_article
from tests.feedback.conftest import plain
from tests.feedback.triage.screens import LIST

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return UserFactory(editor=True)


@pytest.fixture
def exported(client, editor):
    """The bytes of the file that an editor gets."""
    client.login(username=editor.email, password=PASSWORD)

    def get(kind="csv", **query):
        return b"".join(client.get(LIST, {"export": kind, **query}).streaming_content)

    return get


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.mark.parametrize(
    "formula",
    ['=HYPERLINK("http://x")', "+1+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1"],
)
def test_an_exported_comment_is_never_a_formula(exported, report, formula):
    Report.objects.update(comment=formula)

    [row] = rows(exported())
    sheet = load_workbook(io.BytesIO(exported("xlsx"))).active

    assert row["Comment"].replace("\r\n", "\n") == f"'{formula}"
    assert {cell.data_type for cell in sheet[2]} <= {"s", "d", "n", "inlineStr"}
    assert formula.strip() in [str(cell.value).strip() for cell in sheet[2]]


def test_an_export_holds_no_mail_address(exported, edition):
    receive(edition, receipt=new_receipt(), comment="Wrong.", email="jo@example.org")

    assert b"jo@example.org" not in exported()


def test_an_export_holds_what_the_list_was_narrowed_to(exported, report):
    other = receive(published_article("Acupuncture").editions.get(), receipt=new_receipt(), reason="other")

    assert [row["Article title"] for row in rows(exported(page=other.page_id))] == ["Acupuncture"]
    assert [row["Comment"] for row in rows(exported(q="eye pressure"))] == ["Eye pressure does more than rise."]
    assert len(rows(exported(state="new"))) == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_triager_sees_the_list_but_takes_no_file_away(desk, report, kind):
    answer = desk.get(LIST, {"export": kind})

    assert answer.status_code == 302
    assert "Download" not in plain(desk.get(LIST))


def test_whoever_is_given_the_permission_exports(desk, triager, report):
    triager.user_permissions.add(Permission.objects.get(codename="export_report"))

    assert desk.get(LIST, {"export": "csv"}).status_code == 200
    assert "Download CSV" in plain(desk.get(LIST))


def test_the_permission_is_given_to_groups_on_wagtails_screen(client):
    client.login(username=UserFactory(is_superuser=True).email, password=PASSWORD)

    assert "Can export readers’ reports" in plain(client.get(f"/admin/groups/edit/{Group.objects.first().pk}/"))


def test_each_export_is_in_the_log_without_the_words_that_were_looked_for(exported, editor, report):
    exported(q="eye", state="new")

    [entry] = registry.get_logs_for_instance(editor).filter(action="feedback.export")
    assert entry.user == editor
    assert entry.message == "Exported 1 readers’ reports as CSV."
    assert entry.data == {"format": "csv", "rows": 1, "filters": {"state": ["new"]}, "searched": True}


@pytest.mark.thorough
def test_the_memory_that_a_csv_takes_does_not_grow_with_its_rows(client, editor, edition):
    client.login(username=editor.email, password=PASSWORD)

    def peak(count):
        common = {"edition": edition, "page_id": edition.page_id, "reason": "other", "comment": "Words. " * 100}
        Report.objects.bulk_create(Report(**common, receipt_hash=receipt_hash(new_receipt())) for _ in range(count))
        answer = client.get(LIST, {"export": "csv"})
        tracemalloc.start()
        try:
            lines = sum(1 for _line in answer.streaming_content)
            return lines, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is loaded once
    few, peak_of_few = peak(490)
    many, peak_of_many = peak(2000)

    assert (few, many) == (501, 2501)  # and the line of headings
    assert peak_of_many < 2 * peak_of_few
