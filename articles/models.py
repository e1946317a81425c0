"""Where Django finds the models; each lives in the module of its subject."""

from .claims import Claim
from .credentials import Credential, CredentialKind, PersonAccount, Specialty
from .draft_records import DraftRecord
from .editions import ChangeClass, Edition, Publication, ReaderVersion, Standing
from .images import EditionImage, SiteImage, SiteRendition
from .interests import InterestAnswer, InterestDeclaration, InterestWaiver
from .overrides import EmergencyOverride, EmergencyRule
from .pages import ArticlePage, Byline, Disclosure, HomePage, PersonPage, PolicyPage, ReferenceItem, TopicPage
from .references.allowed import AllowedSource
from .references.library import Citation, Reference
from .related import RelatedArticles
from .search.fruitless import FruitlessSearch
from .search.index import SearchEntry
from .search.synonyms import Synonym
from .search.vocabulary import SearchWord
from .sign_offs import SignOff, SignOffKind
from .standing_changes import StandingChange

__all__ = [
    "AllowedSource",
    "ArticlePage",
    "Byline",
    "ChangeClass",
    "Citation",
    "Claim",
    "Credential",
    "CredentialKind",
    "Disclosure",
    "DraftRecord",
    "Edition",
    "EditionImage",
    "EmergencyOverride",
    "EmergencyRule",
    "FruitlessSearch",
    "HomePage",
    "InterestAnswer",
    "InterestDeclaration",
    "InterestWaiver",
    "PersonAccount",
    "PersonPage",
    "PolicyPage",
    "Publication",
    "ReaderVersion",
    "Reference",
    "ReferenceItem",
    "RelatedArticles",
    "SearchEntry",
    "SearchWord",
    "SignOff",
    "SignOffKind",
    "SiteImage",
    "SiteRendition",
    "Specialty",
    "Standing",
    "StandingChange",
    "Synonym",
    "TopicPage",
]
