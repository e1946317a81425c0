"""`./run check`: every check has its say, in order, also after one has failed."""

import sys

import pytest

from pain_site.stack.inspections import checks


@pytest.fixture
def given(monkeypatch):
    """Checks of our own, each a line of Python."""

    def give(**programs):
        listed = [(name, [sys.executable, "-c", program], {}) for name, program in programs.items()]
        monkeypatch.setattr(checks, "checks", lambda: listed)

    return give


def test_what_a_failing_check_wrote_is_shown_and_the_others_have_their_say(given, capsys):
    given(
        slow="import time; time.sleep(0.5)", broken="import sys; print('line 3 is wrong'); sys.exit(1)", quick="print()"
    )

    assert checks.run_checks() == 1

    said = [line.partition(" (")[0].strip() for line in capsys.readouterr().out.splitlines() if line]
    assert said == ["ok      slow", "FAILED  broken", "line 3 is wrong", "ok      quick", "1 of 3 checks failed."]


def test_checks_find_a_database_of_their_own(given, capsys):
    given(connects="import os, psycopg; psycopg.connect(os.environ['DATABASE_URL'])")

    assert checks.run_checks() == 0

    assert capsys.readouterr().out.endswith("All 1 checks passed.\n")
