"""What planning tells those who want to answer."""

from django.dispatch import Signal

#: Sent with `step` inside the transaction that wrote down its beginning.
step_began = Signal()

#: Sent with `step` inside the transaction that wrote down that it has all its signatures.
step_signed = Signal()

#: Sent with `assignment` inside the transaction that kept it: somebody in particular is asked.
asked = Signal()

#: Sent with `assignment` inside the transaction in which it was answered, handed over, withdrawn or done.
answered = Signal()
