"""Where Django finds the models; each lives in the module of its subject."""

from .assigning.assignments import Assignment
from .assigning.rota import Availability, Rota
from .review_due.guidelines import GuidelineChange, ReviewCall
from .review_due.overdue import OverdueNote
from .review_due.review_rules import ReviewRule
from .schedule.bundles import Bundle, BundleItem
from .steps import Step

__all__ = [
    "Assignment",
    "Availability",
    "Bundle",
    "BundleItem",
    "GuidelineChange",
    "OverdueNote",
    "ReviewCall",
    "ReviewRule",
    "Rota",
    "Step",
]
