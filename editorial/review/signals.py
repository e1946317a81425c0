"""What this app tells those who want to answer."""

from django.dispatch import Signal

#: Sent with `declaration` inside the transaction that kept it.
interest_declared = Signal()

#: Sent with `proposal` inside the transaction that kept it.
status_proposed = Signal()
