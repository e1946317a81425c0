"""Where Django finds the models; each lives in the module of its subject."""

from .capture.words.safety import SafetyPhrase
from .corrections.correction import AskedFor, CorrectedReport, Correction
from .figures.rollups import Rollup, RollupMark
from .reports.former_comments import FormerComment
from .reports.history import BulkDecision, ReportChange
from .reports.queues import TopicQueueEntry
from .reports.report import Report, ReportNote
from .triage.saved_filters import SavedFilter
from .triage.topic_owners import TopicOwner

__all__ = [
    "AskedFor",
    "BulkDecision",
    "CorrectedReport",
    "Correction",
    "FormerComment",
    "Report",
    "ReportChange",
    "ReportNote",
    "Rollup",
    "RollupMark",
    "SafetyPhrase",
    "SavedFilter",
    "TopicOwner",
    "TopicQueueEntry",
]
