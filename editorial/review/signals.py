"""What this app tells those who want to answer."""

from django.dispatch import Signal

#: Sent with `declaration` inside the transaction that kept it.
interest_declared = Signal()

#: Sent with `proposal` inside the transaction that kept it.
status_proposed = Signal()

#: Sent with `proposal` inside the transaction that kept it.
authority_proposed = Signal()

#: Sent with `event` and `concerned`, the users whom it is about, inside the transaction in which it came to hold.
authority_changed = Signal()

#: Sent with `sign_off` inside the transaction that kept it.
signed = Signal()
