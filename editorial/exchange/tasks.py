"""Where Celery finds the tasks of exchange. Each is safe to run twice."""

from .legacy.publishing import publish_what_was_moved_in
from .wordpress.sent_exports import carry_out, forget_exports

__all__ = ["carry_out", "forget_exports", "publish_what_was_moved_in"]
