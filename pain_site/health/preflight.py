"""What is not right about a public site, in plain sentences: before it opens, and whenever its keeper wants to know.

Each inspection gives the sentences of what it found. Those AT_START would break every page, or take away a lock of the
database: with them the site does not start.
"""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import redis
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import DatabaseError, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.utils import timezone

from articles.log.folder import Folder
from articles.stores.databases import CAPTURE, READERS
from articles.stores.edition_files import FilesAwayError
from editorial.accounts.log_in.second_factor_required import FACTORS
from editorial.accounts.log_in.second_factors import are_locked_by_another_key

from . import conditions

EXTENSIONS = {"pg_trgm", "unaccent", "btree_gin"}
#: PostgreSQL's settings by which its log holds nothing that a reader wrote; docs/operations/servers.md says why.
QUIET = {"log_parameter_max_length": "0", "log_error_verbosity": "terse", "log_min_error_statement": "panic"}
#: A clock that is off by more makes codes of second factors wrong.
MOST_SECONDS_OFF = 5
OLD_BACKUP, OLD_LIST = timedelta(hours=26), timedelta(days=45)


def ask(statement, alias="default"):
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def static_files():
    try:
        staticfiles_storage.url("pain_site/css/site.css")
    except ValueError:
        yield "The static files were not collected: every page would be an error. Run manage.py collectstatic."
        return
    # Releases share the folder: after the way back it may hold the files of the one that came after.
    collected = getattr(staticfiles_storage, "hashed_files", None)
    missing = sorted(_static_names() - collected.keys()) if collected is not None else []
    if missing:
        yield (
            f"{len(missing)} static files of this release were not collected, {missing[0]} among them: a page that "
            "names one would be an error. Run manage.py collectstatic."
        )


def _static_names():
    passed_over = apps.get_app_config("staticfiles").ignore_patterns
    return {path for finder in get_finders() for path, _storage in finder.list(passed_over)}


def migrations():
    executor = MigrationExecutor(connections["default"])
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield f"{len(missing)} migrations were not carried out. Run manage.py migrate as the owner, then both grants."


def roles():
    [(role, is_super, owned)] = ask(
        "SELECT current_user, rolsuper, (SELECT count(*) FROM pg_class WHERE relowner = r.oid AND relkind = 'r')"
        " FROM pg_roles r WHERE rolname = current_user"
    )
    if is_super or owned:
        power = "is a superuser" if is_super else f"owns {owned} tables"
        yield (
            f"DATABASE_URL names {role}, which {power}: it could "
            "switch the rules of the record off. Connect as a role that owns nothing, and grant_web_role to it."
        )
    if ask("SELECT has_database_privilege(current_database(), 'TEMP')") == [(True,)]:
        yield (
            f"{role} may make temporary tables, which can hide real ones. As a superuser: REVOKE TEMPORARY ON DATABASE "
            "… FROM PUBLIC."
        )
    [(readers, reads_drafts, reads_editions)] = _ask_as_readers(
        "SELECT current_user, has_table_privilege('wagtailcore_revision', 'SELECT'),"
        " has_table_privilege('articles_edition', 'SELECT')"
    )
    if reads_drafts:
        yield f"READERS_DATABASE_URL names {readers}, which can read drafts. It has to be a role of its own."
    if ask("SELECT pg_is_in_recovery()", CAPTURE) == [(True,)]:
        yield (
            "What readers send would be written to a replica, which takes nothing. Set CAPTURE_DATABASE_URL: the same "
            "role on the main server."
        )
    if not reads_editions:
        yield f"{readers} cannot read editions. Run manage.py grant_readers_role {readers} as the owner."


def _ask_as_readers(statement):
    """By the main server where their replica does not answer: the rights of a role are the same there."""
    try:
        return ask(statement, READERS)
    except OperationalError:
        if connections[READERS].settings_dict["USER"] != connections[CAPTURE].settings_dict["USER"]:
            raise
        return ask(statement, CAPTURE)


