"""Where Django finds the models; each lives in the module of its subject."""

from .answers import SourceAnswer
from .guidelines import ListedGuideline
from .links import LinkCheck
from .originality.corpus import ComparedText, Fingerprint
from .originality.findings import Finding, FindingVerdict, OriginalityCheck
from .retraction_watch import RetractionList, RetractionNotice
from .watch import WorldCheck

__all__ = [
    "ComparedText",
    "Finding",
    "FindingVerdict",
    "Fingerprint",
    "LinkCheck",
    "ListedGuideline",
    "OriginalityCheck",
    "RetractionList",
    "RetractionNotice",
    "SourceAnswer",
    "WorldCheck",
]
