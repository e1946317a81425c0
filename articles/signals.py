"""What the layers above may answer to."""

from django.dispatch import Signal

#: Sent with `edition` inside the transaction that published it.
edition_published = Signal()

#: Sent with `publication` and `change` inside the transaction that changed what readers get of a page without a new
#: edition, or with it, where it ended a notice.
status_changed = Signal()

#: Sent with `publication`, saved but with another path, and `path`, at which readers got it before.
address_left = Signal()

#: Sent with `reference`, its status `before`, and `merged` inside the transaction that let the first stand for the
#: second, of which something worse was known.
work_got_worse = Signal()

#: Sent with `proposal` inside the transaction that kept what one editor calls a false alarm.
false_alarm_called = Signal()

#: Sent with `proposal` and `by` inside the transaction in which somebody turned that down.
false_alarm_turned_down = Signal()
