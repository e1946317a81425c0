"""Saying how risky an article is."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from wagtail.models import Page

from articles.record.refusals import refusal_in
from articles.record.signed.draft_records import DraftRecord
from articles.record.signed.risk import RiskAssessment
from editorial.accounts.users import User

from ..log_actions import log


@transaction.atomic
def assess(page: Page, *, by: User, tier: str, reason: str) -> RiskAssessment:
    """Keep an editor's word on the risk of an article, which its draft repeats. Said twice, it is kept once."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    assessment = RiskAssessment(page_id=page.pk, tier=tier, reason=reason.strip(), set_by=by)
    newest = RiskAssessment.objects.of_page(page.pk).first()
    if newest and (newest.tier, newest.reason, newest.set_by) == (tier, assessment.reason, by):
        return newest
    try:
        with transaction.atomic():
            assessment.save()
    except IntegrityError as error:
        raise PermissionDenied(str(refusal_in(error))) from error
    log(page.specific, "review.assess_risk", user=by, data={"tier": tier})
    if page.latest_revision:
        DraftRecord.objects.record_moved(page.latest_revision, by)
    return assessment
