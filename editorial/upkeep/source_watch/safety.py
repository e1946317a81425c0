"""What the site does by itself, by its policy, when the only support of a claim was retracted."""

import logging

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.record.published.status_changes import StatusChange
from articles.references.integrity.status import GONE
from editorial.review.publishing.status import hold_by_policy

from .watch import A_DAY, WorldCheck

logger = logging.getLogger(__name__)


def hold_what_rests_on(reference, *, since=None):
    """Put a notice on the pages where no other work supports a claim; the changes, none unless policy asks for them.

    With `since`, on those of which nothing was decided after that.
    """
    if not settings.HOLD_RETRACTED_ONLY_SUPPORT or reference.status not in GONE:
        return []
    work = reference.merged_into or reference
    citations = work.citations.filter(edition__publication__isnull=False).select_related("edition__page")
    if since:
        later = StatusChange.objects.filter(page=OuterRef("edition__page"), decided_at__gt=since)
        citations = citations.filter(~Exists(later))
    resting = [(citation.edition, _claims_without_support(citation)) for citation in citations]
    return [change for edition, claims in resting if claims and (change := _hold_or_tell(edition, claims))]


def hold_what_was_missed():
    """The same for what was learnt within a day, on pages of which nothing was decided since; how many they are.

    So a process that ends before its notices are up loses none.
    """
    news = WorldCheck.objects.filter(status__in=GONE, checked_at__gt=timezone.now() - A_DAY)
    checks = news.select_related("reference__merged_into").order_by("pk")
    return sum(len(hold_what_rests_on(check.reference, since=check.checked_at)) for check in checks)


def _hold_or_tell(edition, claims):
    """One page's trouble keeps no other without its notice."""
    try:
        return _hold(edition, claims)
    except Exception:
        logger.exception("page %s could not be given a notice", edition.page_id)
        return None


def _claims_without_support(citation):
    """The claims that cite this work, and no other that was not taken back as well."""
    edition = citation.edition
    gone = {citation.number, *edition.citations.filter(reference__status__in=GONE).values_list("number", flat=True)}
    cited = edition.claims.filter(numbers__contains=citation.number)
    return [claim.text for claim in cited if gone >= {*claim.numbers}]


def _hold(edition, claims):
    with translation.override(edition.page.locale.language_code):
        notice = _("A study that this page relies on has been retracted. We are checking what the page says.")
    return hold_by_policy(
        edition.page,
        notice=notice,
        reason=_("Nothing but retracted work supports: %s") % " ".join(f"“{text}”" for text in claims),
    )
