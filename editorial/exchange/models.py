"""Where Django finds the models; each lives in the module of its subject."""

from .legacy.runs import LegacyRun
from .moved_in import MovedInThing, MovingIn
from .wordpress.sent_export import SentExport

__all__ = ["LegacyRun", "MovedInThing", "MovingIn", "SentExport"]
