"""What `manage.py preflight` says of a site that is not right."""

import json
import os
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections, transaction
from django.utils import timezone

from articles.stores.databases import READERS
from articles.stores.valkey import valkey
from pain_site.backups import back_up
from pain_site.health import preflight
from tests.accounts.second_factor import with_app
from tests.factories.accounts import UserFactory
from tests.roles import acting_as

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def collected(settings, tmp_path):
    """Say which static files were collected last, whatever release they are of."""

    def collected(*names):
        paths = {name: name for name in names}
        (tmp_path / "staticfiles.json").write_text(json.dumps({"version": "1.1", "paths": paths, "hash": ""}))
        settings.STATIC_ROOT = tmp_path
        backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
        settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}

    return collected


def said(capsys, *arguments):
    """What it prints, and whether that is that all is right."""
    try:
        call_command("preflight", *arguments)
    except SystemExit as end:
        assert end.code == 1
        return capsys.readouterr().out
    return capsys.readouterr().out


def test_it_says_that_static_files_were_not_collected(capsys, collected):
    collected()

    assert "every page would be an error. Run manage.py collectstatic" in said(capsys, "--at-start")


def test_it_says_that_those_of_another_release_were_collected(capsys, collected):
    own = {name for finder in get_finders() for name, _storage in finder.list([])}
    collected(*own)
    assert "collectstatic" not in said(capsys, "--at-start")

    collected(*own - {"planning/planning.css"}, "planning/of_the_next_release.css")
    assert "this release were not collected, planning/planning.css among them" in said(capsys, "--at-start")


def test_it_says_that_the_site_connects_as_the_owner(capsys):
    assert "it could switch the rules of the record off" in said(capsys, "--at-start")


def test_the_web_role_is_right(as_web_role):
    with as_web_role():
        assert not [sentence for sentence in preflight.inspect([preflight.roles]) if "could switch" in sentence]


