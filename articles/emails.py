"""Emails that leave at once, past the outbox of letters: to readers, whose addresses go with them, and alarms.

A text whose first line is the subject; one email to each address.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail

from .characters.cleaning import cleaned, cleaned_line


def send_email(text: str, addresses: Iterable[str]) -> int:
    """How many were sent. Whatever a title or a name holds, the head of the email stays whole."""
    subject, _end, body = text.partition("\n")
    subject, body = cleaned_line(subject), cleaned(body).strip() + "\n"
    return sum(send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [address]) for address in addresses)
