"""What happens to accounts, answered with letters."""

from __future__ import annotations

from typing import Any

from kombu.exceptions import OperationalError

from editorial.accounts.signals import account_changed, reset_link_asked
from editorial.accounts.users import User

from .account_letters import tell_of_change, write_reset_link


def account_was_changed(sender: Any, user: User, change: str, former_address: str, **kwargs: Any) -> None:
    tell_of_change(user, change, former_address)


def reset_link_was_asked(sender: Any, user: User, **kwargs: Any) -> None:
    """Not in the request: how long the answer takes does not tell whether there is an account."""
    try:
        write_reset_link.delay(user.pk)
    except OperationalError:
        write_reset_link(user.pk)  # the queue is away: then the letter matters more


def connect() -> None:
    account_changed.connect(account_was_changed, dispatch_uid="letters_tell_of_changed_account")
    reset_link_asked.connect(reset_link_was_asked, dispatch_uid="letters_write_reset_link")
