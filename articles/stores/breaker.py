"""What did not answer a moment ago is left alone for some seconds: whoever asked it would only wait again."""

import time


class Breaker:
    """A circuit breaker that knows no more than when it closes; https://martinfowler.com/bliki/CircuitBreaker.html.

    By hand, since it is one comparison on the way of every question: the packages count failures, take locks and tell
    listeners. Threads may share one.
    """

    def __init__(self, seconds):
        self.seconds, self.closes_at = seconds, 0.0

    @property
    def is_open(self):
        """Whether nobody is to ask now."""
        return time.monotonic() < self.closes_at

    def trip(self):
        """It did not answer."""
        self.closes_at = time.monotonic() + self.seconds

    def close(self):
        """It answers again."""
        self.closes_at = 0.0
