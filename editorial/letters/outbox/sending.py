"""Sending what waits in the outbox, one letter at a time, each in a transaction that holds its row.

Two workers never have the same letter, and one that is refused stops no other. A worker that is killed between the
mail server's yes and the commit leaves its letter waiting, and it is sent again: nobody can know better. It then has
the same Message-ID, by which mail programs tell that they have it.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPServerDisconnected
from urllib.parse import urlsplit

from celery import shared_task
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email, Log

from articles.stores.queue import after_commit

from .health import stuck
from .kinds import FORGOTTEN
from .letter import Letter, LetterState
from .secret import secret_text

logger = logging.getLogger(__name__)

#: What a letter that was refused waits before each further try. After the last it is given up, and the desk sees it.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 240, 720, 1440)]
#: So many letters at a time: a worker has other things to do, and in a minute there is another turn.
AT_A_TIME = 500


def message_id() -> str:
    return make_msgid(domain=urlsplit(settings.BASE_URL).hostname)


def send_soon() -> None:
    """Wake a worker after the commit. Where the queue is away, the clock does it within a minute of its coming back."""
    after_commit(send_letters)


@shared_task(name="editorial.letters.tasks.send_letters", time_limit=240)
def send_letters() -> int:
    """Send what is due; how many were sent. Where the mail server does not answer, all of it stays as it was."""
    sent = _send_all() if Letter.objects.due().exists() else 0
    if late := stuck():
        logger.error("%s letters wait, the oldest since %s", late.letters, late.since)
    return sent


def _send_all() -> int:
    try:
        with get_connection() as connection:
            return _send_over(connection)
    except OSError as error:  # smtplib's are OSErrors, too
        logger.warning("the mail server does not answer: %s", error)
        return 0


def _send_over(connection: BaseEmailBackend) -> int:
    sent = 0
    for _turn in range(AT_A_TIME):
        with transaction.atomic():
            waiting = Letter.objects.due().select_related("recipient")
            letter = waiting.select_for_update(of=["self"], skip_locked=True).first()
            if letter is None:
                break
            error = _attempt(letter, connection)
        sent += error is None
        if error and _ends_connection(error):
            break  # the next turn connects anew
    return sent


def _attempt(letter: Letter, connection: BaseEmailBackend) -> Exception | None:
    """Hand a letter to the mail server, and keep what it said; the error, if there was one."""
    email = Email.objects.filter(pk=letter.email_id).first()
    if email is None:
        _end(letter, None, LetterState.REFUSED, why=_("Its text is gone."))
        return None
    if letter.is_for_nobody:
        _end(letter, email, LetterState.REFUSED, why=_("Its recipient has left."))
        return None
    if letter.address != letter.goes_to:
        letter.address = letter.goes_to
        letter.save(update_fields=["address"])
    email.to = [letter.address]  # as it is here: post_office keeps lists, divided by commas
    try:
        if letter.has_secret:
            text = secret_text(letter)
            email.subject, email.message, email.html_message = text.subject, text.body, text.html
        email.dispatch(commit=False, disconnect_after_delivery=False, connection=connection)
    except Exception as error:  # noqa: BLE001  whatever it is: it stops no other letter
        _refused(letter, email, error)
        return error
    _end(letter, email, LetterState.SENT)
    return None


def _refused(letter: Letter, email: Email, error: Exception) -> None:
    tries = email.number_of_retries or 0
    why = said_by(error)
    logger.warning("letter %s was refused: %s", letter.pk, type(error).__name__)
    Log.objects.create(email=email, status=STATUS.failed, message=why, exception_type=type(error).__name__)
    if is_final(error) or tries >= len(PAUSES):
        _end(letter, email, LetterState.REFUSED, why=why)
        return
    Email.objects.filter(pk=email.pk).update(number_of_retries=tries + 1)
    Letter.objects.filter(pk=letter.pk).update(why=why, next_try_at=timezone.now() + PAUSES[tries])


def _end(letter: Letter, email: Email | None, state: LetterState, why: str = "") -> None:
    now = timezone.now()
    Letter.objects.filter(pk=letter.pk).update(state=state, ended_at=now, why=why)
    if letter.kind in FORGOTTEN:
        Letter.objects.filter(pk=letter.pk).update(address="", why="")
        Email.objects.filter(pk=letter.email_id).delete()
    elif email:
        status = STATUS.sent if state == LetterState.SENT else STATUS.failed
        Email.objects.filter(pk=email.pk).update(status=status, last_updated=now)


def _ends_connection(error: Exception) -> bool:
    """Whether the mail server is gone in the middle, rather than that it refused this letter."""
    is_answer = isinstance(error, SMTPException) and not isinstance(error, SMTPServerDisconnected)
    return isinstance(error, OSError) and not is_answer


def is_final(error: Exception) -> bool:
    """Whether the mail server knows no such address: asking again changes nothing."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _said in error.recipients.values())


def said_by(error: Exception) -> str:
    """What went wrong, as far as it can be read."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = [f"{code} {_read(said)}" for code, said in error.recipients.values()]
        return "; ".join(answers)[:500]
    return (str(error) or type(error).__name__)[:500]


def _read(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def send_again(letter: Letter) -> bool:
    """Put a letter that was given up back into the outbox, with all its tries; whether that could be done."""
    now = timezone.now()
    with transaction.atomic():
        given_up = Letter.objects.filter(pk=letter.pk, state=LetterState.REFUSED, email__isnull=False)
        if not given_up.update(state=LetterState.WAITING, next_try_at=now, ended_at=None, why=""):
            return False
        Email.objects.filter(pk=letter.email_id).update(status=None, number_of_retries=0)
        send_soon()
    return True
