"""What becomes of a page whose review is late, step by step, written down when it begins."""

from __future__ import annotations

import logging

from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

from articles.record.published.editions import Edition
from articles.record.published.overdue import OverdueStep
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.signal_handlers import purge_after_commit
from editorial.review.publishing.status import propose_by_policy
from editorial.review.publishing.status_proposals import StatusProposal

logger = logging.getLogger(__name__)

#: So many pages at once; the clock comes again.
MOST = 200


class OverdueNote(models.Model):
    """That a step began for an edition. What readers get follows from the day alone, and waits for no note."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=12, choices=OverdueStep.choices)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of a late review")
        verbose_name_plural = _("steps of late reviews")
        default_permissions: list[str] = []
        constraints = [models.UniqueConstraint(fields=["edition", "step"], name="planning_overdue_once")]
        indexes = [models.Index(fields=["page", "-noted_at"], name="planning_overdue_of_page")]

    def __str__(self) -> str:
        return f"{self.page}: {self.get_step_display()}"


def note_overdue() -> int:
    """Note each step that has begun and is not noted, and do what it asks for; how many there were."""
    noted = 0
    for step in OverdueStep:
        for publication in begun_and_not_noted(step)[:MOST]:
            try:
                noted += note(publication, step)
            except Exception:  # whatever it is: other pages are late as well
                logger.exception("page %s is late, and that could not be noted", publication.page_id)
    return noted


def begun_and_not_noted(step: OverdueStep) -> QuerySet[Publication]:
    noted = OverdueNote.objects.filter(edition=OuterRef("edition"), step=step)
    late = Publication.objects.readable().so_late(step).filter(~Exists(noted)).select_related("page").order_by("pk")
    if step != OverdueStep.WITHDRAWAL:
        return late
    asked = StatusProposal.objects.filter(page=OuterRef("page"), decided_at__isnull=True)
    return late.filter(~Exists(asked))


@transaction.atomic
def note(publication: Publication, step: OverdueStep) -> bool:
    _row, is_new = OverdueNote.objects.get_or_create(
        edition_id=publication.edition_id, step=step, defaults={"page_id": publication.page_id}
    )
    if not is_new:
        return False
    log(publication.page.specific, "planning.overdue", data={"step": str(step.label)})
    if step == OverdueStep.WITHDRAWAL:
        ask_to_withdraw(publication)
    else:
        purge_after_commit(publication.page_id)
    return True


def ask_to_withdraw(publication: Publication) -> None:
    """Two editors decide: nothing is withdrawn by the clock."""
    with translation.override(publication.page.locale.language_code):
        due = date_format(timezone.localdate(publication.review_due_at), "j F Y")
        notice = _now("It was due for a medical review on %s, and has not been reviewed since.") % due
    propose_by_policy(
        publication.page,
        status=PublicationStatus.WITHDRAWN,
        notice=notice,
        reason=_now("Its review is more than %d days late.") % (OverdueStep.WITHDRAWAL.days or 0),
    )
