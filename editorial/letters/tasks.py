"""Where Celery finds the tasks; each lives in the module of its subject, under a name that does not change with it."""

from .account_letters import write_reset_link
from .outbox.keeping import forget_letters
from .outbox.sending import send_letters

__all__ = ["forget_letters", "send_letters", "write_reset_link"]
