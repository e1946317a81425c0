"""What this app tells those who want to answer."""

from django.dispatch import Signal

#: Sent with `user`, `change` (allauth's name for it) and `former_address`, which may be empty, inside the transaction
#: of a save.
account_changed = Signal()

#: Sent with `user` when somebody asked for a link with which to set a new password.
reset_link_asked = Signal()
