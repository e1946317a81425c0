"""Living evidence: the watch finds newer versions of cited works, and opens the reviews of what rests on the older."""

import logging
from datetime import date

from django.db import transaction

from articles.references.identifiers import Kind
from articles.references.integrity.versions import Version, VersionKind, cochrane_version
from articles.references.library.integrity_facts import known_by
from articles.references.library.newer import NewerVersion, written
from articles.references.library.references import Reference
from articles.references.lookup import LookupFailed, crossref
from editorial.planning.review_due.newer_sources import call_for_reviews

from .guidelines import later_guideline

logger = logging.getLogger(__name__)


def look_for_newer(reference, answers, *, asks_services):
    """Note what answers about a work say of newer versions, of it or of those whose place it takes; what is new."""
    found = [(reference, version) for answer in answers for version in answer.newer]
    if own := _as_version(reference):
        for version in (version for answer in answers for version in answer.older):
            if older := Reference.objects.find(doi=version.doi, pmid=version.pmid):
                found.append((older, Version(version.kind, *own, label=reference.text, source=version.source)))
    if later := _later_in_library(reference) or (asks_services and _later_at_cochrane(reference)):
        found.append((reference, later))
    if replaced := later_guideline(reference):
        found.append((reference, replaced))
    return [row for work, version in found if (row := note(work, version))]


@transaction.atomic
def note(reference, version):
    """Keep a newer version of a work and call for the reviews of what cites it, once; None where it was known."""
    work = reference.merged_into or reference
    name, value = _name_of(version)
    if not value or value in (work.doi, work.pmid, work.url) or _is_no_later(work.doi, version.doi):
        return None
    facts = {
        "of": written(known_by(work.shown)),
        "kind": version.kind,
        "label": version.label,
        "source": version.source,
        "published_on": _day(version.date),
    }
    newer, is_new = NewerVersion.objects.get_or_create(reference=work, name=name, value=value, defaults=facts)
    if not is_new:
        return None
    newer.refresh_from_db()
    call_for_reviews(newer)
    return newer


def _name_of(version):
    return next(
        ((name, value) for name, value in (("doi", version.doi), ("pmid", version.pmid)) if value),
        ("text", version.label),
    )


def _as_version(reference):
    """The DOI and PMID by which a work itself is a version; None without both."""
    return (reference.doi, reference.pmid) if reference.doi or reference.pmid else None


def _is_no_later(older, newer):
    """Whether the numbers of two DOIs of Cochrane's say that the second is not the later one of a review."""
    before, after = cochrane_version(older), cochrane_version(newer)
    return bool(before and after and before[0] == after[0] and after[1] <= before[1])


def _later_in_library(reference):
    """The newest version of a review of Cochrane's that stands in the library already."""
    if not (known := cochrane_version(reference.doi)):
        return None
    others = [(cochrane_version(other.doi), other) for other in Reference.objects.filter(doi__startswith=known[0])]
    later = [(version[1], other.pk, other) for version, other in others if version and version[1] > known[1]]
    if not later:
        return None
    newest = max(later)[2]
    return Version(VersionKind.UPDATED, newest.doi, newest.pmid, newest.text, "library")


def _later_at_cochrane(reference):
    identifier = next((name for name in reference.identifiers if name.kind == Kind.DOI), None)
    try:
        return identifier and crossref.later_version(identifier)
    except LookupFailed:
        logger.info("nobody said whether there is a newer version of reference %s", reference.pk)
        return None


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