def readers_database():
    """A replica that does not answer keeps no site from starting: its readers are answered by the main server."""
    try:
        ask("SELECT 1", READERS)
    except OperationalError as error:
        yield f"PostgreSQL does not answer at READERS_DATABASE_URL: {_first_line(error)}"


def extensions():
    missing = EXTENSIONS - {name for (name,) in ask("SELECT extname FROM pg_extension")}
    if missing:
        yield f"PostgreSQL lacks the extensions {', '.join(sorted(missing))}. A superuser creates them once."


def log_settings():
    for name, wanted in QUIET.items():
        [(found,)] = ask(f"SELECT current_setting('{name}')")
        if found != wanted:
            yield f"PostgreSQL's log may hold what readers write: {name} is {found}, and should be {wanted}."


def compiling():
    """PostgreSQL's just-in-time compiler: on by default, where Debian's packages brought it along."""
    if ask("SELECT current_setting('jit') = 'on' AND pg_jit_available()") == [(True,)]:
        yield "PostgreSQL compiles statements, which makes a search last for seconds: ALTER DATABASE … SET jit = off."


def clock():
    [(moment,)] = ask("SELECT clock_timestamp()")
    if abs(time.time() - moment.timestamp()) > MOST_SECONDS_OFF:
        yield "The clocks of this machine and of PostgreSQL differ by more than five seconds. Set both by NTP."


def time_zone():
    """Days are counted by Python and by PostgreSQL, each by rules of its own of when clocks change."""
    now = timezone.now()
    here = now.astimezone(timezone.get_default_timezone()).replace(tzinfo=None)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz AT TIME ZONE %s", [now, settings.TIME_ZONE])
        [there] = cursor.fetchone()
    if here != there:
        yield (
            f"It is {here:%H:%M} in {settings.TIME_ZONE} by Python and {there:%H:%M} by PostgreSQL. "
            "Bring the time zone data of both machines up to date."
        )


def broker():
    """Whether Valkey answers, and keeps the queue: nobody misses what it throws away, or forgets in a power cut."""
    soon = {"socket_timeout": 2, "socket_connect_timeout": 2}
    server = redis.Redis.from_url(settings.VALKEY_URL, decode_responses=True, **soon)
    try:
        server.ping()
    except redis.RedisError as error:
        yield f"Valkey does not answer at VALKEY_URL ({type(error).__name__})."
        return
    with suppress(redis.RedisError):  # a server that others run may not say
        kept = server.config_get("maxmemory*") | server.config_get("appendonly")  # Redis 6 takes one name at a time
        if kept.get("maxmemory") != "0" and kept.get("maxmemory-policy", "").startswith("allkeys"):
            yield (
                f"Valkey may throw the queue away ({kept['maxmemory-policy']}): letters and tasks would be lost. Set "
                "maxmemory-policy to volatile-lru."
            )
        if kept.get("appendonly") == "no":
            yield "Valkey forgets what was queued last when the power fails: set appendonly to yes."


def files():
    """Whether the bucket of FILES_URL is there, and its key may list it."""
    if not settings.FILES_BUCKET:
        return
    try:
        default_storage.listdir("")
    except FilesAwayError as error:
        yield str(error)


def processes():
    """The clock and the workers, by the marks that they leave."""
    for each in conditions.CONDITIONS:
        if each.name.startswith("beat") and not (found := each.look()).is_well:
            nobody_knows = found.value == conditions.UNKNOWN
            yield f"Not so: {each.sentence} " + (
                "It has left no mark." if nobody_knows else f"Its last mark is {found.shown} old."
            )


def mail():
    """Whether the mail server takes a connection and a log-in. That letters arrive, only a letter shows (--mail)."""
    try:
        server = get_connection()
        server.open()
        server.close()
    except OSError as error:  # smtplib's are OSErrors
        yield f"The mail server of EMAIL_URL does not take us ({type(error).__name__})."
    if not settings.RECORD_ALARM_TO:
        yield "RECORD_ALARM_TO is empty: without a database nobody is told that the record is not intact."


