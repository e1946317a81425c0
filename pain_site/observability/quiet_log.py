"""Nothing that a reader wrote stands in a log, whatever fails.

PostgreSQL tells what was wrong with a row by showing the row (DETAIL: Failing row contains …). Its own log is told not
to (stack/servers/postgres.py, docs/operations/servers.md); here the same is kept out of ours, tracebacks included.
"""

import logging
import re
import traceback

#: A receipt code in an address, as Django's own lines have it (“Not Found: /feedback/receipt/…”).
_RECEIPT = re.compile(
    r"""(?P<before>(?:^|[\s"'(])(?:https?://[^/\s]{1,255})?(?:/[a-z0-9-]{2,35})?/feedback/(?:(?:receipt|kept)/)?)"""
    r"""(?!(?:report|preview|receipt|kept)/?(?:[\s?"')]|$))[^/\s]+"""
)
#: The key of an invitation, or of a new password.
_KEY = re.compile(
    r"(?P<before>/admin/account/(?:invitation|password/reset)/)(?!(?:sent|done)/?(?:[\s?\"')]|$))[^/\s?\"')]+"
)
_DETAIL = re.compile(
    r"DETAIL:.*?(?=(?:\n|\\n)(?:CONTEXT|HINT):|\n\n(?:The above exception|During handling)|\nTraceback|\Z)", re.DOTALL
)


class QuietRecord(logging.LogRecord):
    """A line of any logger, whoever formats it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[0]:
            told = "".join(traceback.format_exception(*self.exc_info)).rstrip()
            self.exc_text = without_keys(without_detail(told))

    def getMessage(self):
        return without_keys(without_detail(super().getMessage()))


def without_detail(text):
    """A text without what PostgreSQL says of the values in a row."""
    return _DETAIL.sub("DETAIL: left out", text) if "DETAIL:" in text else text


def without_keys(text):
    """A text without the codes by which readers find their reports, and those by which somebody is let in."""
    text = _KEY.sub(r"\g<before>…", text) if "/admin/account/" in text else text
    return _RECEIPT.sub(r"\g<before>…", text) if "/feedback/" in text else text
