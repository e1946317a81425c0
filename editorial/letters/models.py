"""Where Django finds this app's models. Inside the app nobody imports it."""

from .choices import LetterChoice
from .letter import Letter

__all__ = ["Letter", "LetterChoice"]
