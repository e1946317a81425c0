"""The page types that readers reach, as the workshop edits them. All are editioned pages."""

from .article import ArticlePage, Byline, ReferenceItem
from .editioned import EditionedPage, SectionedPage
from .glossary import TermPage
from .people import Disclosure, PersonPage
from .places import HomePage, PolicyPage, TopicPage

__all__ = [
    "ArticlePage",
    "Byline",
    "Disclosure",
    "EditionedPage",
    "HomePage",
    "PersonPage",
    "PolicyPage",
    "ReferenceItem",
    "SectionedPage",
    "TermPage",
    "TopicPage",
]
