"""Taking comments of a former site in: redacted before they are stored, as all that readers write is."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import Truncator
from wagtail.models import Page

from editorial.exchange.extensions import FormerComment as Comment
from editorial.exchange.extensions import KeptComments

from ...reports.former_comments import FormerComment, close_as_reports
from ...reports.report import Report
from ..words.redaction.redacting import redact_and_count

#: As much as a report holds. Twice as much is redacted before it is cut, so that no number is cut in two first.
MOST = Report._meta.get_field("comment").max_length or 0


@transaction.atomic
def keep(site: str, page_id: int, comments: Iterable[Comment]) -> KeptComments:
    """Keep those that are new. The page is locked, as publishing does: none can fall between the two."""
    by_key = {one.key[:100]: one for one in comments}
    Page.objects.select_for_update(of=["self"]).get(pk=page_id)
    known = set(FormerComment.objects.filter(site=site, key__in=by_key).values_list("key", flat=True))
    rows = [_redacted(site, page_id, key, one) for key, one in by_key.items() if key not in known]
    FormerComment.objects.bulk_create(rows)
    reports = close_as_reports(page_id)
    return KeptComments(reports, 0 if reports else len(rows), len(known))


def _redacted(site: str, page_id: int, key: str, comment: Comment) -> FormerComment:
    text, counts = redact_and_count(_cut(comment.text, 2 * MOST))
    written = {"written_at": comment.written, "redacted": counts}
    return FormerComment(site=site, key=key, page_id=page_id, text=_cut(text, MOST), **written)


def _cut(text: str, most: int) -> str:
    """At the end of a word, where there is one."""
    if len(text) <= most:
        return text
    whole, _space, _rest = text[: most - 1].rpartition(" ")
    return Truncator(f"{whole or text}…").chars(most)
