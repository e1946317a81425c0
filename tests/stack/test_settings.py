"""What the environment makes of the settings: technical error pages, which servers are asked, and what is refused."""

import os
import subprocess
import sys

import pytest
from django.db import OperationalError
from psycopg.errors import AdminShutdown, DeadlockDetected

from pain_site.refused_commands import sentence_for
from pain_site.settings import values
from pain_site.settings.values import Values
from pain_site.stack import preparation
from pain_site.stack.inspections.checks import IN_PRODUCTION
from pain_site.stack.refusal import Refusal
from pain_site.stack.state import PROJECT


@pytest.mark.parametrize(
    ("module", "wish", "shown"),
    [("dev", "", "False"), ("dev", "true", "True"), ("production", "true", "False")],
)
def test_technical_error_pages_are_for_developers_who_ask_for_them(module, wish, shown):
    asked = f"from pain_site.settings.{module} import DEBUG; print(DEBUG)"
    env = os.environ | IN_PRODUCTION | {"DEBUG": wish}

    said = subprocess.run([sys.executable, "-c", asked], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == f"{shown}\n", said.stderr


@pytest.mark.parametrize(("server", "backend"), [({}, "filebased"), ({"EMAIL_URL": "smtp://127.0.0.1:2525"}, "smtp")])
def test_no_mail_leaves_a_developers_machine_unless_they_name_a_server(server, backend):
    asked = "from pain_site.settings import dev; print(dev.EMAIL_BACKEND)"
    env = {name: value for name, value in os.environ.items() if name != "EMAIL_URL"} | server

    said = subprocess.run([sys.executable, "-c", asked], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == f"django.core.mail.backends.{backend}.EmailBackend\n", said.stderr


SOCKET, TCP = "postgres://web@/site?host=/run/one", "postgres://web@main:5432/site"


@pytest.mark.parametrize(
    ("addresses", "hosts"),
    [
        ((SOCKET, "", ""), ["/run/one", "/run/one", "/run/one"]),
        ((SOCKET, "postgres://readers@/site?host=/run/two", SOCKET), ["/run/one", "/run/two", "/run/one"]),
        ((SOCKET, "postgres://readers@replica:5432/site", ""), ["/run/one", "replica", "replica"]),
        ((TCP, "postgres://readers@/site?host=/run/two", TCP), ["main", "/run/two", "main"]),
    ],
)
def test_each_connection_leads_to_the_server_that_its_address_names(addresses, hosts):
    names = ("DATABASE_URL", "READERS_DATABASE_URL", "CAPTURE_DATABASE_URL")
    asked = "from django.db import connections as c; " + (
        "print([c[name].get_connection_params()['host'] for name in ('default', 'readers', 'capture')])"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"} | dict(zip(names, addresses, strict=True))

    said = subprocess.run([sys.executable, "-c", asked], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == f"{hosts}\n", said.stderr


def test_a_process_that_loads_the_site_does_not_look_through_all_of_it_for_what_could_go():
    without_what_only_tests_bring = "import sys; sys.modules['jinja2'] = None; "
    asked = (
        f"{without_what_only_tests_bring} import django; django.setup(); "
        "import gc; print(gc.get_stats()[2]['collections'])"
    )

    said = subprocess.run([sys.executable, "-c", asked], cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == "0\n", said.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECOND_FACTOR_REQUIRED", "ture"),
        ("SECOND_FACTOR_REQUIRED", "true # for everybody"),
        ("HOLD_RETRACTED_ONLY_SUPPORT", "maybe"),
        ("REPORT_TEXT_DAYS", "-5"),
        ("REPORT_EMAIL_DAYS", "99999999999"),
        ("LETTERS_KEPT_DAYS", "90 # days"),
        ("REPORT_HOURS", "4,24"),
        ("REPORT_HOURS", "4,24,48,168,soon"),
        ("RECALL_ANSWER_HOURS", "24,72,-1"),
        ("LOOKUP_TIMEOUT", "nan"),
        ("FIRST_REVIEWS_MONTHS", "0"),
        ("TIME_ZONE", "Mars/Base"),
        ("CONTENT_LANGUAGES", "en-gb,klingon"),
        ("CITATION_STYLE", "apa"),
        ("SIGNING", "passkeys"),
        ("LOG_FORMAT", "xml"),
        ("LOG_WITNESSES", "key-without-address"),
        ("MIGRATION_LOCK_TIMEOUT", "soon"),
        ("ALLOWED_HOSTS", "https://www.example.org"),
        ("BASE_URL", "www.example.org"),
        ("BASE_URL", "http://[::1"),
        ("VALKEY_URL", "redis://localhost:port/0"),
        ("EMAIL_URL", "mail.example.org"),
        ("FRONT_CACHE_URL", "localhost:6081"),
        ("DATABASE_URL", "localhost"),
        ("READERS_DATABASE_URL", "postgres://readers:secret@localhost:port/site"),
        ("FILES_URL", "https://s3.example.org/bucket"),
        ("FILES_URL", "s3://s3.example.org/bucket"),
        ("FILES_URL", "s3://KEY:secret@s3.example.org"),
        ("FILES_URL", "s3://KEY:secret/1@s3.example.org/bucket"),
        ("FILES_URL", "s3://KEY:secret@s3.example.org/bucket?acl=public-read"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_in_a_sentence_that_names_it(name, value):
    said = manage("diffsettings", {name: value})

    assert said.returncode == 1
    assert said.stderr.startswith(f"{name} is ") and len(said.stderr.splitlines()) == 1, said.stderr
    assert "secret" not in said.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "psql://web@[::1]:5432/site"),
        ("DATABASE_URL", "postgres://web@one:5432,two:5432/site?target_session_attrs=read-write"),
        ("VALKEY_URL", "redis:///0"),
        ("VALKEY_URL", "unix:///run/valkey.sock?db=1"),
        ("MIGRATION_LOCK_TIMEOUT", "0"),
        ("ALLOWED_HOSTS", ".example.org,[::1]"),
        ("EMAIL_URL", "smtp+tls://desk%40example.org:secret@mail.example.org:587"),
    ],
)
def test_a_setting_in_another_of_its_forms_is_taken(name, value):
    asked = [sys.executable, "-c", "import pain_site.settings.dev"]

    said = subprocess.run(asked, env=os.environ | {name: value}, cwd=PROJECT, capture_output=True, text=True)

    assert said.returncode == 0, said.stderr


def test_a_bucket_is_asked_as_its_address_says_and_without_one_nothing_is_loaded_for_it():
    asked = (
        "import sys; from django.core.files.storage import storages; "
        "print([(type(storages[name]).__name__, getattr(storages[name], 'secret_key', None), "
        "getattr(storages[name], 'endpoint_url', None)) for name in ('default', 'editions')], 'boto3' in sys.modules)"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"}
    bucket = {"FILES_URL": "s3://KEY:a%2Fb@s3.example.org:9000/bucket"}

    without, with_one = (
        subprocess.run([sys.executable, "-c", code], env=env | more, cwd=PROJECT, capture_output=True, text=True)
        for code, more in ((f"import django; django.setup(); {asked}", {"FILES_URL": ""}), (asked, bucket))
    )

    assert without.stdout == "[('FileSystemStorage', None, None), ('EditionFiles', None, None)] False\n", without.stderr
    where = "'a/b', 'https://s3.example.org:9000'"
    assert with_one.stdout == f"[('UploadsInBucket', {where}), ('EditionsInBucket', {where})] True\n", with_one.stderr


def test_a_setting_that_is_empty_counts_as_not_set_and_blanks_in_a_list_do_not_count():
    asked = (
        "from pain_site.settings import base; print(base.LOG_ROOT == base.STATE_DIR / 'log', base.CONTENT_LANGUAGES)"
    )
    env = os.environ | {"LOG_ROOT": "", "LETTERS_KEPT_DAYS": "", "CONTENT_LANGUAGES": "en-gb, fr"}

    said = subprocess.run([sys.executable, "-c", asked], env=env, cwd=PROJECT, capture_output=True, text=True)

    assert said.stdout == "True ['en-gb', 'fr']\n", said.stderr


#: What asks PostgreSQL in a way of its own: by the ORM, by SQL, by the migrations, by pg_dump, and in a transaction.
COMMANDS = ["purge_reports", "verify_record", "migrate", "backup --plain", "close_account a@b.c"]
#: All of them in one process, since each would take seconds to load the site.
ALL_COMMANDS = f"""
import manage, sys
for command in {COMMANDS}:
    sys.argv = ["manage.py", *command.split()]
    try:
        manage.main()
    except SystemExit as ended:
        print(ended.code)
"""


def test_each_command_says_in_a_sentence_that_postgresql_is_away(tmp_path):
    away = {"DATABASE_URL": "postgres://role:secret@127.0.0.1:9/site", "BACKUP_ROOT": str(tmp_path)}
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"} | away

    said = subprocess.run([sys.executable, "-c", ALL_COMMANDS], env=env, cwd=PROJECT, capture_output=True, text=True)

    sentences = [line for line in said.stdout.splitlines() if line.startswith("PostgreSQL could not be asked: ")]
    assert len(sentences) == len(COMMANDS), said.stdout + said.stderr
    assert list(tmp_path.iterdir()) == []
    assert "secret" not in said.stdout + said.stderr and "Traceback" not in said.stderr


def test_a_command_that_was_refused_ends_with_the_sentence_alone():
    said = manage("purge_reports", {"DATABASE_URL": "postgres://role:secret@127.0.0.1:9/site"})

    assert said.returncode == 1
    assert said.stderr.startswith("PostgreSQL could not be asked: ") and "Traceback" not in said.stderr, said.stderr


def test_what_a_server_refuses_that_was_asked_keeps_its_trace():
    deadlock, gone = OperationalError("deadlock detected"), OperationalError("terminating connection")
    deadlock.__cause__, gone.__cause__ = DeadlockDetected(), AdminShutdown()

    assert sentence_for(deadlock) is None
    assert sentence_for(gone).startswith("PostgreSQL could not be asked: ")


def manage(command, settings):
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "pain_site.settings.dev"} | settings
    line = [sys.executable, "manage.py", *command.split()]
    return subprocess.run(line, env=env, cwd=PROJECT, capture_output=True, text=True)


def test_a_secret_that_begins_with_a_dollar_sign_is_what_it_is(monkeypatch):
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "$ecret")

    assert Values().str("OIDC_CLIENT_SECRET") == "$ecret"


@pytest.mark.parametrize(("said", "loads"), [("", True), ("true", True), ("Yes", True), ("off", False), ("0", False)])
def test_whether_there_is_a_demo_is_read_like_every_setting(said, loads):
    assert (preparation.TRUE, preparation.FALSE) == (values.TRUE, values.FALSE)
    assert preparation.is_true(said) is loads


def test_what_cannot_be_meant_loads_no_people_with_known_passwords():
    with pytest.raises(Refusal, match="it has to be true or false"):
        preparation.is_true("flase")
