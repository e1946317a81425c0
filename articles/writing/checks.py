"""What the citations and claims of a draft still need: what keeps it from review, and what its writer should look at.

Each is a sentence. What is said of sources is what the library knows of them, which the watch keeps up to date.
"""

import re
from urllib.parse import urlsplit

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from ..record.document import canonical, texts_of
from ..references.integrity.status import Status
from ..references.library.allowed import AllowedSource
from ..references.library.integrity_facts import IntegrityFact, known_by
from ..references.library.links import LinkStatus
from ..references.library.newer import NewerVersion, written
from ..references.library.references import Reference
from ..references.works import Source
from .citations import TAG_OR_TEXT, WORK_MARK, numbers_in, runs, typed_marks

#: What a text that somebody is to complete says where something lacks.
GAP = re.compile(r"\[Fill in: ([^\]]+)\]")
#: A number, perhaps with a unit, and the raised number of a source right behind it.
LIKE_POWER = re.compile(
    r'(?<![\w.,])(\d(?:[\d.,]*\d)?(?:\s?(?:kg|g|mg|ml|l|L|mL|cm|mm|m|km|mmol|IU|s|h))?)<sup class="cite">'
)
#: So much of a claim is quoted, and so many sentences that look like claims.
LONGEST_QUOTE = 90
MOST_LIKELY_CLAIMS = 8
GONE_SENTENCES = {
    Status.RETRACTED: gettext_lazy(
        "Reference %d has been retracted: what rests on it has to go, or to rest on something else."
    ),
    Status.WITHDRAWN: gettext_lazy(
        "Reference %d has been withdrawn: what rests on it has to go, or to rest on something else."
    ),
    Status.REMOVED: gettext_lazy(
        "Reference %d has been removed: what rests on it has to go, or to rest on something else."
    ),
}
#: (Whether it is true of a work, the sentence for one such reference, and the sentence for several.)
ABOUT_SOURCES = [
    (
        lambda work: work.status == Status.CONCERN,
        gettext_noop("Reference %s: its journal has published an expression of concern."),
        gettext_noop("References %s: their journals have published expressions of concern."),
    ),
    (
        lambda work: work.status == Status.REMOVED_FOR_NOW,
        gettext_noop("Reference %s was taken away by its publisher for the time being."),
        gettext_noop("References %s were taken away by their publishers for the time being."),
    ),
    (
        lambda work: work.status == Status.CORRECTED,
        gettext_noop("Reference %s was corrected after it was published: see whether that changes what you say."),
        gettext_noop("References %s were corrected after they were published: see whether that changes what you say."),
    ),
    (
        lambda work: work.source == Source.MANUAL and work.identifiers,
        gettext_noop("Reference %s has not been looked up: compare its title and year with the source."),
        gettext_noop("References %s have not been looked up: compare their titles and years with the sources."),
    ),
    (
        lambda work: work.is_preprint,
        gettext_noop("Reference %s is a preprint: nobody has reviewed it."),
        gettext_noop("References %s are preprints: nobody has reviewed them."),
    ),
    (
        lambda work: work.link_status == LinkStatus.DEAD,
        gettext_noop("Reference %s: its address leads nowhere any more."),
        gettext_noop("References %s: their addresses lead nowhere any more."),
    ),
]


def unmet_by_citations(page, document):
    """What keeps a draft from review; nothing for a page that cites nothing and has no list of references."""
    checks = [_uncited, _without_reference, retracted_sources]
    return [sentence for check in checks for sentence in check(page, document)]


def unmet_by_claims(claims):
    """What the marked claims of a draft keep it from review by."""
    return [_("This claim cites no reference: “%s”.") % _quoted(claim.text) for claim in claims if not claim.numbers]


def unmet_by_gaps(page, document):
    """What a text that began as one of ours still leaves open, each gap once."""
    gaps = dict.fromkeys(GAP.findall(canonical(document)))
    return [_("Fill in what the text leaves open: “%s”.") % _quoted(gap) for gap in gaps]


def unmet_by_pictures(page):
    """What pictures in a text still need: a draft is kept without it, and not reviewed."""
    pictures = [
        (section.value["heading"], block.value)
        for section in getattr(page, "body", [])
        for block in section.value["content"]
        if block.block_type == "image"
    ]
    for heading, picture in pictures:
        if picture["image"] is None:
            yield _("Choose the picture in “%s”, or take its block away.") % heading
        elif not picture["alt"] and not picture["decorative"]:
            yield _("Describe the picture in “%s”, or mark it as decorative.") % heading


