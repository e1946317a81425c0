"""The claims of a draft with the verdicts on them, and giving one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from wagtail.models import Page

from articles.record.published.drafts import Draft
from articles.record.refusals import refusal_in
from articles.record.signed.claim_checks import UNSUPPORTED, ClaimCheck, Verdict
from editorial.accounts.users import User


class CheckedClaim(TypedDict):
    """A claim, with the verdict that holds of it and what it cites: (number, text) of each reference.

    One that is not `marked` is one whose source did not support it and which the draft does not mark any more.
    """

    text: str
    passages: tuple[str, ...]
    marked: bool
    key: str
    check: ClaimCheck | None
    references: list[tuple[int, str]]


def claims_of(draft: Draft) -> list[CheckedClaim]:
    """The marked claims of a draft, and then those that were found unsupported and are not marked any more."""
    document, standing = draft.document, ClaimCheck.objects.standing_on(draft.page)
    marked: list[CheckedClaim] = [
        {
            "text": claim.text,
            "passages": claim.passages,
            "marked": True,
            "key": key,
            "check": standing.get(key),
            "references": [(number, document["references"][number - 1]["text"]) for number in claim.numbers],
        }
        for claim in draft.claims
        for key in [claim.key(document["references"])]
    ]
    keys = {item["key"] for item in marked}
    former: list[CheckedClaim] = [
        {"text": check.text, "passages": (), "marked": False, "key": key, "check": check, "references": []}
        for key, check in standing.items()
        if check.verdict in UNSUPPORTED and key not in keys
    ]
    return marked + former


def record_verdicts(page: Page, verdicts: Sequence[tuple[CheckedClaim, str, str]], *, by: User) -> list[ClaimCheck]:
    """Keep a fact checker's verdicts that are new: (claim, verdict, passage), each claim as `claims_of` gives it.

    What somebody found who has written the text since is found anew by another one, though it is the same.
    """
    checks = [
        ClaimCheck(page_id=page.pk, key=item["key"], text=item["text"], verdict=verdict, passage=passage, checked_by=by)
        for item, verdict, passage in verdicts
        if not (check := item["check"]) or (check.verdict, check.passage) != (verdict, passage)
    ]
    try:
        with transaction.atomic():
            for check in checks:
                check.save()
    except IntegrityError as error:
        raise PermissionDenied(str(refusal_in(error))) from error
    return checks


def unsupported_in(draft: Draft) -> list[CheckedClaim]:
    """The marked claims of a draft of which no fact checker has said that their sources say so.

    Of those that are marked no more PostgreSQL asks, when somebody signs.
    """
    if not draft.claims:
        return []
    marked = [item for item in claims_of(draft) if item["marked"]]
    return [item for item in marked if not item["check"] or item["check"].verdict != Verdict.SUPPORTED]
