"""Where Django finds the models; each lives in the module of its subject."""

from .assignments import Assignment
from .review_due.overdue import OverdueNote
from .review_due.review_rules import ReviewRule
from .rota import Availability, Rota
from .steps import Step

__all__ = ["Assignment", "Availability", "OverdueNote", "ReviewRule", "Rota", "Step"]
