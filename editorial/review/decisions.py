"""What waits for an editor's decision, in one list for the screen of all that waits for somebody and for the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.references.library.overruling import OverruleProposal
from editorial.accounts.users import User

from .authority.proposals import AuthorityProposal
from .extensions import Undecided, undecided
from .publishing.emergency import unconfirmed
from .publishing.status_proposals import StatusProposal
from .signing.interests import waiting_for_a_waiver
from .signing.permissions import appointed_editors, editors, is_appointed_editor, may_change_status


def decisions_for(user: User) -> list[Undecided]:
    """What this editor is asked to decide; nothing for anybody else."""
    may = {False: is_appointed_editor(user), True: may_change_status(user)}
    waiting = _all_undecided() if any(may.values()) else ()
    return [each for each in waiting if may[each.by_every_editor] and user.pk not in each.not_by]


def decisions_for_each() -> dict[int, list[Undecided]]:
    """The same for all editors at once, by the account's number."""
    waiting = list(_all_undecided())
    decisions = defaultdict(list)
    for by_every_editor, people in ((False, appointed_editors()), (True, editors())):
        asked = [each for each in waiting if each.by_every_editor == by_every_editor]
        for pk in people.values_list("pk", flat=True) if asked else ():
            decisions[pk] += [each for each in asked if pk not in each.not_by]
    return decisions


def _all_undecided() -> Iterator[Undecided]:
    """What is most urgent comes first, and what the layers above ask comes last."""
    yield from chain(_emergencies(), _statuses(), _authority(), _false_alarms(), _interests())
    yield from chain.from_iterable(undecided.given().values())


def _emergencies() -> Iterator[Undecided]:
    for call in unconfirmed():
        yield Undecided(
            name=call.page.get_admin_display_title(),
            asked=_("%s called an emergency") % call.asked_by,
            url=reverse("review:emergency", args=[call.page_id]),
            not_by=frozenset([call.asked_by_id]),
        )


def _statuses() -> Iterator[Undecided]:
    for proposal in StatusProposal.objects.undecided():
        said = {"status": proposal.get_status_display().lower(), "name": proposal.proposer}
        yield Undecided(
            name=proposal.page.get_admin_display_title(),
            asked=_("%(status)s, proposed by %(name)s") % said,
            url=reverse("review:status", args=[proposal.page_id]),
            not_by=frozenset([proposal.proposed_by_id]),
            by_every_editor=True,
        )


def _authority() -> Iterator[Undecided]:
    for proposal in AuthorityProposal.objects.undecided():
        yield Undecided(
            name=str(proposal),
            asked=_("asked for by %s") % proposal.asked_by,
            url=reverse("review:authority_proposal", args=[proposal.pk]),
            not_by=frozenset([proposal.asked_by_id, *(user.pk for user in proposal.concerned)]),
        )


def _false_alarms() -> Iterator[Undecided]:
    for proposal in OverruleProposal.objects.undecided():
        yield Undecided(
            name=str(proposal.reference),
            asked=_("%s calls the warning a false alarm") % proposal.asked_by,
            url=reverse("references:false_alarm", args=[proposal.reference_id]),
            not_by=frozenset([proposal.asked_by_id]),
        )


def _interests() -> Iterator[Undecided]:
    for declaration in waiting_for_a_waiver():
        yield Undecided(
            name=declaration.page.get_admin_display_title(),
            asked=_("%s declared an interest") % declaration.signer.get_full_name(),
            url=reverse("review:waiver", args=[declaration.pk]),
            not_by=frozenset([declaration.signer_id]),
        )