def advice_on_citations(page, typeset):
    """What a writer should look at; none of it keeps the draft from review."""
    document = typeset.document
    if "references" not in document:
        return []
    works = Reference.objects.of_items(document["references"])
    numbered = [(number, work) for number, work in enumerate(works, start=1) if work]
    return [
        *_about_sources(numbered),
        *_newer_sources(document),
        *_from_unlisted_sites(numbered),
        *_lone_preprints(typeset.claims, works),
        *_like_powers(document),
        *_brackets_nobody_spoke_of(page),
        *_likely_claims(page),
    ]


def _uncited(page, document):
    references = enumerate(document.get("references", []), start=1)
    return [_("Reference %d is not cited in the text.") % number for number, item in references if not item["uses"]]


def _without_reference(page, document):
    parts = (part for html in texts_of(document) for part in TAG_OR_TEXT.split(html))
    text = " ".join(part for part in parts if not part.startswith("<"))
    unmet = [_lost_citation(document)] if WORK_MARK.search(text) else []
    said = getattr(page, "typed_citations", ())
    return unmet + [
        _("The text cites %s, but there is no such reference.") % mark for mark in typed_marks(text) if mark in said
    ]


def _like_powers(document):
    """Numbers that a citation is raised behind, with a unit or without (AMA Manual of Style, 11th edition, 3.6)."""
    found = (match[1] for html in texts_of(document) for match in LIKE_POWER.finditer(html))
    for number in dict.fromkeys(found):
        told = _("The number of a source behind “%s” reads as a power: cite it after the next word or the full stop.")
        yield told % number


def _brackets_nobody_spoke_of(page):
    """Numbers in brackets that the list has references for, of which the writer did not say that they cite."""
    count = page.references.count() if hasattr(page, "references") else 0
    unsaid = [mark for mark in page.typed_marks() if mark not in page.typed_citations]
    return [
        _("%s stands in the text as it is written. If it cites, say so under “Citations in square brackets”.") % mark
        for mark in unsaid
        if all(number <= count for number in numbers_in(mark))
    ]


def _lost_citation(document):
    if "references" not in document:
        return _("Only articles have a list of references: take the citation out of the text.")
    return _("A citation in the text stands for a work that is not in the library any more: cite it again.")


def retracted_sources(page, document):
    """A sentence for each work in the list of references that was taken back."""
    facts = enumerate(IntegrityFact.objects.about(document.get("references", [])), start=1)
    return [
        GONE_SENTENCES[Status(fact.status)] % number for number, fact in facts if fact and fact.status in GONE_SENTENCES
    ]


def _about_sources(numbered):
    """What is to be known of sources, said once for all of which it is true."""
    for is_so, one, many in ABOUT_SOURCES:
        numbers = [number for number, work in numbered if is_so(work)]
        if numbers:
            yield ngettext(one, many, len(numbers)) % ", ".join(map(_span, runs(numbers)))


def _newer_sources(document):
    items = document.get("references", [])
    names = [set(written(known_by(item))) for item in items]
    for version in NewerVersion.objects.about(items):
        numbers = [number for number, own in enumerate(names, start=1) if own & set(version.of)]
        told = {"number": numbers[0], "kind": version.get_kind_display(), "newer": version}
        yield _("Reference %(number)d has a newer version (%(kind)s): %(newer)s.") % told


def _span(run):
    return str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def _from_unlisted_sites(numbered):
    allowed = AllowedSource.objects.hosts()
    for number, work in numbered:
        if work.url and not (work.doi or work.pmid or work.pmcid or work.isbn):
            host = (urlsplit(work.url).hostname or "").removeprefix("www.")
            if not any(host == one or host.endswith(f".{one}") for one in allowed):
                told = {"number": number, "host": host}
                yield _("Reference %(number)d is from %(host)s, which is not on the list of allowed sources.") % told


def _lone_preprints(claims, works):
    preprints = {number for number, work in enumerate(works, start=1) if work and work.is_preprint}
    for claim in claims:
        if claim.numbers and set(claim.numbers) <= preprints:
            yield _("Only a preprint supports this claim: “%s”.") % _quoted(claim.text)


def _likely_claims(page):
    for sentence in page.likely_claims[:MOST_LIKELY_CLAIMS]:
        yield _("This looks like a claim, and cites nothing: “%s”.") % _quoted(sentence)


def _quoted(text):
    return Truncator(text).chars(LONGEST_QUOTE)
