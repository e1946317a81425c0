"""What this app tells those who want to answer."""

from django.dispatch import Signal

#: Sent with `user`, `change` (a key of `emails.CHANGES`) and `former_address`, which may be empty, after a save.
account_changed = Signal()
