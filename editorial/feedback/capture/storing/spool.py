"""Reports that came while the database was away: one line of JSON each, in a file that only grows, until it is drained.

What is in a line was redacted before. A line counts as kept when the disk says so (fsync). Draining first moves the
file aside, then stores line by line; a line whose report is there already, by the hash of its receipt, is not stored
again, so that draining can break off anywhere and be begun anew.
"""

import fcntl
import json
import logging
import mmap
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from celery import shared_task
from django.conf import settings
from django.db import DataError, IntegrityError, InterfaceError, OperationalError

from . import intake

logger = logging.getLogger(__name__)

GROWING, REFUSED = "reports.jsonl", "refused.jsonl"
DRAINING = "draining-*.jsonl"
#: A flood while the database is away must not fill the disk.
MOST_BYTES = 50_000_000


class SpoolFullError(OSError):
    """There is no more room for reports on disk."""


class Drained(NamedTuple):
    """How many lines became reports, were there already, or could not be used."""

    stored: int = 0
    known: int = 0
    refused: int = 0


def keep(line):
    """Write a report down; it is safe when this returns."""
    with _locked("append"):
        waiting = sum(path.stat().st_size for path in _folder().glob(DRAINING))
        if waiting > MOST_BYTES:
            raise SpoolFullError(f"{waiting} bytes of reports wait on disk already.")
        _append(_folder() / GROWING, json.dumps(line, ensure_ascii=True))


def kept(key):
    """What a reader wrote in the report with this hash of a receipt, as it lies here; None when it does not."""
    folder = Path(settings.REPORT_SPOOL)
    for path in [folder / GROWING, *folder.glob(DRAINING)]:
        with suppress(OSError, ValueError):  # gone meanwhile, not to be read; empty
            if line := _last_line_with(key.encode(), path):
                return json.loads(line).get("details")
    return None


def _last_line_with(words, path):
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        place = lines.rfind(words)
        if place < 0:
            return b""
        end = lines.find(b"\n", place)
        return lines[lines.rfind(b"\n", 0, place) + 1 : end if end > 0 else len(lines)]


def drain():
    """Store what was kept, oldest first; None when that cannot be done now."""
    if not Path(settings.REPORT_SPOOL).exists():
        return Drained()
    try:
        with _locked("drain", wait=False):
            _move_aside()
            counts = [_drain_file(path) for path in sorted(_folder().glob(DRAINING))]
    except BlockingIOError:  # somebody else is at it
        return None
    except (OperationalError, InterfaceError):
        logger.warning("The database is away still: the reports stay on disk.")
        return None
    return Drained(*map(sum, zip(*counts, strict=True))) if counts else Drained()


@shared_task(name="editorial.feedback.tasks.drain_spool", time_limit=240)
def drain_spool():
    drain()


def _drain_file(path):
    done = {True: 0, False: 0, None: 0}
    for line in path.read_text(errors="replace").splitlines():
        done[_drain_line(line)] += bool(line.strip())
    path.unlink()
    _sync(path.parent)
    return done[True], done[False], done[None]


def _drain_line(line):
    """Whether the report is new; None for a line that cannot be used, which is kept apart for a person to look at."""
    if not line.strip():
        return False
    try:
        return intake.receive_kept(json.loads(line))
    except (ValueError, TypeError, KeyError, DataError, IntegrityError, intake.CannotBeStoredError) as error:
        logger.error("A report kept on disk cannot be used (%s); see %s.", type(error).__name__, REFUSED)
        _append(_folder() / REFUSED, line)
        return None


def _move_aside():
    with _locked("append"):
        growing = _folder() / GROWING
        if growing.exists():
            number = 1 + max((int(path.stem.partition("-")[2]) for path in _folder().glob(DRAINING)), default=0)
            growing.rename(growing.with_name(f"draining-{number:06}.jsonl"))
            _sync(growing.parent)


def _append(path, line):
    """A whole line or nothing: what a full disk or a crash left of one is ended, and never joined to the next."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size > MOST_BYTES:
            raise SpoolFullError(f"{path.name} has grown to {size} bytes.")
        is_torn = size and os.pread(descriptor, 1, size - 1) != b"\n"
        _write(descriptor, (b"\n" if is_torn else b"") + f"{line}\n".encode(), size)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _sync(path.parent)


def _write(descriptor, data, size):
    try:
        if os.write(descriptor, data) != len(data):
            raise SpoolFullError("The disk is full.")
    except OSError:
        os.ftruncate(descriptor, size)
        raise


def _folder():
    folder = Path(settings.REPORT_SPOOL)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sync(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(name, wait=True):
    """One process at a time; the lock goes with the process that holds it."""
    with open(_folder() / f".{name}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
