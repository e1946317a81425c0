"""Letters to whoever must act next or wants to know, each written in the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import lazy
from wagtail.models import Page, TaskState, WorkflowState

from articles.reading.site_settings import this_site
from articles.record.published.drafts import Draft
from articles.record.published.editions import Edition
from articles.record.published.emergencies import EmergencyOverride
from articles.record.published.publications import Publication
from articles.record.published.status_changes import StatusChange
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.authority import AuthorityEvent
from articles.record.signers.interests import InterestDeclaration, InterestWaiver
from articles.references.library.overruling import OverruleProposal
from editorial.accounts.users import User
from editorial.letters.outbox.kinds import Kind
from editorial.letters.outbox.letter import Letter
from editorial.letters.outbox.rendering import Text
from editorial.letters.outbox.writing import write

from .authority.inviting_experts import has_no_way_in, key_of
from .authority.proposals import AuthorityProposal
from .extensions import counted_on
from .publishing.status_proposals import StatusProposal
from .signing.discussion.remarks import Remark
from .signing.experts import LINK_LASTS, Ending, ExpertInvitation
from .signing.permissions import EDITORS, appointed_editors, editors, is_in, is_kept_out
from .signing.rules import eligible_signers

EXPERT_TEMPLATE = "review/emails/expert_invited.txt"


def tell_signers(step: TaskState, kind: str, draft: Draft) -> None:
    """Tell the people who may sign that a text waits for them; where there are none, the editors that nobody can."""
    wanted = SignOffKind(kind).label.lower()
    about = {"about": draft.page, "link": reverse("review:page", args=[draft.page.pk])}
    context = {"title": draft.document["title"], "kind": wanted}
    if able := eligible_signers(draft, kind):
        told = _in_order(_those_counted_on(step, kind, draft, able))
        write(Kind.ASKED, f"asked {step.pk}", told, _template("signers"), context, **about)
    else:
        write(Kind.DECISIONS, f"nobody {step.pk}", editors(), _template("nobody_can_sign"), context, **about)


def tell_requester(state: WorkflowState) -> None:
    """Tell who asked for the review, and the page's owner, that changes are asked for, and which."""
    page, step = state.content_object, state.current_task_state
    people = {state.requested_by, page.owner} - {None}
    context = {"title": page.get_admin_display_title(), "comment": step.comment if step else ""}
    link = reverse("wagtailadmin_pages:edit", args=[page.pk])
    occasion = f"changes {state.pk} {step.pk if step else ''}"
    write(Kind.CHANGES, occasion, _in_order(people), _template("changes_asked_for"), context, link=link, about=page)


def tell_published(edition: Edition) -> None:
    """Tell the page's owner and the editors that readers now get an edition, or why they do not."""
    publication = Publication.objects.select_related("page").get(page_id=edition.page_id)
    people, context = _editors_and(publication.page.owner_id), {"edition": edition, "publication": publication}
    link = publication.path if publication.is_readable else reverse("review:status", args=[edition.page_id])
    occasion = f"published {edition.pk}"
    write(Kind.PUBLISHED, occasion, people, _template("published"), context, link=link, about=edition.page_id)


def tell_scheduled(draft: Draft) -> None:
    """Tell the same people that a text is signed, and when it goes out."""
    page = draft.page
    occasion = f"scheduled {page.pk} {draft.digest[:16]} {page.publish_after.isoformat()}"
    context = {"title": draft.document["title"], "publish_after": page.publish_after}
    people, link = _editors_and(page.owner_id), reverse("review:page", args=[page.pk])
    write(Kind.PUBLISHED, occasion, people, _template("scheduled"), context, link=link, about=page)


def tell_of_interest(declaration: InterestDeclaration) -> None:
    """Ask the editors who could waive it what to do about a declared interest."""
    people = appointed_editors().exclude(pk=declaration.signer_id)
    context = {"declaration": declaration, "title": declaration.page.get_admin_display_title()}
    link, occasion = reverse("review:waiver", args=[declaration.pk]), f"interest {declaration.pk}"
    template = _template("interest_declared")
    write(Kind.DECISIONS, occasion, people, template, context, link=link, about=declaration.page_id)


def tell_of_waiver(waiver: InterestWaiver) -> None:
    """Tell somebody that they may sign in spite of what they declared. Not an expert who may not see the text now."""
    declaration = waiver.declaration
    people = [] if is_kept_out(declaration.signer, declaration.page.specific) else [declaration.signer]
    context = {"waiver": waiver, "title": declaration.page.get_admin_display_title()}
    link, occasion = reverse("review:page", args=[declaration.page_id]), f"waiver {waiver.pk}"
    template = _template("interest_waived")
    write(Kind.ASKED, occasion, people, template, context, link=link, about=declaration.page_id)


