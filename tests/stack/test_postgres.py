"""The embedded PostgreSQL: made completely or not at all, and the web role in it owns nothing."""

import os
import tempfile

import psycopg
import pytest

from pain_site.stack.refusal import Refusal
from pain_site.stack.servers import roles
from pain_site.stack.servers.postgres import FAST_AND_FORGETFUL, Postgres, server_environment
from pain_site.stack.state import State


@pytest.fixture(scope="module")
def started():
    """A server that found the remains of an interrupted first start, and a lock file from a power cut."""
    with tempfile.TemporaryDirectory(prefix="stack-") as folder:
        state = State(folder)
        state.make()
        for remains in (state.folder / "postgres.unfinished", state.postgres):
            remains.mkdir()
            (remains / "half").touch()
        (state.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
        said = []
        server = Postgres(state, settings=FAST_AND_FORGETFUL, say=said.append)
        server.start()
        roles.make_site_database(server)
        yield server, said
        server.stop()


@pytest.fixture
def as_web(started):
    with psycopg.connect(started[0].url(roles.WEB)) as connection:
        yield connection


def test_a_half_made_database_is_thrown_away_with_a_line_that_says_so(started):
    server, said = started

    assert [line.split(":")[0].rsplit("/", 1)[-1] for line in said[:2]] == ["postgres.unfinished", "postgres"]
    assert all(line.startswith("Throwing away") for line in said[:2])
    assert not (server.data / "half").exists()


def test_a_lock_file_whose_number_belongs_to_another_program_does_not_stop_the_start(started):
    server, _ = started

    with server.connect("postgres") as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_server_listens_on_no_network_port(started):
    with started[0].connect("postgres") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_the_web_role_fills_tables_that_it_cannot_change_or_remove(started, as_web):
    with psycopg.connect(started[0].url(roles.OWNER), autocommit=True) as owner:
        owner.execute("CREATE TABLE thing (id serial, name text)")

    as_web.execute("INSERT INTO thing (name) VALUES ('x')")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_web.execute("ALTER TABLE thing DISABLE TRIGGER ALL")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "CREATE TEMPORARY TABLE mine ()",
        "CREATE SCHEMA mine",
        "SET session_replication_role = replica",
        "SET ROLE pain_site_owner",
        "CREATE DATABASE mine",
    ],
)
def test_the_web_role_may_not(as_web, statement):
    as_web.autocommit = True

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_web.execute(statement)


def test_a_database_of_another_version_is_left_alone(state):
    server = Postgres(state)
    (server.data / "global").mkdir(parents=True)
    (server.data / "global" / "pg_control").touch()
    (server.data / "PG_VERSION").write_text("15\n")

    with pytest.raises(Refusal, match=r"made by PostgreSQL 15, this is 18\. Move the folder away"):
        server.start()


def test_a_server_that_cannot_start_shows_the_end_of_its_log(state):
    server = Postgres(state, settings={"no_such_setting": "1"}, say=lambda line: None)

    with pytest.raises(Refusal, match=r"(?s)PostgreSQL did not start.*no_such_setting"):
        server.start()


def test_variables_that_would_lead_postgresql_elsewhere_are_dropped(monkeypatch):
    monkeypatch.setenv("PGDATA", "/elsewhere")
    monkeypatch.setenv("LC_ALL", "xx_YY")

    clean = server_environment()

    assert "PGDATA" not in clean
    assert clean["LC_ALL"] != "xx_YY"
