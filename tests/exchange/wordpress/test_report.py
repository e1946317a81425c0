"""What the command that moves another site in writes down, and what it says of a file that it cannot read."""

import csv

import pytest
from django.core.management import CommandError, call_command

from editorial.exchange.wordpress.report import Outcome, Report
from tests.exchange.wordpress.exports import export, item
from tests.factories.drafts import home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db):
    home()


def test_a_formula_in_a_title_is_not_computed_in_the_report(move_in):
    assert move_in(export(item(1, title="=1+1")))["1"]["title"] == "'=1+1"


def test_a_sentence_as_long_as_a_book_is_shortened_in_the_report(tmp_path):
    path = tmp_path / "report.csv"
    with Report(path) as report:
        report.add(1, "post", "T" * 200_000, "/1", Outcome.NEW, None, ["A" * 200_000, *["B" * 29_000] * 5])
        report.add(2, "post", "Post 2", "/2", Outcome.NEW, None, ["Look."])

    with path.open(newline="", encoding="utf-8") as file:
        long, short = csv.DictReader(file)
    assert long["what to look at"].startswith("A" * 29_999 + "…\nBBB") and len(long["what to look at"]) == 100_000
    assert short["what to look at"] == "Look."


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="is no file"):
        call_command("import_wordpress", str(tmp_path / "no.xml"))


def test_a_refused_file_takes_away_no_report_and_leaves_none(tmp_path):
    export, former, new = tmp_path / "export.xml", tmp_path / "former.csv", tmp_path / "new.csv"
    export.write_text("{}")
    former.write_text("what the run before told")

    for report in (former, new):
        with pytest.raises(CommandError, match="no export of WordPress"):
            call_command("import_wordpress", str(export), f"--report={report}")

    assert former.read_text() == "what the run before told" and not new.exists()
