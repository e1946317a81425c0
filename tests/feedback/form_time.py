"""The time at which a reader opened a form."""

import time
from datetime import timedelta
from unittest.mock import patch

from editorial.feedback.capture.limits.form_time import form_time


def time_in_form(edition_id=None, **ago):
    """The signed time in a form that a reader has had open for a while: a minute, or what `timedelta` is told."""
    then = time.time() - timedelta(**ago or {"minutes": 1}).total_seconds()
    with patch("time.time", return_value=then):
        return form_time(edition_id)
