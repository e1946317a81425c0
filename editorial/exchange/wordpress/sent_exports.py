"""Exports that somebody sends to the admin: taken in, moved in by a worker, stopped, gone on with."""

from __future__ import annotations

import logging
import os
import shutil
import time
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.stores.queue import after_commit
from editorial.accounts.users import User

from .exported.export import read_export
from .exported.stream import RefusedExportError
from .moving_in import Options, move_in
from .report import Report
from .sent_export import SentExport

logger = logging.getLogger(__name__)

State = SentExport.State


class StoppedError(Exception):
    """Somebody said that it should stop."""


@transaction.atomic
def take(file: UploadedFile, *, by: User, **options: bool) -> SentExport:
    """Keep a file, and have a worker move it in; RefusedExportError for one that is no export."""
    sent = SentExport.objects.create(name=(file.name or "")[:200], size=file.size or 0, by=by, **options)
    try:
        _keep(file, sent)
        next(read_export(sent.file))
    except BaseException:
        sent.file.unlink(missing_ok=True)
        raise
    _begin(sent)
    return sent


def _keep(file: UploadedFile, sent: SentExport) -> None:
    """Under a name of ours, for the site's own user alone, and never the whole of it in memory."""
    settings.MOVING_IN_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(file, "temporary_file_path"):
        shutil.move(file.temporary_file_path(), sent.file)
        sent.file.chmod(0o600)
        return
    with os.fdopen(os.open(sent.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)


def _begin(sent: SentExport) -> None:
    after_commit(carry_out, sent.pk)


def stop(sent: SentExport) -> None:
    """Ask its worker to stop after the item that it is at; one that waits is not begun."""
    waiting = SentExport.objects.filter(pk=sent.pk, state=State.WAITING)
    if not waiting.update(state=State.CANCELLED):
        SentExport.objects.filter(pk=sent.pk, state=State.RUNNING).update(is_stopping=True)


@transaction.atomic
def go_on(sent: SentExport) -> bool:
    """Have what stopped before its end go on where it stopped; whether it did."""
    sent = SentExport.objects.select_for_update().get(pk=sent.pk)
    if not sent.can_go_on:
        return False
    sent.state, sent.is_stopping, sent.told, sent.heard_of_at = State.WAITING, False, [], timezone.now()
    sent.save()
    _begin(sent)
    return True


@shared_task(name="editorial.exchange.tasks.move_in_sent", acks_late=False, time_limit=settings.LONG_TASK_TIME_LIMIT)
def carry_out(pk: int) -> None:
    """Move one in, and keep what came of it. What another worker is at, or is over, is left alone."""
    now = timezone.now()
    if not SentExport.objects.filter(pk=pk, state=State.WAITING).update(state=State.RUNNING, heard_of_at=now):
        return
    sent = SentExport.objects.get(pk=pk)
    options = Options(None, sent.fetch, sent.dry_run, resume=True, as_articles=sent.as_articles, comments=sent.comments)
    try:
        with Report(sent.report) as report:
            move_in(sent.file, options, report, by=None if sent.dry_run else sent.by, progress=_Heartbeat(pk))
        # The last line names the file, which the screen offers.
        _end(pk, State.DONE, report.summary()[:-1])
        sent.file.unlink(missing_ok=True)
    except StoppedError:
        _end(pk, State.CANCELLED, report.summary()[:-1])
    except RefusedExportError as refused:
        _end(pk, State.FAILED, [str(refused)])
    except Exception:
        logger.exception("an export that was sent could not move in")
        _end(pk, State.FAILED, [_("Something failed; the log of the program says what. Nothing is lost: go on.")])


@shared_task(name="editorial.exchange.tasks.forget_exports", time_limit=120)
def forget_exports() -> int:
    """Delete the exports that nobody has gone on with for MOVING_IN_KEPT_DAYS, and files that belong to none; how many.

    Their rows and reports stay. Whoever goes on later sends the file again: what has come in is known.
    """
    since = timezone.now() - timedelta(days=settings.MOVING_IN_KEPT_DAYS)
    wanted = {str(pk) for pk in SentExport.objects.filter(heard_of_at__gte=since).values_list("pk", flat=True)}
    old = [
        path
        for path in settings.MOVING_IN_ROOT.glob("*.xml")
        if path.stem not in wanted and path.stat().st_mtime < since.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _end(pk: int, state: State, told: list[str]) -> None:
    SentExport.objects.filter(pk=pk).update(state=state, told=told, is_stopping=False, heard_of_at=timezone.now())


class _Heartbeat:
    """Says how far it is, once in a second, and stops where somebody said so."""

    def __init__(self, pk: int) -> None:
        self.row, self.next = SentExport.objects.filter(pk=pk), 0.0

    def __call__(self, done: int, total: int, words: str = "") -> None:
        if (now := time.monotonic()) < self.next:
            return
        self.next = now + 1
        self.row.update(done=done, total=total, doing=words, heard_of_at=timezone.now())
        if self.row.filter(is_stopping=True).exists():
            raise StoppedError
