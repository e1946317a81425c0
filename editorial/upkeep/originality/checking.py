"""Checking a draft, and judging what was found."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from articles.pages import EditionedPage
from articles.record.published.drafts import Draft
from articles.references.library.references import Reference
from editorial.accounts.users import User
from editorial.review.signing.permissions import may_change_status, may_sign_kind

from . import outside
from .corpus import ComparedText, Met, met
from .findings import Finding, FindingVerdict, OriginalityCheck
from .passages import Passage, Piece, Text, key_of, passages

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Found:
    """A passage of ours and where else it stands; `span` counts in our words."""

    key: str
    span: range
    shared: int
    ours: list[Piece]
    theirs: list[Piece]
    title: str
    source_page: Page | None = None
    source_edition: int | None = None
    reference: Reference | None = None
    url: str = ""


def check(draft: Draft) -> OriginalityCheck:
    """Compare a draft with what other pages say and with the abstracts of what it cites; keep what was found."""
    ComparedText.objects.note_draft(draft)
    ours = Text(ComparedText.objects.get(page=draft.page, is_draft=True).text)
    others = met(ours, draft.page)
    works = [work for work in Reference.objects.of_items(draft.document.get("references", [])) if work]
    abstracts = [(work, abstract) for work in works if (abstract := work.csl.get("abstract"))]
    found = [*_in_pages(ours, others), *_in_abstracts(ours, abstracts)]
    service = outside.chosen()
    matches, has_answered = _asked(service, ours, draft) if service else ([], False)
    about = {
        "texts": ComparedText.objects.of_others(draft.page).count(),
        "abstracts": len(abstracts),
        "service": service.name[:80] if service else "",
        "service_answered": has_answered,
        "checked_at": timezone.now(),
    }
    with transaction.atomic():
        _keep(draft.page, _longest([*found, *matches]))
        kept, _is_new = OriginalityCheck.objects.update_or_create(
            page_id=draft.page.pk, digest=draft.digest, defaults=about
        )
    return kept


def _in_pages(ours: Text, others: Met) -> Iterator[Found]:
    for other in others.texts:
        theirs = Text(other.text)
        for passage in passages(ours, theirs, others.common, others.boilerplate):
            number = other.edition.number if other.edition else None
            yield _found(passage, ours, theirs, str(other.page), source_page=other.page, source_edition=number)


def _in_abstracts(ours: Text, abstracts: list[tuple[Reference, str]]) -> Iterator[Found]:
    for work, abstract in abstracts:
        theirs = Text(abstract)
        for passage in passages(ours, theirs):
            yield _found(passage, ours, theirs, work.text, reference=work)


def _found(passage: Passage, ours: Text, theirs: Text, title: str, **source: object) -> Found:
    sides = passage.pieces(ours, theirs)
    return Found(passage.key(ours), passage.span, passage.shared, *sides, title, **source)  # type: ignore[arg-type]


def _asked(service: outside.OriginalityService, ours: Text, draft: Draft) -> tuple[list[Found], bool]:
    """What a service outside found of our words, and whether it answered."""
    try:
        matches = list(service.matches(ours.text, draft.document["language"]))
    except Exception:
        logger.exception("%s did not say whether page %s is original", service.name, draft.page.pk)
        return [], False
    return [found for match in matches if (found := _matched(match, ours))], True


def _matched(match: outside.Match, ours: Text) -> Found | None:
    """What a service says of our words; None where it speaks of words that we do not say."""
    words = Text(match.ours).folded
    start = next((at for at in range(len(ours.words)) if ours.folded[at : at + len(words)] == words), None)
    if not words or start is None:
        return None
    span = range(start, start + len(words))
    sides = [(match.ours, True)], [(match.theirs, True)]
    return Found(key_of(words), span, len(words), *sides, match.title, url=match.url[:2_000])


def _longest(found: list[Found]) -> dict[Found, int]:
    """The longest passages, each with the number of other texts that have the same words or fewer of them."""
    kept: dict[Found, int] = {}
    for one in sorted(found, key=lambda one: -one.shared):
        longer = next((other for other in kept if _lies_in(one.span, other.span)), None)
        if longer:
            kept[longer] += 1
        else:
            kept[one] = 0
    return kept


def _lies_in(span: range, other: range) -> bool:
    return other.start <= span.start and span.stop <= other.stop


def _keep(page: Page, found: dict[Found, int]) -> None:
    """What is found stands; what was found before and is not there any more is gone."""
    standing = []
    for one, also in found.items():
        about = {
            "shared": one.shared,
            "ours": one.ours,
            "theirs": one.theirs,
            "source_page": one.source_page,
            "source_edition": one.source_edition,
            "reference": one.reference,
            "source_title": one.title,
            "source_url": one.url,
            "also": also,
            "gone_at": None,
        }
        standing.append(Finding.objects.update_or_create(page_id=page.pk, key=one.key, defaults=about)[0].pk)
    gone = Finding.objects.filter(page_id=page.pk, gone_at__isnull=True).exclude(pk__in=standing)
    gone.update(gone_at=timezone.now())


def unchecked(state: WorkflowState) -> Draft | None:
    """The draft that a review is about, unless it was checked already."""
    if not issubclass(state.content_object.specific_class or Page, EditionedPage):
        return None
    draft = Draft.in_review(state)
    return None if check_of(draft) else draft


def check_of(draft: Draft) -> OriginalityCheck | None:
    """The check of exactly this text; None while there was none."""
    return OriginalityCheck.objects.filter(page_id=draft.page.pk, digest=draft.digest).first()


def check_what_is_in_review(most: int = 50) -> int:
    """Check the texts whose check was missed; how many there were."""
    going_on = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).order_by("-pk")
    missed = (draft for state in going_on.iterator() if (draft := unchecked(state)))
    done = 0
    for draft in islice(missed, most):
        check(draft)
        done += 1
    return done


def may_judge(user: User, draft: Draft) -> bool:
    """Whether somebody may say what a finding amounts to: who may sign or decide, and wrote nothing of it."""
    may_read = may_change_status(user) or any(may_sign_kind(user, kind) for kind in draft.page.required_sign_offs)
    return may_read and user.pk not in draft.contributors


@transaction.atomic
def judge(finding: Finding, draft: Draft, *, verdict: str, reason: str, by: User) -> FindingVerdict:
    """Keep what somebody says of a finding, and say so in the page's history."""
    if not may_judge(by, draft):
        raise PermissionDenied(_("Whoever wrote the text does not judge where its words come from."))
    given = FindingVerdict.objects.create(finding=finding, verdict=verdict, reason=reason, given_by=by)
    data = {"verdict": str(given), "words": finding.shared, "source": finding.source_title[:200], "reason": reason}
    log(draft.page, "upkeep.judge_originality", user=by, data=data)
    return given


def unmet_by_originality(draft: Draft) -> list[str]:
    """What keeps a text from being published where the site wants findings settled first; nothing elsewhere."""
    if not settings.ORIGINALITY_BLOCKS:
        return []
    if check_of(draft) is None:
        return [_("It has not been compared with other texts yet: this happens minutes after it is sent to review.")]
    count = Finding.objects.open_on(draft.page).count()
    sentence = ngettext(
        "%d passage stands elsewhere too, and nobody has said yet that it may.",
        "%d passages stand elsewhere too, and nobody has said yet that they may.",
        count,
    )
    return [sentence % count] if count else []
