"""What the layers above may answer to."""

from django.dispatch import Signal

#: Sent with `reading` when a current edition is about to be shown; each answer is a dictionary for the template.
reading_shown = Signal()

#: Sent with `edition` inside the transaction that published it.
edition_published = Signal()

#: Sent with `publication` inside the transaction that changed what readers get of a page without a new edition.
status_changed = Signal()

#: Sent when readers are told of editions; each answer is an expression on editions: whether readers asked for this one.
editions_told = Signal()

#: Sent with `publication`, saved but with another path, and `path`, at which readers got it before.
address_left = Signal()
