"""Where Django finds the models; each lives in the module of its subject."""

from .credentials import Credential, CredentialKind, PersonAccount
from .draft_records import DraftRecord
from .editions import ChangeClass, Edition, Publication
from .images import EditionImage, SiteImage, SiteRendition
from .pages import ArticlePage, Byline, Disclosure, HomePage, PersonPage, PolicyPage, ReferenceItem, TopicPage
from .sign_offs import SignOff, SignOffKind

__all__ = [
    "ArticlePage",
    "Byline",
    "ChangeClass",
    "Credential",
    "CredentialKind",
    "Disclosure",
    "DraftRecord",
    "Edition",
    "EditionImage",
    "HomePage",
    "PersonAccount",
    "PersonPage",
    "PolicyPage",
    "Publication",
    "ReferenceItem",
    "SignOff",
    "SignOffKind",
    "SiteImage",
    "SiteRendition",
    "TopicPage",
]
