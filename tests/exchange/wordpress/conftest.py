"""Moving in by the command, as an operator does."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command


@pytest.fixture
def move_in(tmp_path):
    """Run the command on the text of an export; the rows of its report by the number of the item."""

    def run(text, *options, name="export.xml", code=0):
        path, report = tmp_path / name, tmp_path / "report.csv"
        path.write_text(text, encoding="utf-8")
        out = StringIO()
        try:
            call_command("import_wordpress", str(path), f"--report={report}", *options, stdout=out, stderr=StringIO())
        except SystemExit as ended:
            assert ended.code == code
        else:
            assert code == 0
        with open(report, newline="", encoding="utf-8") as file:
            rows = {row["number"]: row for row in csv.DictReader(file)}
        return rows | {"summary": out.getvalue()}

    return run
