"""A changed account, answered with a letter to whoever's it is."""

from functools import partial

from django.db import transaction

from .signals import account_changed
from .tasks import tell_of_change


def account_was_changed(sender, user, change, former_address, **kwargs):
    transaction.on_commit(partial(tell_of_change.delay, change, user.pk, former_address))


def connect():
    account_changed.connect(account_was_changed, dispatch_uid="accounts_tell_of_change")
