"""What the layers above may answer to."""

from django.dispatch import Signal

#: Sent with `reference` inside the transaction that learnt of its retraction, correction or of doubt about it.
reference_flagged = Signal()

#: Sent with `findings`, their number, and `head`, where the chain ends, when the whole record was audited.
record_audited = Signal()