def tell_of_proposal(proposal: StatusProposal) -> None:
    """Ask the other editors to decide about a proposal."""
    people = editors().exclude(pk=proposal.proposed_by_id)
    context = {"proposal": proposal, "title": proposal.page.get_admin_display_title()}
    link = reverse("review:status", args=[proposal.page_id])
    occasion = f"status proposal {proposal.pk} by {proposal.proposed_by_id or 'policy'}"
    template = _template("status_proposed")
    write(Kind.DECISIONS, occasion, people, template, context, link=link, about=proposal.page_id)


def tell_of_emergency(override: EmergencyOverride) -> None:
    """Ask the other editors who could to confirm an emergency: it cannot wait for a digest."""
    people = appointed_editors().exclude(pk=override.asked_by_id)
    context = {"override": override, "title": override.page.get_admin_display_title()}
    link, occasion = reverse("review:emergency", args=[override.page_id]), f"emergency {override.pk}"
    template = _template("emergency_called")
    write(Kind.SAFETY, occasion, people, template, context, link=link, about=override.page_id)


def tell_of_false_alarm(proposal: OverruleProposal) -> None:
    """Ask the other editors who could whether the warning beside a source is a false alarm."""
    people = appointed_editors().exclude(pk=proposal.asked_by_id)
    link, occasion = reverse("references:false_alarm", args=[proposal.reference_id]), f"false alarm {proposal.pk}"
    write(Kind.DECISIONS, occasion, people, _template("false_alarm_called"), {"proposal": proposal}, link=link)


def tell_turned_down(proposal: StatusProposal | AuthorityProposal | OverruleProposal, by: User) -> None:
    """Tell whoever proposed something that somebody else turned it down, so that it is waited for no longer."""
    match proposal:
        case StatusProposal():
            proposer, what, about = proposal.proposed_by, _status_of(proposal), proposal.page_id
            link = reverse("review:status", args=[proposal.page_id])
        case OverruleProposal():
            proposer, what, about = proposal.asked_by, str(proposal.reference), None
            link = reverse("references:false_alarm", args=[proposal.reference_id])
        case AuthorityProposal():
            proposer, what, about = proposal.asked_by, proposal, None
            link = reverse("review:keys" if proposal.is_about_own_key else "review:authority")
    people, occasion = {proposer} - {None, by}, f"turned down {type(proposal).__name__} {proposal.pk}"
    context = {"what": what, "by": by}
    write(Kind.DECISIONS, occasion, _in_order(people), _template("turned_down"), context, link=link, about=about)


def tell_called_off(proposal: StatusProposal, by: User) -> None:
    """Tell the two who planned that a page is taken away that it is not."""
    people = {proposal.proposed_by, proposal.decided_by} - {None, by}
    link = reverse("review:status", args=[proposal.page_id])
    context = {"proposal": proposal, "what": _status_of(proposal), "by": by}
    occasion, template = f"called off {proposal.pk}", _template("called_off")
    write(Kind.DECISIONS, occasion, _in_order(people), template, context, link=link, about=proposal.page_id)


def _status_in_words(proposal: StatusProposal) -> str:
    return f"{proposal.get_status_display()}: “{proposal.page.get_admin_display_title()}”"


#: Put into words when the letter is: in its language, and not in that of whoever pressed.
_status_of = lazy(_status_in_words, str)


def tell_of_status(publication: Publication, change: StatusChange) -> None:
    """Tell the page's owner and the editors what readers get now."""
    people, context = _editors_and(publication.page.owner_id), {"publication": publication}
    link, occasion = reverse("review:status", args=[publication.page_id]), f"status change {change.pk}"
    template = _template("status_changed")
    write(Kind.PUBLISHED, occasion, people, template, context, link=link, about=publication.page_id)


def tell_of_authority_proposal(proposal: AuthorityProposal) -> None:
    """Ask the editors who could confirm a change of who may sign."""
    not_asked = [proposal.asked_by_id, *(user.pk for user in proposal.concerned)]
    people, context = appointed_editors().exclude(pk__in=not_asked), {"proposal": proposal}
    link, occasion = reverse("review:authority_proposal", args=[proposal.pk]), f"authority proposal {proposal.pk}"
    write(Kind.DECISIONS, occasion, people, _template("authority_proposed"), context, link=link)


def tell_of_authority(event: AuthorityEvent, concerned: Iterable[User]) -> None:
    """Tell those whom it is about that who may sign was changed, whoever decided it."""
    people, link = _in_order(concerned), reverse("review:authority")
    write(Kind.SECURITY, f"authority {event.pk}", people, _template("authority_changed"), {"event": event}, link=link)


def tell_signer(sign_off: SignOff, page: Page) -> None:
    """Tell somebody what was signed in their name."""
    context = {"sign_off": sign_off, "title": page.get_admin_display_title()}
    link, occasion = reverse("review:page", args=[page.pk]), f"signed {sign_off.pk}"
    write(Kind.SECURITY, occasion, [sign_off.signer], _template("signed"), context, link=link, about=page)