def second_factors():
    people = get_user_model().objects.filter(is_active=True)
    if not people.filter(is_superuser=True).exists():
        yield "There is no superuser. Run manage.py createsuperuser."
    without = people.filter(is_superuser=True).exclude(authenticator__type__in=FACTORS).count()
    if without:
        yield f"{without} superusers have no second factor."
    if are_locked_by_another_key():
        yield (
            "SECRET_KEY is not the one that second factors were locked with: no authenticator app and no recovery code "
            "opens the desk. Set the former one, among SECRET_KEY_FALLBACKS at least."
        )
    if not settings.SECOND_FACTOR_REQUIRED:
        yield "SECOND_FACTOR_REQUIRED is false: the desk is open to whoever knows a password."


def keys():
    if len(settings.SECRET_KEY) < 50:
        yield "SECRET_KEY has fewer than 50 characters."
    if Folder().newest_note() is None:
        yield "No head of the log was ever signed: docs/operations/record.md says how to begin."
    if len(settings.LOG_WITNESSES) < 2:
        yield "The log has fewer than two witnesses: whoever runs the site could take its end back unnoticed."
    if not settings.SECURITY_CONTACT:
        yield "SECURITY_CONTACT is empty: nobody learns where to report a weakness."


def backups():
    if not settings.BACKUP_ROOT:
        yield "BACKUP_ROOT is not set: nobody here knows of any backup."
        return
    yield from _backups_below("backup", settings.BACKUP_ROOT)
    if settings.BACKUP_LOG_ROOT:
        yield from _backups_below("backup of the log", settings.BACKUP_LOG_ROOT)
    else:
        yield "BACKUP_LOG_ROOT is not set: nobody here knows of any backup of the log."


def _backups_below(what, root):
    hours = round(OLD_BACKUP.total_seconds() / 3600)
    newest, refusal = _newest_manifest(root)
    if datetime.now(UTC) - datetime.fromtimestamp(newest, UTC) <= OLD_BACKUP:
        return
    if refusal:
        yield f"Nobody can tell whether there is a {what} in {root} of the last {hours} hours: {refusal}"
    else:
        yield f"There is no {what} in {root} of the last {hours} hours. Run manage.py backup."


def _newest_manifest(root):
    """When it was written, 0 where there is none; and why nobody knows, where a folder may not be looked into."""
    newest, refusal = 0, None
    try:
        for folder in Path(root).iterdir():
            try:
                newest = max(newest, (folder / "manifest.json").stat().st_mtime)
            except (FileNotFoundError, NotADirectoryError):
                continue  # it broke off, or is no backup
            except PermissionError as error:
                refusal = error
    except FileNotFoundError:
        pass  # nothing was ever written there
    except OSError as error:
        refusal = error
    return newest, refusal


def retraction_watch():
    if not apps.is_installed("editorial.upkeep"):
        return
    from editorial.upkeep.source_watch.retraction_watch import RetractionNotice

    newest = RetractionNotice.objects.aggregate(newest=Max("loaded_at"))["newest"]
    if newest is None or datetime.now(UTC) - newest > OLD_LIST:
        yield "Retraction Watch's list is older than 45 days, or was never loaded. Run manage.py load_retraction_watch."


#: What would break every page, or take away a lock.
AT_START = (static_files, migrations, roles, extensions)
ALL = (
    *AT_START,
    readers_database,
    log_settings,
    compiling,
    clock,
    time_zone,
    broker,
    files,
    processes,
    mail,
    second_factors,
    keys,
    backups,
    retraction_watch,
)


def inspect(inspections=ALL):
    """The sentences of all inspections. One that cannot be made is a sentence too, and does not keep the others."""
    found = []
    for inspection in inspections:
        name = inspection.__name__.replace("_", " ")
        try:
            found += inspection()
        except DatabaseError as error:
            found.append(f"PostgreSQL could not be asked about {name}: {_first_line(error)}")
        except Exception as error:  # noqa: BLE001  a setting that cannot be read, a folder that may not be
            found.append(f"Nobody can tell about {name}: {_first_line(error)}")
    return list(dict.fromkeys(found))


def _first_line(error):
    return str(error).strip().partition("\n")[0] or type(error).__name__
