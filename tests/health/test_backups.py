"""A small site, backed up and brought back into an empty place, is the same site: the audit says so."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile

import psycopg
import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import connection

from pain_site.backups import pack
from pain_site.stack.state import PROJECT
from tests.factories.drafts import image
from tests.factories.editions import path_of
from tests.factories.pages import published_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True, databases=["default", "capture"])


@pytest.fixture
def key(tmp_path):
    """A pair of keys of somebody elsewhere: the file of the public one. The private one is in GNUPGHOME."""
    if not shutil.which("gpg"):
        pytest.skip("gpg, which locks backups, is not installed: apt install gnupg")
    home = tmp_path / "elsewhere"
    home.mkdir(mode=0o700)
    gpg = ["gpg", "--homedir", str(home), "--batch", "--quiet"]
    subprocess.run([*gpg, "--passphrase", "", "--quick-gen-key", "backup@example.org", "future-default"], check=True)
    public = subprocess.run([*gpg, "--export", "--armor"], check=True, capture_output=True).stdout
    (home / "public.asc").write_bytes(public)
    yield home / "public.asc"
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "gpg-agent"], check=False)


@pytest.fixture
def empty(db):
    """The address of an empty database beside the test's own."""
    name = f"{connection.settings_dict['NAME']}_restored"
    params = connection.get_connection_params() | {"dbname": "postgres", "autocommit": True}
    where = {part: params[part] for part in ("dbname", "user", "host", "port", "autocommit") if params.get(part)}
    with psycopg.connect(**where) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield address_of(name)
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def address_of(name):
    """Of a database on the server of the tests."""
    params = connection.get_connection_params()
    return f"postgres://{params['user']}@/{name}?host={params['host']}"


@pytest.fixture
def backed_up(settings, tmp_path, key):
    """The folder of a locked backup of a site with one article and its picture, and the article's address."""
    settings.BACKUP_ROOT, settings.BACKUP_LOG_ROOT = str(tmp_path / "backups"), str(tmp_path / "log-backups")
    settings.BACKUP_KEY = str(key)
    article = published_article("Heat packs", hero_image=image(), hero_alt="A heat pack")
    call_command("backup")
    [folder] = (tmp_path / "backups").iterdir()
    return folder, path_of(article)


