"""What was found of a page's originality, for its evidence pack."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.review.evidence.pieces import Piece, moment, name_of

from .findings import Finding, OriginalityCheck


def originality(page: Page) -> Piece:
    """Checks and findings in one list: that nothing was found is evidence only where it was looked for."""
    return Piece(
        _("Originality"),
        _(
            "Each comparison with the other texts of the site and the abstracts of what is cited, and each passage "
            "that was found, with what people said of it. Words of other pages' drafts are left out."
        ),
        {
            "what": _("What"),
            "at": _("When"),
            "digest": _("Digest of the text"),
            "compared_with": _("Compared with"),
            "words": _("Words of this page"),
            "source": _("Where they stand too"),
            "shared_words": _("Shared words"),
            "gone_at": _("Not found any more since"),
            "verdicts": _("Verdicts"),
        },
        sorted([*_checks(page), *_findings(page)], key=lambda row: (row["at"], row["what"], row["words"])),
    )


def _checks(page: Page) -> list[dict[str, Any]]:
    return [
        {
            **_row("check", one.checked_at),
            "digest": one.digest,
            "compared_with": {"texts": one.texts, "abstracts": one.abstracts, "service": one.service},
        }
        for one in OriginalityCheck.objects.filter(page_id=page.pk).order_by("pk")
    ]


def _findings(page: Page) -> list[dict[str, Any]]:
    found = Finding.objects.filter(page_id=page.pk).prefetch_related("verdicts__given_by").order_by("pk")
    return [
        {
            **_row("finding", one.found_at),
            "words": "".join(words for words, _is_shared in one.ours),
            "source": _source(one),
            "shared_words": one.shared,
            "gone_at": moment(one.gone_at),
            "verdicts": [
                {
                    "verdict": given.verdict,
                    "reason": given.reason,
                    "by": name_of(given.given_by),
                    "at": moment(given.given_at),
                }
                for given in one.verdicts.all()
            ],
        }
        for one in found
    ]


def _source(finding: Finding) -> str:
    if finding.source_page_id and finding.source_edition is None:
        return _("The draft of page %d") % finding.source_page_id
    return finding.source_title


def _row(what: str, at: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("digest", "compared_with", "source", "shared_words", "gone_at"))
    return {"what": what, "at": moment(at), "words": "", "verdicts": [], **empty}
