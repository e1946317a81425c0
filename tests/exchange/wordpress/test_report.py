"""What the command that moves another site in writes down, and what it says of a file that it cannot read."""

import pytest
from django.core.management import CommandError, call_command

from tests.exchange.wordpress.exports import export, item
from tests.factories.drafts import home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db):
    home()


def test_a_formula_in_a_title_is_not_computed_in_the_report(move_in):
    assert move_in(export(item(1, title="=1+1")))["1"]["title"] == "'=1+1"


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
