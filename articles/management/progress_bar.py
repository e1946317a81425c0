"""A progress bar for commands that take a while."""

import time

WIDTH = 40
#: Seconds between two drawings: enough to see it move.
PAUSE = 0.1


class ProgressBar:
    """Draws how far something is on one line of a terminal; `with` wipes it off at the end."""

    def __init__(self, stream):
        self.stream = stream
        self.drawn_at = 0

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._draw("")

    def __call__(self, done, total):
        now = time.monotonic()
        if now - self.drawn_at < PAUSE:
            return
        self.drawn_at = now
        share = done / total
        self._draw(f"[{'#' * int(WIDTH * share):<{WIDTH}}] {share:4.0%}  {done:,} of {total:,}")

    def _draw(self, line):
        """Write over the line, and clear what is left of the one before (ECMA-48: erase in line)."""
        self.stream.write(f"\r{line}\x1b[K", ending="")
        self.stream.flush()
