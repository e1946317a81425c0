"""Keeps the parts of the running site alive; why this is ours: docs/decisions/0004-our-own-supervisor.md."""

import time

from .refusal import Refusal

#: How many seconds a part that has ended waits before it is started again; the longer, the more often in a row.
DELAYS = (0, 1, 2, 4, 8)
#: In how many seconds a start is tried again that the machine did not allow, as on a full disk: that is no end.
AGAIN = 5
#: Who has lived for so many seconds is well: earlier ends are forgotten.
WELL = 60


class Part:
    """A process of the site, with what starts it; a server has more to do for that than to be executed."""

    def __init__(self, child, start, *, delays=DELAYS, say=print):
        self.child = child
        self.start = start
        self.delays = delays
        self.say = say
        self.ends = 0  # in a row
        self.started_at = time.monotonic()
        self.due_at = None  # None while it runs

    def look(self):
        """Start it again when it has ended and its time has come; Refusal when it cannot be kept alive."""
        if self.due_at is None and self.child.has_ended():
            self._plan_start()
        if self.due_at is not None and time.monotonic() >= self.due_at:
            self._start_again()

    def _plan_start(self):
        self.child.sweep()
        self.ends = 1 if time.monotonic() - self.started_at > WELL else self.ends + 1
        if self.ends > len(self.delays):
            raise Refusal(
                f"{self.child.name} has ended {self.ends} times in a row ({self.child.how_it_ended}), so everything is "
                f"stopped. The end of {self.child.log}:\n{self.child.last_lines(20)}"
            )
        delay = self.delays[self.ends - 1]
        when = f"in {delay} s" if delay else "at once"
        self.say(f"{self.child.name} has ended by itself ({self.child.how_it_ended}); it is started again {when}.")
        self.due_at = time.monotonic() + delay

    def _start_again(self):
        self.due_at, self.started_at = None, time.monotonic()
        try:
            self.start()
        except OSError as error:
            self.say(f"{self.child.name} could not be started ({error.strerror}); it is tried again in {AGAIN} s.")
            self.due_at = time.monotonic() + AGAIN
        except Refusal:
            if not self.child.has_ended():
                raise


def watch(parts):
    """Until somebody stops the site, or a part of it cannot be kept alive."""
    while True:
        for part in parts:
            part.look()
        time.sleep(0.5)
