"""Addresses within a page: those of the sections that somebody writes, and those that the page has itself."""

import re
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

LONGEST = 60
#: What the templates and scripts of readers' pages call their parts. Forms' names have underscores, as no anchor has.
PAGES_OWN = {
    *("main", "references", "history", "related", "recent", "topics", "subtopics", "articles", "wrote", "signed"),
    *("people", "instead", "sheet-title", "site-search", "was-it-helpful"),
}
_PAGES_OWN_KINDS = re.compile(r"(?:ref|change|red-flags)-\d+|cite-\d+-\d+|search-words.*|titles-.*|.*-heading")


def is_pages_own(anchor):
    """Whether a page of readers uses this itself."""
    return anchor in PAGES_OWN or _PAGES_OWN_KINDS.fullmatch(anchor) is not None


def validate_anchor(anchor):
    """For an anchor that somebody types."""
    if is_pages_own(anchor):
        raise ValidationError(_("The page itself uses this word for another part. Choose another."))


def new_anchor(heading, taken):
    """One that no other section has, nor the page itself; made of the heading where that has letters that fit."""
    wanted = slugify(heading).replace("_", "-")[:LONGEST].strip("-") or "section"
    if is_pages_own(wanted):
        # A number behind it would not do: the page's own kinds may begin with a word as well as end with one.
        wanted = f"section-{wanted}"[:LONGEST].strip("-")
    candidates = chain([wanted], (f"{wanted}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken and not is_pages_own(candidate))
