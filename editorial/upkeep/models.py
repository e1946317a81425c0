"""Where Django finds the models; each lives in the module of its subject."""

from .links import LinkCheck
from .originality.corpus import ComparedText, Fingerprint
from .originality.findings import Finding, FindingVerdict, OriginalityCheck
from .source_watch.answers import SourceAnswer
from .source_watch.guidelines import ListedGuideline
from .source_watch.retraction_watch import RetractionList, RetractionNotice
from .source_watch.watch import WorldCheck

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
