"""False alarms: one editor says that a warning beside a source is wrong, and another agrees."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.accounts.users import User

from ...record.refusals import refusal_in
from ...signals import false_alarm_called, false_alarm_turned_down
from ..integrity.status import Status
from .integrity_facts import IntegrityFact, known_by
from .references import Reference


class OverruleProposalQuerySet(models.QuerySet["OverruleProposal"]):
    """What editors called a false alarm."""

    def undecided(self) -> Self:
        return self.filter(decided_at__isnull=True).select_related("reference", "asked_by").order_by("pk")


class OverruleProposal(models.Model):
    """One editor calls what the world says of a work a false alarm; another one decides."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="overrule_proposals")
    reason = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)

    objects = OverruleProposalQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("false alarm that waits for a second editor")
        default_permissions = ()

    def __str__(self) -> str:
        return self.reason[:80]


def warnings_about(reference: Reference) -> list[IntegrityFact]:
    """What readers are warned of, of the names that a work has in the library now."""
    newest = IntegrityFact.objects.newest_of(known_by(reference.shown))
    return [fact for fact in newest.values() if fact.is_flagged]


@transaction.atomic
def call_false_alarm(reference: Reference, *, by: User, reason: str) -> OverruleProposal:
    """Ask another editor to agree that the warning is wrong."""
    reference = Reference.objects.select_for_update().get(pk=reference.pk)
    if not warnings_about(reference):
        raise ValidationError(_("Readers are not warned of this work."))
    if OverruleProposal.objects.undecided().filter(reference=reference).exists():
        raise ValidationError(_("Somebody has called this a false alarm already. Another editor decides."))
    proposal = OverruleProposal.objects.create(reference=reference, reason=reason.strip(), asked_by=by)
    false_alarm_called.send(OverruleProposal, proposal=proposal)
    return proposal


@transaction.atomic
def decide(proposal: OverruleProposal, *, by: User, accept: bool) -> list[IntegrityFact]:
    """Agree that it is a false alarm, and readers are not warned any more until the world says something new."""
    proposal = OverruleProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.decided_at:
        raise ValidationError(_("Somebody has decided this already."))
    if accept and by == proposal.asked_by:
        raise PermissionDenied(_("You called this a false alarm, so another editor has to agree."))
    warnings = warnings_about(proposal.reference)
    if accept and any(fact.noted_at > proposal.asked_at for fact in warnings):
        raise ValidationError(_("Something new was said of this work since. Turn this down, and look at it again."))
    proposal.decided_by, proposal.decided_at, proposal.accepted = by, timezone.now(), accept
    proposal.save(update_fields=["decided_by", "decided_at", "accepted"])
    if not accept:
        false_alarm_turned_down.send(OverruleProposal, proposal=proposal, by=by)
        return []
    return [_overrule(fact, proposal) for fact in warnings]


def _overrule(fact: IntegrityFact, proposal: OverruleProposal) -> IntegrityFact:
    clear = IntegrityFact(
        name=fact.name,
        value=fact.value,
        status=Status.CLEAR,
        overrules=fact,
        reason=proposal.reason,
        asked_by=proposal.asked_by,
        confirmed_by=proposal.decided_by,
    )
    try:
        with transaction.atomic():
            clear.save()
    except IntegrityError as error:
        raise PermissionDenied(str(refusal_in(error))) from error
    return clear
