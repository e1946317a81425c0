"""Moving in by the command, as an operator does."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from editorial.exchange.documents.body import as_written, html_of
from editorial.exchange.wordpress.exported.content import content_of
from editorial.exchange.wordpress.exported.contents import Contents
from editorial.exchange.wordpress.exported.export import Item, read_export
from tests.exchange.wordpress.exports import export


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


@pytest.fixture
def read(tmp_path):
    """The first post of an export with these items: its HTML as blocks have it, and what its content says."""

    def read(*items):
        path = tmp_path / "export.xml"
        path.write_text(export(*items), encoding="utf-8")
        with Contents.of(path) as contents:
            post = next(part for part in read_export(path) if isinstance(part, Item))
            content = content_of(post, contents)
        return html_of(as_written(content.document)).removeprefix("<h1></h1><h2></h2>"), content

    return read
