"""A progress bar for commands that take a while."""

import time

WIDTH = 40
#: Seconds between two drawings: enough to see it move.
PAUSE = 0.1
#: Seconds after which it can be told how long the rest will take.
SURE_AFTER = 2


class ProgressBar:
    """Draws how far something is on one line of a terminal; `with` wipes it off at the end."""

    def __init__(self, stream):
        self.stream = stream
        self.drawn_at = 0
        self.begun_at = time.monotonic()
        self.total = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._draw("")

    def __call__(self, done, total, words=""):
        """Draw how much of how much is done, with what else is to be said, and the time that is left."""
        now = time.monotonic()
        if total != self.total:  # something else is counted now
            self.total, self.begun_at = total, now
        if now - self.drawn_at < PAUSE:
            return
        self.drawn_at = now
        share = done / total if total else 1
        bar = f"[{'#' * int(WIDTH * share):<{WIDTH}}] {share:4.0%}  {done:,} of {total:,}"
        self._draw("  ".join(filter(None, [bar, words, self._left(now, share)])))

    def _left(self, now, share):
        """How long the rest takes if it goes on as it went; nothing before that can be told."""
        passed = now - self.begun_at
        if passed < SURE_AFTER or not share:
            return ""
        minutes, seconds = divmod(round(passed / share - passed), 60)
        return f"{minutes}:{seconds:02} left"

    def _draw(self, line):
        """Write over the line, and clear what is left of the one before (ECMA-48: erase in line)."""
        self.stream.write(f"\r{line}\x1b[K", ending="")
        self.stream.flush()
