"""What the layers above may answer to."""

from django.dispatch import Signal

#: Sent with `reference` inside the transaction that learnt of its retraction, correction or of doubt about it.
reference_flagged = Signal()
