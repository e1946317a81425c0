"""Outside experts in the plan: whoever accepted an invitation is asked to sign as soon as they could."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef

from editorial.accounts.users import User
from editorial.review.authority import inviting_experts
from editorial.review.signing.experts import Ending, ExpertInvitation
from editorial.review.signing.permissions import is_outside_expert

from .. import steps
from . import assignments
from .assignments import OPEN, Answer, Assignment, CannotBeAskedError


def ask_experts() -> list[Assignment]:
    """Ask each who accepted and can sign by now; the assignments. Whoever lacks something yet is asked another time."""
    asked_for = Assignment.objects.filter(
        page_id=OuterRef("page_id"),
        kind=OuterRef("kind"),
        person=OuterRef("expert"),
        asked_at__gt=OuterRef("invited_at"),
    )
    waiting = ExpertInvitation.objects.standing().filter(~Exists(asked_for), accepted_at__isnull=False)
    found = [ask_expert(invitation) for invitation in waiting.select_related("page", "expert", "invited_by")]
    return [assignment for assignment in found if assignment]


@transaction.atomic
def ask_expert(invitation: ExpertInvitation) -> Assignment | None:
    page, expert = invitation.page, invitation.expert
    try:
        asked = assignments.ask(
            page.specific, invitation.kind, expert, by=invitation.invited_by, due=invitation.due, note=invitation.note
        )
    except CannotBeAskedError:
        return None
    steps.look_again_at(page.pk)
    return assignments.accept(asked, by=expert)


def follow_answer(invitation: ExpertInvitation, by: User) -> None:
    """What somebody says to an invitation, they say to being asked as well. Note who could sign now."""
    open_ones = Assignment.objects.open().filter(page_id=invitation.page_id, person_id=invitation.expert_id)
    for assignment in open_ones:
        if invitation.ending == Ending.DECLINED:
            assignments.decline(assignment, by=invitation.expert, reason=invitation.reason)
        elif invitation.ending == Ending.CALLED_OFF:
            assignments.withdraw(assignment, by=by)
        elif invitation.accepted_at and assignment.answer == Answer.NONE:
            assignments.accept(assignment, by=invitation.expert)
    steps.look_again_at(invitation.page_id)


def call_off(assignment: Assignment, by: User | None) -> None:
    """Whoever is from outside, and is not asked any longer, sees the article no longer: an editor called them off, or
    others signed, which a letter says.
    """
    if assignment.answer != Answer.WITHDRAWN or not is_outside_expert(assignment.person):
        return
    for invitation in ExpertInvitation.objects.standing().of(assignment.person).filter(page=assignment.page_id):
        if by:
            inviting_experts.stop_asking(invitation, by=by)
        else:
            invitation.end(Ending.CALLED_OFF)


@transaction.atomic
def let_go_of_those_out_of_time() -> None:
    """Note whose last day is past, and count on them no longer."""
    late = ExpertInvitation.objects.out_of_time().select_for_update(of=("self",), skip_locked=True)
    for invitation in late.select_related("expert"):
        invitation.end(Ending.OVER)
        mine = Assignment.objects.open().filter(page=invitation.page_id, person=invitation.expert_id)
        for assignment in mine if is_outside_expert(invitation.expert) else []:
            assignments.lapse(assignment, when=set(OPEN))
        steps.look_again_at(invitation.page_id)