def test_it_says_that_temporary_tables_may_be_made(as_web_role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege(current_database(), 'TEMP')")
        [may] = cursor.fetchone()

    assert may == any("temporary tables" in sentence for sentence in preflight.inspect([preflight.roles]))


def test_it_says_that_statements_are_compiled_where_postgresql_can():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_jit_available()")
        [can] = cursor.fetchone()
        cursor.execute("SET LOCAL jit = on")
        assert can == any("jit = off" in sentence for sentence in preflight.inspect([preflight.compiling]))
        cursor.execute("SET LOCAL jit = off")
        assert preflight.inspect([preflight.compiling]) == []


def test_it_says_when_readers_are_answered_by_a_role_that_reads_drafts(monkeypatch):
    monkeypatch.setattr(preflight, "READERS", "default")

    assert any("can read drafts" in sentence for sentence in preflight.inspect([preflight.roles]))
    with acting_as("pain_site_readers"):
        found = preflight.inspect([preflight.roles])
    assert not [sentence for sentence in found if "drafts" in sentence or "cannot read editions" in sentence]


def test_a_replica_that_is_away_keeps_no_web_server_from_starting(monkeypatch):
    """The main server answers readers meanwhile, and is asked whether their role is right."""
    monkeypatch.setattr(preflight, "READERS", "default")
    monkeypatch.setattr(preflight, "CAPTURE", "default")
    asked = []

    def away_at_first(execute, statement, *rest):
        if "has_table_privilege" in statement:
            asked.append(statement)
            if len(asked) == 1:
                raise OperationalError("the server closed the connection")
        return execute(statement, *rest)

    with connection.execute_wrapper(away_at_first):
        found = preflight.inspect([preflight.roles])

    assert len(asked) == 2 and any("can read drafts" in sentence for sentence in found)


def test_it_says_that_a_replica_does_not_answer(capsys, settings):
    """It is asked over a connection of its own: those of other tests are there already."""
    connections[READERS].close()
    where = connections[READERS].settings_dict
    with pytest.MonkeyPatch.context() as away:
        away.setitem(where, "HOST", "127.0.0.1")
        away.setitem(where, "PORT", "1")
        assert "does not answer at READERS_DATABASE_URL" in said(capsys)
        assert "does not answer at READERS_DATABASE_URL" not in said(capsys, "--at-start")


def test_what_cannot_be_asked_is_a_sentence_and_the_rest_is_told():
    def broken():
        return preflight.ask("SELECT 1 FROM no_such_table")

    with transaction.atomic():
        found = preflight.inspect([broken, preflight.keys])
        transaction.set_rollback(True)

    assert found[0].startswith("PostgreSQL could not be asked about broken: ")
    assert len(found) > 1


def test_what_cannot_be_looked_at_is_a_sentence_too():
    def the_key():
        raise PermissionError("You may not read /etc/log.key.\nNor that.")

    assert preflight.inspect([the_key]) == ["Nobody can tell about the key: You may not read /etc/log.key."]


def test_a_worker_that_left_no_mark_is_named_as_such():
    valkey().delete("noted-beat of upkeep")

    assert "Not so: The worker of long tasks runs. It has left no mark." in preflight.inspect([preflight.processes])


def second_factors_locked():
    return any("SECRET_KEY is not the one" in sentence for sentence in preflight.second_factors())


def test_it_says_who_lacks_a_second_factor():
    UserFactory(is_superuser=True)

    assert "1 superusers have no second factor." in preflight.inspect([preflight.second_factors])


def test_it_says_that_second_factors_were_locked_with_another_key(settings):
    """As after a way back without the settings of before: no code of any app would be right."""
    with_app(UserFactory())
    assert not second_factors_locked()

    settings.SECRET_KEY, former = "x" * 60, settings.SECRET_KEY
    assert second_factors_locked()

    settings.SECRET_KEY_FALLBACKS = [former]
    assert not second_factors_locked()


def test_it_says_when_nobody_knows_of_a_backup(settings, tmp_path):
    settings.BACKUP_ROOT = str(tmp_path)

    sentences = preflight.inspect([preflight.backups])

    assert sentences == [
        f"There is no backup in {tmp_path} of the last 26 hours. Run manage.py backup.",
        "BACKUP_LOG_ROOT is not set: nobody here knows of any backup of the log.",
    ]


@contextmanager
def another_user():
    """Whoever is no owner of what was made before; root for one could read everything."""
    if os.geteuid():
        pytest.skip("only root can be another user for a while")
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def backups(settings):
    """The folders of backups and of the log's, to which every user of the machine finds the way."""
    with TemporaryDirectory(prefix="backups-") as folder:
        Path(folder).chmod(0o755)
        settings.BACKUP_ROOT, settings.BACKUP_LOG_ROOT = f"{folder}/all", f"{folder}/log"
        yield settings


def test_it_knows_of_backups_of_which_the_sites_user_can_read_nothing(backups):
    made = back_up(backups.BACKUP_ROOT, log_root=backups.BACKUP_LOG_ROOT)

    with another_user():
        assert preflight.inspect([preflight.backups]) == []
        for name in ("database.dump", "files.tar", "manifest.json"):
            with pytest.raises(PermissionError):
                (made / name).read_bytes()


def test_it_says_that_the_log_has_no_backup(backups):
    back_up(backups.BACKUP_ROOT)

    [sentence] = preflight.inspect([preflight.backups])

    assert sentence.startswith(f"There is no backup of the log in {backups.BACKUP_LOG_ROOT} of the last 26 hours.")


def test_a_folder_that_it_may_not_look_into_is_not_taken_for_no_backup(backups):
    back_up(backups.BACKUP_ROOT, log_root=backups.BACKUP_LOG_ROOT).chmod(0o700)

    with another_user():
        [sentence] = preflight.inspect([preflight.backups])

    assert sentence.startswith(f"Nobody can tell whether there is a backup in {backups.BACKUP_ROOT} of the last 26")


def test_a_letter_leaves(capsys, mailoutbox):
    assert "A letter left for ops@example.org" in said(capsys, "--at-start", "--mail", "ops@example.org")
    assert [letter.to for letter in mailoutbox] == [["ops@example.org"]]


def test_an_address_that_is_none_is_told(capsys):
    assert "did not leave" in said(capsys, "--at-start", "--mail", "ops@example.org\nBcc: all@example.org")


def test_whatever_is_away_is_told(settings):
    settings.VALKEY_URL = "redis://127.0.0.1:1/0"

    assert preflight.inspect([preflight.broker]) == ["Valkey does not answer at VALKEY_URL (ConnectionError)."]


@pytest.fixture
def valkey_settings():
    """Settings of the tests' Valkey, which are given back."""
    before = valkey().config_get("maxmemory*")
    yield valkey().config_set
    for name in ("maxmemory", "maxmemory-policy"):
        valkey().config_set(name, before[name])


def test_it_says_that_valkey_may_throw_the_queue_away(valkey_settings):
    valkey_settings("maxmemory", "1gb")
    valkey_settings("maxmemory-policy", "allkeys-lru")
    assert any("may throw the queue away" in sentence for sentence in preflight.broker())

    valkey_settings("maxmemory-policy", "volatile-lru")
    assert not any("may throw the queue away" in sentence for sentence in preflight.broker())


def test_it_says_when_python_and_postgresql_tell_another_time(monkeypatch):
    assert preflight.inspect([preflight.time_zone]) == []

    monkeypatch.setattr(timezone, "get_default_timezone", lambda: ZoneInfo("Asia/Tokyo"))

    [sentence] = preflight.inspect([preflight.time_zone])
    assert sentence.startswith("It is ") and "time zone data" in sentence


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_migration_does_not_wait_long_for_a_table_in_use(settings):
    settings.MIGRATION_LOCK_TIMEOUT = "50ms"
    somebody = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.ClientCursor})
    with somebody, pytest.raises(CommandError, match="longer than 50ms"):
        somebody.execute("LOCK TABLE django_migrations")
        call_command("migrate", verbosity=0)


def test_it_says_that_the_bucket_is_not_there(s3, files_at):
    files_at(s3, "no-such-bucket")

    [sentence] = preflight.inspect([preflight.files])

    assert sentence == "The files in the bucket of FILES_URL cannot be reached (NoSuchBucket)."
