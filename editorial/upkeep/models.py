"""Where Django finds the models; each lives in the module of its subject."""

from .links import LinkCheck
from .retraction_watch import RetractionNotice
from .watch import WorldCheck

__all__ = ["LinkCheck", "RetractionNotice", "WorldCheck"]
