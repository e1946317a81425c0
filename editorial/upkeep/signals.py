"""What the layers above may answer to."""

from django.dispatch import Signal

#: Sent with `reference` inside the transaction that learnt of its retraction, correction or of doubt about it.
reference_flagged = Signal()

#: Sent when the log was found to be signed up to its end, or was signed just now.
log_signed = Signal()

#: Sent with `findings`, their number, and `head`, where the chain ends, when the whole record was audited.
record_audited = Signal()
