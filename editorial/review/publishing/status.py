"""What readers get of a published page: a notice at once, taking it away and giving it back by two people."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.pages.zone import moment_with_zone
from articles.record.published.editions import Edition
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from articles.record.refusals import Refusal
from articles.record.signers.credentials import are_one_person
from editorial.accounts.users import User

from ..log_actions import log
from ..signals import plan_called_off, status_proposed, turned_down
from ..signing.permissions import may_change_status
from .publications import change_status
from .publishing import note_on_live_article
from .status_proposals import StatusProposal

logger = logging.getLogger(__name__)


@transaction.atomic
def hold(page: Page, *, by: User, notice: str, reason: str) -> StatusChange:
    """Tell readers at once that a page is under urgent review; they still get its text. Said twice, it is done once."""
    publication = _locked(page, by)
    if publication.status not in PublicationStatus.readable():
        raise ValidationError(_("Readers do not get this page now, so there is nothing to put a notice on."))
    said: dict[str, Any] = {
        "status": PublicationStatus.UNDER_REVIEW,
        "notice": notice.strip(),
        "reason": _said(reason),
    }
    newest = StatusChange.objects.filter(page_id=page.pk).order_by("-pk").first()
    if newest and newest.decided_by == by and {name: getattr(newest, name) for name in said} == said:
        return newest
    return _change(publication, **said, by=by)


@transaction.atomic
def hold_by_policy(page: Page, *, notice: str, reason: str) -> StatusChange | None:
    """The same without anybody's decision, where policy asks for it; None for a page that has a notice or is away."""
    Page.objects.select_for_update().get(pk=page.pk)
    publication = Publication.objects.filter(page_id=page.pk, status=PublicationStatus.PUBLISHED).first()
    if publication is None:
        return None
    return _change(publication, status=PublicationStatus.UNDER_REVIEW, notice=notice, reason=reason, by=None)


@transaction.atomic
def lift(page: Page, *, by: User, reason: str) -> StatusChange:
    """Take the notice away again."""
    publication = _locked(page, by)
    if publication.status != PublicationStatus.UNDER_REVIEW:
        raise ValidationError(_("This page has no notice."))
    return _change(publication, status=PublicationStatus.PUBLISHED, notice="", reason=reason, by=by)


@transaction.atomic
def propose(
    page: Page,
    *,
    by: User,
    status: str,
    reason: str,
    notice: str = "",
    edition: Edition | None = None,
    takes_effect_at: datetime | None = None,
) -> StatusProposal:
    """Ask another editor to agree to take a page away (`status`), or to give it or an older one back (`edition`).

    A page may be taken away later than they agree (`takes_effect_at`).
    """
    publication = _locked(page, by)
    is_put_back = edition and status in PublicationStatus.readable() and edition.pk != publication.edition_id
    if not is_put_back and (status in PublicationStatus.away()) == (publication.status in PublicationStatus.away()):
        raise ValidationError(_("That is how it stands already."))
    if StatusProposal.objects.undecided().filter(page_id=page.pk).exists():
        raise ValidationError(_("There is a proposal about this page already. Decide that one first."))
    _can_be_planned(page, status, takes_effect_at)
    if is_put_back or status in PublicationStatus.away():
        notice = notice_to_readers(notice)
    proposal = StatusProposal.objects.create(
        page_id=page.pk,
        status=status,
        edition=None if status in PublicationStatus.away() else edition or publication.edition,
        notice=notice.strip(),
        reason=_said(reason),
        proposed_by=by,
        takes_effect_at=takes_effect_at,
    )
    log(publication.page.specific, "review.propose_status", user=by, data={"status": status})
    status_proposed.send(StatusProposal, proposal=proposal)
    return proposal


