"""What this app tells those who want to answer."""

from django.dispatch import Signal

#: Sent with `declaration` inside the transaction that kept it.
interest_declared = Signal()

#: Sent with `waiver` inside the transaction that kept it.
interest_waived = Signal()

#: Sent with `proposal` inside the transaction that kept it.
status_proposed = Signal()

#: Sent with `proposal` and `by` inside the transaction in which somebody turned down what was proposed, about a page's
#: status or about who may sign.
turned_down = Signal()

#: Sent with `proposal` and `by` inside the transaction in which what two editors had planned was called off.
plan_called_off = Signal()

#: Sent with `override` inside the transaction in which the first editor signed it.
emergency_called = Signal()

#: Sent with `proposal` inside the transaction that kept it.
authority_proposed = Signal()

#: Sent with `event` and `concerned`, the users whom it is about, inside the transaction in which it came to hold.
authority_changed = Signal()

#: Sent with `step`, `kind` and `draft` inside the transaction in which people began to be asked for a signature.
signature_asked = Signal()

#: Sent with `draft` inside the transaction after whose signature nothing is missing but that its time has come.
text_scheduled = Signal()

#: Sent with `sign_off` and `page`, the draft that was signed, inside the transaction that kept it.
signed = Signal()

#: Sent with `user` and `by` inside the transaction that made the account.
somebody_invited = Signal()

#: Sent with `user` when the account of somebody who left was closed, inside its transaction.
account_closed = Signal()

#: Sent with `remark` and `named`, the people whom it names, inside the transaction that kept one that blocks.
text_blocked = Signal()

#: Sent with `thread`, `said` and `named`, the people whom it names, inside the transaction that kept the answer.
remark_answered = Signal()

#: Sent with `invitation` inside the transaction that kept it, or in which a new link is sent.
expert_invited = Signal()

#: Sent with `invitation` and `by` inside the transaction in which it was accepted, declined or called off.
expert_answered = Signal()

#: Sent with `remark` and `people`, those whom it names, inside the transaction that kept it.
somebody_named = Signal()
