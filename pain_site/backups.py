"""Backups of all that cannot be made again, and their way back into an empty place.

The log is written down first, the database after it and the files last: pictures are never changed or taken away, so
each that the database names is among the files, and each link that the log names is in the database. What is written is
locked with a public key, whose other half is not on this machine. The log goes to a place of its own, since together
with the database it could be taken back unnoticed; its key goes to none.
"""

import json
import logging
import os
import re
import shutil
import subprocess
import tarfile
import time
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import DatabaseError, connection
from psycopg.pq import Conninfo

from articles.audit.links import head_now
from articles.audit.pictures import hash_of_file
from articles.record.published.editions import Edition
from articles.stores.databases import CAPTURE
from articles.stores.file_places import PART, file_places, is_empty, names_in

from .stack.refusal import Refusal
from .stack.servers.postgres import program as embedded_program

logger = logging.getLogger(__name__)

MANIFEST, DATABASE, FILES, LOG = "manifest.json", "database.dump", "files.tar", "log.tar"
LOCKED = ".gpg"


class BackupRefusedError(Exception):
    """Why there is no backup, or no way back, in a sentence."""


def back_up(root, *, log_root=None, key=None):
    """Write everything into a new folder below `root`, the log below `log_root`; the folder.

    The manifest comes last: a folder without one is of a backup that broke off.
    """
    moment = datetime.now(UTC)
    head = head_now()  # asked first: where there is no database, no folder is left behind
    _refuse_another_database()
    if log_root:
        apart = _new_folder(log_root, moment)
        with _written(apart / LOG, key) as out:
            pack(out, {"log": Path(settings.LOG_ROOT)})
        _write_manifest(apart, {"made_at": moment.isoformat(), "is_locked": key is not None})
    folder = _new_folder(root, moment)
    with _written(folder / DATABASE, key) as out:
        _run([_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"], stdout=out)
    with _written(folder / FILES, key) as out:
        pack(out, file_places())
    _write_manifest(folder, {"made_at": moment.isoformat(), "head": head, "is_locked": key is not None})
    return folder


def _refuse_another_database():
    """Whoever makes backups has an address of their own, and may have kept that of a server which was left."""
    try:
        newest = Edition.objects.using(CAPTURE).order_by("-pk").values("pk", "hash").first()
    except DatabaseError:  # a backup is better than none
        logger.warning("Whether readers get what is in this database, nobody could tell: the backup was made anyway.")
        return
    if newest and not Edition.objects.using("default").filter(**newest).exists():
        raise BackupRefusedError(
            "Readers get an edition that is not in this database: DATABASE_URL leads to another one than the site's."
        )


def restore(folder, *, log_folder=None):
    """Bring a backup back where there is nothing; what its manifest says. Whoever calls this audits the record then."""
    folder = Path(folder)
    manifest = _checked_manifest(folder, DATABASE, FILES)
    of_log = _checked_manifest(Path(log_folder), LOG) if log_folder else None
    refuse_unless_empty(*file_places().values(), *([Path(settings.LOG_ROOT)] if of_log else []))
    with _read(folder / DATABASE, manifest) as dump:
        options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--no-comments"]
        _run([_program("pg_restore"), *options, "--dbname", _environment()["PGDATABASE"]], stdin=dump)
    with _read(folder / FILES, manifest) as packed:
        unpack(packed, file_places())
    if of_log:
        with _read(Path(log_folder) / LOG, of_log) as packed:
            unpack(packed, {"log": settings.LOG_ROOT})
    return manifest


def refuse_unless_empty(*places):
    """Nothing is ever restored over something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        [tables] = cursor.fetchone()
    if tables:
        raise BackupRefusedError(f"The database has {tables} tables already. Restore into an empty one.")
    for place in places:
        if not is_empty(place):
            raise BackupRefusedError(f"{place} is not empty. Restore into an empty place.")


def _new_folder(root, moment):
    """Others may ask whether its manifest is there, as preflight does, and read nothing of it."""
    folder = Path(root) / moment.strftime("%Y-%m-%dT%H%M%SZ")
    folder.mkdir(mode=0o711, parents=True)
    return folder


def _new_file(path):
    return open(path, "xb", opener=partial(os.open, mode=0o600))


@contextmanager
def _written(path, key):
    """A file to write to, locked with the public key in the file `key` where there is one."""
    with ExitStack() as stack:
        if key is None:
            yield stack.enter_context(_new_file(path))
            return
        out = stack.enter_context(_new_file(path.with_name(path.name + LOCKED)))
        home = stack.enter_context(_empty_home(path.parent))
        gpg = _gpg("--homedir", home, "--recipient-file", str(key), "--encrypt", stdin=subprocess.PIPE, stdout=out)
        try:
            yield gpg.stdin
        finally:  # where gpg ends, whoever writes to it ends too, and would be named as the reason
            with suppress(BrokenPipeError):
                gpg.stdin.close()
            if gpg.wait():
                raise BackupRefusedError(f"gpg could not lock {path.name} with the key in {key}.")


def _gpg(*arguments, **streams):
    try:
        return subprocess.Popen(["gpg", "--batch", "--quiet", *arguments], **streams)
    except FileNotFoundError:
        raise BackupRefusedError("There is no gpg here; on Debian gnupg brings it.") from None


@contextmanager
def _empty_home(folder):
    """gpg wants a home; this one knows no key and is gone afterwards."""
    home = folder / ".gnupg"
    home.mkdir(mode=0o700)
    try:
        yield str(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _read(path, manifest):
    """What was written, unlocked by gpg with the private key in GNUPGHOME."""
    if not manifest["is_locked"]:
        with path.open("rb") as file:
            yield file
        return
    locked = path.with_name(path.name + LOCKED)
    gpg = _gpg("--decrypt", str(locked), stdout=subprocess.PIPE)
    yield gpg.stdout
    gpg.stdout.read()
    if gpg.wait():
        raise BackupRefusedError(f"gpg could not unlock {locked.name}: is the private key in GNUPGHOME?")


def pack(out, places):
    with tarfile.open(fileobj=out, mode="w|") as packed:
        for name, place in places.items():
            if isinstance(place, Storage):
                _pack_stored(packed, name, place)
            elif place.exists():
                for path in _files_and_folders(place):
                    with suppress(FileNotFoundError):  # it went while others were packed, as what is unfinished does
                        arcname = Path(name, path.relative_to(place))
                        packed.add(path, arcname=arcname, recursive=False, filter=_whole)


def _files_and_folders(place):
    """In the order of their names: a head of the log comes before the tiles that it needs."""

    def refuse(error):
        if not isinstance(error, FileNotFoundError):
            raise error

    for folder, folders, files in os.walk(place, onerror=refuse):
        folders.sort()
        yield from (Path(folder), *(Path(folder, name) for name in sorted(files)))


def _whole(member):
    """What is written to the end. The half of a file that a dead process left may be nobody else's to read.

    Names of uploads are people's own: there such an end says nothing.
    """
    return None if member.name.endswith(PART) and not member.name.startswith("media/") else member


def _pack_stored(packed, name, storage):
    for stored in names_in(storage):
        with suppress(FileNotFoundError), storage.open(stored) as file:
            member = tarfile.TarInfo(f"{name}/{stored}")
            member.size, member.mtime = file.size, int(time.time())
            packed.addfile(member, file)


def unpack(packed, places):
    """Files and folders only, each below the place of its name: nothing in a backup leads elsewhere.

    By hand, since the first releases of Python 3.11 know no filters of tarfile's.
    """
    owners = [(Path(place), _owner_around(Path(place))) for place in places.values() if not isinstance(place, Storage)]
    with tarfile.open(fileobj=packed, mode="r|") as members:
        for member in members:
            name, *parts = member.name.split("/")
            if name not in places or ".." in parts or "" in parts:
                continue
            if isinstance(places[name], Storage):
                if member.isfile():
                    places[name].save("/".join(parts), ContentFile(members.extractfile(member).read()))
            else:
                _unpack_into_folder(members, member, Path(places[name], *parts))
    for place, owner in owners:
        _give_to(owner, place)


def _unpack_into_folder(members, member, place):
    if member.isdir():
        place.mkdir(parents=True, exist_ok=True)
    elif member.isfile():
        place.parent.mkdir(parents=True, exist_ok=True)
        with members.extractfile(member) as source, place.open("wb") as file:
            shutil.copyfileobj(source, file)
        os.utime(place, (member.mtime, member.mtime))
        place.chmod(member.mode & 0o644 | 0o600)


def _owner_around(place):
    """Whose the nearest folder is that is there already."""
    found = next(folder for folder in (place, *place.absolute().parents) if folder.exists()).stat()
    return found.st_uid, found.st_gid


def _give_to(owner, place):
    """Root restores, since nobody else reads backups and their key; the site's own users go on writing there."""
    if os.geteuid() == 0 and place.exists():
        for path in (place, *place.rglob("*")):
            os.chown(path, *owner, follow_symlinks=False)


def _write_manifest(folder, said):
    files = {path.name: hash_of_file(path) for path in sorted(folder.iterdir()) if path.is_file()}
    unfinished = folder / "manifest.unfinished"
    with _new_file(unfinished) as out:
        out.write(json.dumps({**said, "files": files}, indent=1).encode())
    unfinished.rename(folder / MANIFEST)


def _checked_manifest(folder, *names):
    """What the manifest of a backup says; these files are in it, as they were written."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        files = {str(name): str(digest) for name, digest in manifest["files"].items()}
        made = {f"{name}{LOCKED}" if manifest["is_locked"] else name for name in names}
    except FileNotFoundError as error:
        raise BackupRefusedError(f"{folder} is no finished backup: it has no {MANIFEST}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupRefusedError(f"{folder / MANIFEST} cannot be read as what a backup says of itself.") from error
    for name in sorted(made - files.keys()):
        raise BackupRefusedError(f"{folder / name} is missing from the backup.")
    for name, digest in files.items():
        path = folder / Path(name).name
        if not path.exists() or hash_of_file(path) != digest:
            raise BackupRefusedError(f"{path} is not what was written when the backup was made.")
    return manifest


def _run(command, **streams):
    done = subprocess.run(command, env=os.environ | _environment(), stderr=subprocess.PIPE, **streams)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise BackupRefusedError(f"{Path(command[0]).name} failed: {said[0]}")


def _environment():
    """The database of the settings, as PostgreSQL's programs are told it: no password stands on a command line.

    What its address demands of the connection, they demand as well, by the variable that libpq has for each parameter.
    How long a statement may last (options) is the site's affair: a backup takes its time.
    """
    where = connection.settings_dict
    options = where.get("OPTIONS", {})
    parameters = {known.keyword.decode(): known.envvar for known in Conninfo.get_defaults()}
    said = {
        variable.decode(): str(options.get(name, ""))
        for name, variable in parameters.items()
        if variable and name != "options"
    }
    own = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    said |= {variable: str(where[part]) for variable, part in own.items() if where[part]}
    return {name: value for name, value in said.items() if value}


def _program(name):
    """One of PostgreSQL's programs that is not older than the server: an older one refuses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        [server] = cursor.fetchone()
    for found in _programs(name):
        said = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        if (version := re.search(r"\) (\d+)", said)) and int(version[1]) >= server:
            return found
    raise BackupRefusedError(f"There is no {name} of PostgreSQL {server} here; on Debian postgresql-client brings it.")


def _programs(name):
    if found := shutil.which(name):
        yield found
    yield from sorted(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), reverse=True)
    try:
        yield embedded_program(name)
    except Refusal:
        return