def notice_to_readers(words: str) -> str:
    """What readers are told once another editor agrees; ValidationError for what PostgreSQL would refuse only then."""
    if not words.strip():
        raise ValidationError(_("Say what readers are told."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_dose_in(%s::text)", [words])
        (dose,) = cursor.fetchone()
    if dose:
        raise ValidationError(str(Refusal("dose_in_notice", dose)))
    return words.strip()


def _can_be_planned(page: Page, status: str, at: datetime | None) -> None:
    if at and at <= timezone.now():
        raise ValidationError(
            _("This time is over. Leave it empty to take the page away as soon as two editors agree.")
        )
    if at and status not in PublicationStatus.away():
        raise ValidationError(_("A page is given back when two editors agree, not later."))
    if status in PublicationStatus.away() and StatusProposal.objects.planned().filter(page_id=page.pk).exists():
        raise ValidationError(_("It is planned already that this page is taken away. Call that off first."))


@transaction.atomic
def propose_by_policy(page: Page, *, status: str, notice: str, reason: str) -> StatusProposal | None:
    """Ask editors to take a page away, where policy asks for it; None for one that is away, or asked about already.

    Two of them decide, as ever: the first who agrees makes the proposal theirs.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    publication = Publication.objects.readable().filter(page_id=page.pk).first()
    if publication is None or StatusProposal.objects.undecided().filter(page_id=page.pk).exists():
        return None
    words = {"status": status, "notice": notice.strip(), "reason": _said(reason)}
    proposal = StatusProposal.objects.create(page_id=page.pk, **words)
    log(publication.page.specific, "review.propose_status", data={"status": status})
    status_proposed.send(StatusProposal, proposal=proposal)
    return proposal


@transaction.atomic
def decide(proposal: StatusProposal, *, by: User, accept: bool) -> StatusChange | None:
    """Another editor agrees to a proposal, and readers see it at once; or does not. Who proposed can take it back.

    None where nothing changes yet.
    """
    publication = _locked(proposal.page, by)
    proposal = StatusProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.decided_at:
        raise ValidationError(_("Somebody has decided this already."))
    proposer = proposal.proposed_by
    if accept and proposer and are_one_person(by, proposer):
        raise PermissionDenied(_("You proposed this, so somebody else has to agree."))
    if accept and not (proposer and may_change_status(proposer)):  # who proposed it is no editor any more
        _make_theirs(proposal, publication, by)
        return None
    proposal.decided_at, proposal.decided_by, proposal.accepted = timezone.now(), by, accept
    proposal.save(update_fields=["decided_at", "decided_by", "accepted"])
    if not accept or proposer is None:
        log(publication.page.specific, "review.dismiss_proposal", user=by, data={"status": proposal.status})
        turned_down.send(StatusProposal, proposal=proposal, by=by)
        return None
    if proposal.is_for_later:
        log(publication.page.specific, "review.plan_status", user=by, data=planned_data(proposal))
        return None
    proposal.settled_at = proposal.decided_at
    proposal.save(update_fields=["settled_at"])
    notice, why = proposal.notice, proposal.reason
    if proposal.edition is None:
        return _change(publication, status=proposal.status, notice=notice, reason=why, by=proposer, confirmed_by=by)
    return _show(publication, proposal.edition, notice=notice, reason=why, by=proposer, confirmed_by=by)


@transaction.atomic
def call_off(proposal: StatusProposal, *, by: User) -> None:
    """What was planned does not happen: one editor is enough to leave a page as it is."""
    publication = _locked(proposal.page, by)
    proposal = StatusProposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.settled_at:
        raise ValidationError(_("It took effect, or was called off, meanwhile."))
    proposal.settled_at, proposal.called_off_by = timezone.now(), by
    proposal.save(update_fields=["settled_at", "called_off_by"])
    log(publication.page.specific, "review.call_off_status", user=by, data=planned_data(proposal))
    plan_called_off.send(StatusProposal, proposal=proposal, by=by)


def carry_out_planned() -> list[StatusProposal]:
    """Let what two editors planned take effect when its time has come; what did. One page's trouble stops no other."""
    return [
        proposal for proposal in StatusProposal.objects.planned().filter(takes_effect_at__lte=Now()) if _try(proposal)
    ]


def _try(proposal: StatusProposal) -> bool:
    try:
        return _carry_out(proposal.pk)
    except Exception:  # whatever it is: the pages after this one are due as well
        logger.exception("page %s could not be taken away as planned", proposal.page_id)
        return False


@transaction.atomic
def _carry_out(pk: int) -> bool:
    Page.objects.select_for_update().get(pk=StatusProposal.objects.values_list("page_id").get(pk=pk)[0])
    proposal = (
        StatusProposal.objects.select_for_update(of=("self",)).select_related("proposed_by", "decided_by").get(pk=pk)
    )
    if proposal.settled_at or why_not_carried_out(proposal):
        return False
    proposal.settled_at = timezone.now()
    proposal.save(update_fields=["settled_at"])
    publication = Publication.objects.get(page_id=proposal.page_id)
    if publication.status in PublicationStatus.away():
        return False  # somebody was quicker
    people = {"by": proposal.proposed_by, "confirmed_by": proposal.decided_by}
    _change(publication, status=proposal.status, notice=proposal.notice, reason=proposal.reason, **people)
    return True


def why_not_carried_out(proposal: StatusProposal) -> str:
    """Why something planned waits although its time has come, in a sentence; empty where nothing keeps it."""
    if all(user and may_change_status(user) for user in (proposal.proposed_by, proposal.decided_by)):
        return ""
    return _("One of the two who decided it is no editor any more, so two others have to decide it anew.")


def planned_data(proposal: StatusProposal) -> dict[str, str]:
    at = proposal.takes_effect_at
    return {"status": proposal.status, "at": moment_with_zone(at) if at else ""}


@transaction.atomic
def change_by_two(
    page: Page,
    *,
    status: str,
    notice: str,
    reason: str,
    by: User,
    confirmed_by: User,
    edition: Edition | None = None,
) -> StatusChange:
    """What two editors decided about several pages at once: this one is taken away, or gets another edition."""
    publication = _locked(page, confirmed_by)
    if edition:
        return _show(publication, edition, notice=notice, reason=reason, by=by, confirmed_by=confirmed_by)
    return _change(publication, status=status, notice=notice, reason=reason, by=by, confirmed_by=confirmed_by)


def _make_theirs(proposal: StatusProposal, publication: Publication, by: User) -> None:
    """The first editor who agrees to what policy proposed, or a former editor, has proposed it; another one decides."""
    proposal.proposed_by = by
    proposal.save(update_fields=["proposed_by"])
    log(publication.page.specific, "review.propose_status", user=by, data={"status": proposal.status})
    status_proposed.send(StatusProposal, proposal=proposal)


@transaction.atomic
def put_back(page: Page, *, by: User, edition: Edition, notice: str, reason: str) -> StatusChange:
    """Show readers another edition of a page than now, at once and without a new signature: each was signed.

    Readers are told why. Where they would lose the correction of an error, another editor has to agree (`propose`).
    """
    publication = _locked(page, by)
    if publication.status in PublicationStatus.away():
        raise PermissionDenied(_("This page was taken away by two people, so two people give it back."))
    if edition.page_id != page.pk or edition.pk == publication.edition_id:
        raise ValidationError(_("Choose another edition of this page than the one that readers get."))
    if leaves_correction(publication, edition):
        raise PermissionDenied(str(Refusal("correction_left_by_one")))
    return _show(publication, edition, notice=notice, reason=reason, by=by)


def leaves_correction(publication: Publication, edition: Edition) -> bool:
    """Whether readers would lose the correction of an error by getting this edition, as the database says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT articles_leaves_correction(%s, %s, %s)",
            [publication.page_id, publication.edition.number, edition.pk],
        )
        return cursor.fetchone()[0]


def _locked(page: Page, user: User) -> Publication:
    """The page's publication, locked, for somebody who may change it."""
    if not may_change_status(user):
        raise PermissionDenied(_("Only an editor can do this."))
    Page.objects.select_for_update().get(pk=page.pk)
    publication = Publication.objects.filter(page_id=page.pk).first()
    if publication is None:
        raise ValidationError(_("This page has never been published."))
    return publication


def _change(
    publication: Publication,
    *,
    status: str,
    notice: str,
    reason: str,
    by: User | None,
    confirmed_by: User | None = None,
) -> StatusChange:
    notice, reason = notice.strip(), _said(reason)
    return change_status(publication, status=status, notice=notice, reason=reason, by=by, confirmed_by=confirmed_by)


def _show(
    publication: Publication, edition: Edition, *, notice: str, reason: str, by: User, confirmed_by: User | None = None
) -> StatusChange:
    another = edition.pk != publication.edition_id
    change = change_status(
        publication,
        status=PublicationStatus.PUBLISHED,
        edition=edition,
        notice=notice.strip(),
        reason=_said(reason),
        by=by,
        confirmed_by=confirmed_by,
    )
    if another:
        note_on_live_article(publication, edition)
    return change


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("Give the reason: it is kept."))
    return reason.strip()
