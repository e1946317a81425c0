"""A declared interest keeps its owner from signing until an editor gives a reason to let them."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import IntegerField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, WorkflowState

from articles.record.refusals import refusal_in
from articles.record.signers.interests import InterestDeclaration, InterestWaiver
from editorial.accounts.users import User

from ..log_actions import log
from ..signals import interest_declared, interest_waived

#: What a signature says of the interests of somebody who has none.
NO_INTERESTS = "None"


def waiver_for(user: User, page: Page, interests: str) -> InterestWaiver | None:
    """The waiver of exactly this declared interest of the user on this page; None without one."""
    if interests == NO_INTERESTS:
        return None
    declared = InterestDeclaration.objects.of(user, page).filter(interests=interests, waiver__isnull=False).first()
    return declared.waiver if declared else None


def waiting_for_a_waiver() -> QuerySet[InterestDeclaration]:
    """What somebody declared of a text that is in review now, and no editor has waived; of another it keeps nothing."""
    pages = ContentType.objects.get_for_model(Page)
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=pages)
    in_review = states.annotate(of_page=Cast("object_id", IntegerField()))
    found = InterestDeclaration.objects.undecided().filter(page__in=in_review.values("of_page"))
    return found.select_related("signer", "page").order_by("pk")


@transaction.atomic
def declare(page: Page, *, by: User, interests: str) -> InterestDeclaration:
    """Keep what somebody declared, and ask the editors; the declaration. Said twice, it is kept once."""
    same = InterestDeclaration.objects.of(by, page).filter(interests=interests).first()
    if same:
        return same
    declaration = InterestDeclaration.objects.create(page_id=page.pk, signer=by, interests=interests)
    log(page, "review.declare_interest", user=by, data={"declaration": declaration.pk})
    interest_declared.send(InterestDeclaration, declaration=declaration)
    return declaration


def waive(declaration: InterestDeclaration, *, by: User, reason: str) -> InterestWaiver:
    """Let the person who declared an interest sign all the same, for a reason that is kept; the waiver."""
    try:
        with transaction.atomic():
            waiver = InterestWaiver.objects.create(declaration=declaration, waived_by=by, reason=reason.strip())
            log(declaration.page.specific, "review.waive_interest", user=by, data={"declaration": declaration.pk})
            interest_waived.send(InterestWaiver, waiver=waiver)
    except IntegrityError as error:
        raise PermissionDenied(str(refusal_in(error))) from error
    return waiver
