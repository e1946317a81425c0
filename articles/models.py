"""Where Django finds the models; each lives in the module of its subject."""

from .pages import (
    ArticlePage,
    Byline,
    Disclosure,
    HomePage,
    PersonPage,
    PolicyPage,
    ReferenceItem,
    TermPage,
    TopicPage,
)
from .reading.listings.related import RelatedArticles
from .reading.search.index import SearchEntry
from .reading.search.synonyms import Synonym
from .reading.search.vocabulary import SearchWord
from .reading.search.zero_results import ZeroResultSearch
from .reading.site_settings import SiteSettings
from .record.published.addresses import AddressChange, AddressReuse, MainLanguage, MovedInAddress
from .record.published.editions import ChangeClass, Edition
from .record.published.emergencies import EmergencyOverride, EmergencyRule
from .record.published.legacy import ImportedText, LegacyBatch, LegacyDecision, LegacyText
from .record.published.publications import Publication, ReaderVersion
from .record.published.reported_months import ReportedMonth
from .record.published.status import PublicationStatus
from .record.published.status_changes import StatusChange
from .record.signed.claim_checks import ClaimCheck
from .record.signed.draft_records import DraftRecord
from .record.signed.pictures import EditionImage, SiteImage, SiteRendition
from .record.signed.risk import RiskAssessment
from .record.signed.sign_offs import SignOff, SignOffKind
from .record.signed.source_changes import SourceChange
from .record.signers.authority import AuthorityEvent
from .record.signers.credentials import Credential, CredentialKind, PersonAccount, Specialty
from .record.signers.interests import InterestAnswer, InterestDeclaration, InterestWaiver
from .record.signers.signing_keys import SigningKey
from .references.library.allowed import AllowedSource
from .references.library.integrity_facts import IntegrityFact
from .references.library.newer import NewerVersion
from .references.library.overruling import OverruleProposal
from .references.library.references import Citation, Reference
from .writing.claims import Claim

__all__ = [
    "AddressChange",
    "AddressReuse",
    "AllowedSource",
    "ArticlePage",
    "AuthorityEvent",
    "Byline",
    "ChangeClass",
    "Citation",
    "Claim",
    "ClaimCheck",
    "Credential",
    "CredentialKind",
    "Disclosure",
    "DraftRecord",
    "Edition",
    "EditionImage",
    "EmergencyOverride",
    "EmergencyRule",
    "ZeroResultSearch",
    "HomePage",
    "ImportedText",
    "IntegrityFact",
    "InterestAnswer",
    "InterestDeclaration",
    "InterestWaiver",
    "LegacyBatch",
    "LegacyDecision",
    "LegacyText",
    "MainLanguage",
    "MovedInAddress",
    "NewerVersion",
    "OverruleProposal",
    "PersonAccount",
    "PersonPage",
    "PolicyPage",
    "Publication",
    "ReaderVersion",
    "Reference",
    "ReferenceItem",
    "RelatedArticles",
    "ReportedMonth",
    "RiskAssessment",
    "SearchEntry",
    "SearchWord",
    "SignOff",
    "SignOffKind",
    "SigningKey",
    "SiteImage",
    "SiteRendition",
    "SiteSettings",
    "SourceChange",
    "Specialty",
    "PublicationStatus",
    "StatusChange",
    "Synonym",
    "TermPage",
    "TopicPage",
]