def restored(folder, address, home, state):
    """What `manage.py restore` says in a place of its own, and whether it was content."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pain_site.settings.dev",
        "DATABASE_URL": address,
        "PAIN_SITE_STATE": str(state),
        "GNUPGHOME": str(home),
    }
    command = [sys.executable, "manage.py", "restore", str(folder)]
    done = subprocess.run(command, env=env, cwd=PROJECT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_what_was_backed_up_comes_back_and_is_intact(backed_up, empty, key, tmp_path):
    folder, path = backed_up

    status, said = restored(folder, empty, key.parent, tmp_path / "new")

    assert (status, "The record is intact." in said) == (0, True), said
    with psycopg.connect(empty) as database:
        assert database.execute("SELECT count(*) FROM articles_publication WHERE path = %s", [path]).fetchone() == (1,)
    kept = {file.name for file in (tmp_path / "new" / "edition-images").rglob("*.webp")}
    assert kept == {file.name for file in site.EDITION_IMAGES_ROOT.rglob("*.webp")} != set()


def test_nobody_reads_it_without_the_private_key(backed_up, tmp_path):
    folder, _ = backed_up

    assert {path.name for path in folder.iterdir()} == {"database.dump.gpg", "files.tar.gpg", "manifest.json"}
    assert not [path for path in folder.iterdir() if b"Heat packs" in path.read_bytes()]
    assert [path.name for path in (tmp_path / "log-backups").rglob("*.gpg")] == ["log.tar.gpg"]


def test_what_was_half_written_when_a_process_died_stays_out(settings, tmp_path):
    """Such a file may belong to a user whose files whoever makes backups cannot read."""
    places = {"media": "MEDIA_ROOT", "edition-images": "EDITION_IMAGES_ROOT", "log": "LOG_ROOT"}
    for name, setting in places.items():
        setattr(settings, setting, tmp_path / name)
        (tmp_path / name).mkdir()
        (tmp_path / name / "tmp1.part").write_bytes(b"half")
    settings.BACKUP_ROOT, settings.BACKUP_LOG_ROOT = str(tmp_path / "backups"), str(tmp_path / "log-backups")

    call_command("backup", "--plain")

    packed = [*(tmp_path / "backups").rglob("*.tar"), *(tmp_path / "log-backups").rglob("*.tar")]
    found = set()
    for path in packed:
        with tarfile.open(path) as file:
            found |= set(file.getnames())
    assert found == {*places, "media/tmp1.part"}  # the name that somebody gave to what they sent


def test_where_gpg_is_missing_the_refusal_says_what_to_install(settings, tmp_path, monkeypatch):
    settings.BACKUP_ROOT, settings.BACKUP_KEY = str(tmp_path / "backups"), str(tmp_path / "public.asc")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CommandError, match="on Debian gnupg brings it"):
        call_command("backup")


@pytest.mark.parametrize("harm", ["changed", "unfinished"])
def test_a_harmed_backup_is_refused_before_anything_is_restored(backed_up, empty, key, tmp_path, harm):
    folder, _ = backed_up
    if harm == "changed":
        with (folder / "files.tar.gpg").open("ab") as file:
            file.write(b"x")
    else:
        (folder / "manifest.json").unlink()

    status, said = restored(folder, empty, key.parent, tmp_path / "new")

    assert status and ("is not what was written" in said or "no finished backup" in said)
    with psycopg.connect(empty) as database:
        assert database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


@pytest.mark.parametrize("content", [None, b"", b"no key"])
def test_a_key_that_locks_nothing_is_named_as_the_reason(settings, tmp_path, key, content):
    settings.BACKUP_ROOT, settings.BACKUP_KEY = str(tmp_path / "backups"), str(tmp_path / "other.asc")
    if content is not None:
        (tmp_path / "other.asc").write_bytes(content)

    with pytest.raises(CommandError, match="gpg could not lock database.dump with the key in .*other.asc"):
        call_command("backup")


@pytest.mark.parametrize(
    ("manifest", "refusal"),
    [
        ("", "cannot be read"),
        ("{}", "cannot be read"),
        ('{"files": [], "is_locked": false}', "cannot be read"),
        ('{"files": {}, "is_locked": false}', "database.dump is missing"),
        ('{"files": {"database.dump": ""}, "is_locked": true}', "database.dump.gpg is missing"),
    ],
)
def test_a_manifest_that_cannot_be_right_is_refused_in_a_sentence(tmp_path, manifest, refusal):
    (tmp_path / "manifest.json").write_text(manifest)

    with pytest.raises(CommandError, match=refusal):
        call_command("restore", str(tmp_path))


def test_a_log_that_is_no_backup_is_refused_before_anything_is_restored(tmp_path):
    for name in ("database.dump", "files.tar"):
        (tmp_path / name).write_bytes(b"")
    nothing = hashlib.sha256().hexdigest()
    files = {"database.dump": nothing, "files.tar": nothing}
    (tmp_path / "manifest.json").write_text(json.dumps({"files": files, "is_locked": False}))

    with pytest.raises(CommandError, match="elsewhere is no finished backup"):
        call_command("restore", str(tmp_path), log=str(tmp_path / "elsewhere"))


def test_nothing_is_restored_over_a_site(backed_up):
    with pytest.raises(CommandError, match="Restore into an empty one"):
        call_command("restore", str(backed_up[0]))


def test_a_backup_is_not_left_open_by_mistake(settings, tmp_path):
    settings.BACKUP_ROOT, settings.BACKUP_KEY = str(tmp_path), ""

    with pytest.raises(CommandError, match="public key"):
        call_command("backup")


def test_what_is_signed_while_a_backup_is_made_does_not_keep_it_from_coming_back(settings, tmp_path):
    """The log comes first: it names no link that is not in the database, which is written down after it."""
    settings.BACKUP_ROOT, settings.BACKUP_LOG_ROOT = str(tmp_path / "backups"), str(tmp_path / "log-backups")

    call_command("backup", "--plain")

    [log], [database] = (tmp_path / "log-backups").rglob("log.tar"), (tmp_path / "backups").rglob("database.dump")
    assert log.stat().st_mtime_ns < database.stat().st_mtime_ns


def test_what_goes_while_it_is_packed_does_not_end_a_backup(tmp_path):
    class Disk(io.BytesIO):
        """As the first bytes are written, somebody deletes what was to follow."""

        def write(self, content):
            (tmp_path / "c.webp").unlink(missing_ok=True)
            shutil.rmtree(tmp_path / "later", ignore_errors=True)
            return super().write(content)

    (tmp_path / "b.webp").write_bytes(bytes(20_000))
    (tmp_path / "c.webp").write_bytes(b"picture")
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "d.webp").write_bytes(b"picture")

    pack(disk := Disk(), {"media": tmp_path})

    with tarfile.open(fileobj=io.BytesIO(disk.getvalue())) as packed:
        assert packed.getnames() == ["media", "media/b.webp"]


def test_a_database_that_lacks_what_readers_get_is_not_the_site_s(backed_up, empty, key, tmp_path):
    folder, _ = backed_up
    restored(folder, empty, key.parent, tmp_path / "new")
    published_article("Published after the move to another server")
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pain_site.settings.dev",
        "DATABASE_URL": empty,
        "READERS_DATABASE_URL": address_of(connection.settings_dict["NAME"]),
        "PAIN_SITE_STATE": str(tmp_path / "new"),
        "BACKUP_ROOT": str(tmp_path / "others"),
    }

    command = [sys.executable, "manage.py", "backup", "--plain"]
    done = subprocess.run(command, env=env, cwd=PROJECT, capture_output=True, text=True)

    assert done.returncode and "another one than the site's" in done.stderr, done.stderr


def test_a_backup_says_where_nobody_could_tell_whether_readers_get_this_database(tmp_path):
    here = address_of(connection.settings_dict["NAME"])
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "pain_site.settings.dev",
        "DATABASE_URL": here,
        "READERS_DATABASE_URL": here,
        "CAPTURE_DATABASE_URL": "postgres://nobody:x@127.0.0.1:1/pain_site",
        "PAIN_SITE_STATE": str(tmp_path / "new"),
        "BACKUP_ROOT": str(tmp_path / "others"),
    }

    command = [sys.executable, "manage.py", "backup", "--plain"]
    done = subprocess.run(command, env=env, cwd=PROJECT, capture_output=True, text=True)

    assert not done.returncode and "nobody could tell" in done.stderr, done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("sslmode", "verify-full", "SSL|certificate"),
        ("require_auth", "gss", "authentication"),
        ("gssencmode", "require", "GSS"),
        ("ssl_min_protocol_version", "TLSv9", "ssl_min_protocol_version"),
    ],
)
def test_postgresql_s_programs_demand_of_a_connection_what_its_address_demands(
    settings, tmp_path, monkeypatch, name, value, said
):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], name, value)
    settings.BACKUP_ROOT = str(tmp_path)

    with pytest.raises(CommandError, match=rf"pg_dump failed: .*({said})"):
        call_command("backup", "--plain")
