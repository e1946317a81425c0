"""Where Django finds this app's models. Inside the app nobody imports it."""

from .outbox.choices import LetterChoice
from .outbox.letter import Letter

__all__ = ["Letter", "LetterChoice"]
