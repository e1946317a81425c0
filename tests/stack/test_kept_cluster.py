"""The database with all tables that `./run test` copies in place of migrating anew."""

import threading

import pytest

from pain_site.stack.kept_cluster import KeptCluster
from pain_site.stack.throwaway import Throwaway


@pytest.fixture
def source(tmp_path):
    """A file that decides how the tables come out."""
    file = tmp_path / "0001_initial.py"
    file.write_text("CREATE TABLE first ()")
    return file


@pytest.fixture
def kept_in(tmp_path, source, monkeypatch):
    monkeypatch.setattr("pain_site.stack.preparation.PROJECT", tmp_path)
    return lambda: KeptCluster(tmp_path / "kept", ("*.py",))


@pytest.fixture
def servers():
    made = []

    def make():
        made.append(Throwaway())
        return made[-1]

    yield make
    for each in made:
        each.remove()


def test_what_one_run_made_the_next_one_finds(kept_in, servers):
    first, second = servers(), servers()
    first.postgres.start()
    with first.postgres.connect("postgres") as connection:
        connection.execute("CREATE TABLE first ()")
    with kept_in().taking_turns():
        kept_in().keep(first.postgres)
    assert kept_in().is_there

    kept_in().copy_to(second.state.postgres)
    second.postgres.start()

    for server in (first.postgres, second.postgres):
        with server.connect("postgres") as connection:
            assert connection.execute("SELECT count(*) FROM first").fetchone() == (0,)


def test_after_a_change_it_is_made_anew(kept_in, source):
    before = kept_in().data
    source.write_text("CREATE TABLE first (id integer)")

    assert kept_in().data != before


def test_a_copy_that_was_interrupted_is_not_taken_for_a_whole_one(kept_in):
    kept = kept_in()
    kept.data.with_suffix(".unfinished").mkdir(parents=True)

    assert not kept.is_there


def test_of_two_runs_at_once_one_waits_for_the_other(kept_in):
    order = []

    def second():
        with kept_in().taking_turns():
            order.append("second")

    with kept_in().taking_turns():
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.2)
        order.append("first")
    waiting.join()

    assert order == ["first", "second"]