def tell_of_answer(thread: Remark, said: Remark, named: list[User]) -> None:
    """Tell those who said something about a passage before, and the page's owner, that somebody answered.

    Not whom the answer names: they get that letter. Not an expert who may not see the article any more.
    """
    page = thread.page.specific
    spoke = {thread.by, page.owner, *(found.by for found in thread.answers.select_related("by"))} - {
        None,
        said.by,
        *named,
    }
    spoke = {user for user in spoke if not is_kept_out(user, page)}
    context = {"said": said, "title": page.get_admin_display_title()}
    link, occasion = reverse("review:remarks", args=[page.pk]), f"answer {said.pk}"
    write(Kind.CHANGES, occasion, _in_order(spoke), _template("remark_answered"), context, link=link, about=page)


def tell_of_block(remark: Remark, named: list[User]) -> None:
    """Tell the page's owner, and who asked for its review, that nobody can sign it now; not whom the remark names."""
    page = remark.page.specific
    state = page.current_workflow_state
    people = {page.owner, state.requested_by if state else None} - {None, remark.by, *named}
    people = {user for user in people if not is_kept_out(user, page)}
    context = {"said": remark, "title": page.get_admin_display_title()}
    link = f"{reverse('review:remarks', args=[page.pk])}#remark-{remark.pk}"
    template = _template("remark_blocks")
    write(Kind.CHANGES, f"blocked {remark.pk}", _in_order(people), template, context, link=link, about=page)


def tell_named(remark: Remark, people: list[User]) -> None:
    """Tell people that somebody names them in a remark."""
    context = {"said": remark, "title": remark.page.specific.get_admin_display_title()}
    link, about = f"{reverse('review:remarks', args=[remark.page_id])}#remark-{remark.pk}", remark.page_id
    write(Kind.NAMED, f"named {remark.pk}", people, _template("named"), context, link=link, about=about)


def tell_invited(user: User, by: User) -> None:
    """Tell somebody that an account was made for them. The link never ends: they ask for one with which to log in."""
    context = {"by": by, "site_name": this_site().name, "is_editor": is_in(user, EDITORS)}
    link = reverse("account_reset_password")
    write(Kind.SECURITY, f"invited {user.pk}", [user], _template("invited"), context, link=link)


def tell_expert(invitation: ExpertInvitation) -> None:
    """Write to an outside expert: with a link that lets them in once, or, where they can log in, to their home page."""
    occasion = f"expert_invitation {invitation.pk} {invitation.link_sent_at.isoformat()}"
    about: dict[str, Any] = {"about": invitation.page_id, "has_secret": has_no_way_in(invitation.expert)}
    context = expert_context(invitation)
    write(Kind.SECURITY, occasion, [invitation.expert], EXPERT_TEMPLATE, context, link=context["link"], **about)


def expert_context(invitation: ExpertInvitation) -> dict[str, Any]:
    return {
        "invitation": invitation,
        "title": invitation.page.specific.get_admin_display_title(),
        "site_name": this_site().name,
        "link": reverse("wagtailadmin_home"),
    }


def expert_text(letter: Letter) -> Text:
    """The letter with the link, which is made when it is sent."""
    number = int(letter.occasion.split()[1])
    invitation = ExpertInvitation.objects.select_related("page", "expert", "invited_by").get(pk=number)
    link = settings.BASE_URL + reverse("account_invitation", args=[key_of(invitation)])
    more = {"link": link, "days": LINK_LASTS.days, "lets_in": True}
    return Text.of(EXPERT_TEMPLATE, {**expert_context(invitation), **more})


def tell_of_expert(invitation: ExpertInvitation, by: User) -> None:
    """Tell whoever invited somebody that they said no; and somebody that they are not asked any more."""
    link = reverse("review:experts", args=[invitation.page_id])
    context, about = expert_context(invitation), {"about": invitation.page_id}
    if invitation.ending == Ending.DECLINED:
        people, template, kind = [invitation.invited_by], "expert_declined", Kind.DECISIONS
    elif invitation.ending == Ending.CALLED_OFF:
        people, template, kind, link = [invitation.expert], "expert_called_off", Kind.ASKED, context["link"]
    else:
        return
    write(kind, f"{template} {invitation.pk}", people, _template(template), context, link=link, **about)


def _editors_and(owner_id: int | None) -> QuerySet[User]:
    return User.objects.filter(Q(groups__name=EDITORS) | Q(pk=owner_id), is_active=True).distinct()


def _those_counted_on(step: TaskState, kind: str, draft: Draft, able: set[User]) -> set[User]:
    named = counted_on.given(step, kind, draft, able).get("plan")
    return able if named is None else named


def _in_order(people: Iterable[Any]) -> list[User]:
    return sorted(people, key=lambda user: user.pk)


def _template(name: str) -> str:
    return f"review/emails/{name}.txt"
