"""Emails to whoever must act next."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from articles.emails import send_email
from articles.record.authority import AuthorityEvent
from articles.record.drafts import Draft
from articles.record.editions import Edition
from articles.record.interests import InterestDeclaration
from articles.record.publications import Publication
from articles.record.sign_offs import SignOff

from .authority.proposals import AuthorityProposal
from .publishing.status_proposals import StatusProposal
from .signing.permissions import EDITORS, is_appointed_editor
from .signing.rules import eligible_signers
from .signing.signing import waiting_for


def tell_signers(task_state_id):
    """Tell the people who may sign that a text waits for them: not those who wrote it or stand in its bylines."""
    state = TaskState.objects.get(pk=task_state_id)
    draft = Draft.in_review(state.workflow_state)
    kind = waiting_for(draft.page)
    if kind is None:
        return 0
    return _send("signers", draft.page, eligible_signers(draft, kind), kind=kind.label.lower())


def tell_requester(workflow_state_id):
    """Tell who asked for the review, and the page's owner, that changes are asked for, and which."""
    state = WorkflowState.objects.get(pk=workflow_state_id)
    page = state.content_object.specific
    comment = state.current_task_state.comment if state.current_task_state else ""
    return _send("changes_asked_for", page, {state.requested_by, page.owner} - {None}, comment=comment)


def tell_published(edition_id):
    """Tell the page's owner and the editors that readers now get an edition."""
    edition = Edition.objects.select_related("page").get(pk=edition_id)
    return _send("published", edition.page.specific, {*editors(), edition.page.owner} - {None}, edition=edition)


def tell_of_interest(declaration_id):
    """Ask the editors who could waive it what to do about a declared interest."""
    declaration = InterestDeclaration.objects.get(pk=declaration_id)
    able = {user for user in editors() if is_appointed_editor(user)} - {declaration.signer}
    address = reverse("review:waiver", args=[declaration.pk])
    return _send("interest_declared", declaration.page.specific, able, declaration=declaration, address=address)


def tell_of_proposal(proposal_id):
    """Ask the other editors to decide about a proposal."""
    proposal = StatusProposal.objects.get(pk=proposal_id)
    return _send("status_proposed", proposal.page.specific, set(editors()) - {proposal.proposed_by}, proposal=proposal)


def tell_of_status(page_id):
    """Tell the page's owner and the editors what readers get now."""
    publication = Publication.objects.select_related("page", "edition").get(page_id=page_id)
    people = {*editors(), publication.page.owner} - {None}
    return _send("status_changed", publication.page.specific, people, publication=publication)


def tell_of_authority_proposal(proposal_id):
    """Ask the editors who could confirm a change of who may sign."""
    proposal = AuthorityProposal.objects.get(pk=proposal_id)
    able = {user for user in editors() if is_appointed_editor(user)} - {proposal.asked_by, *proposal.concerned}
    address = settings.BASE_URL + reverse("review:authority_proposal", args=[proposal.pk])
    return _mail("authority_proposed", able, proposal=proposal, address=address)


def tell_of_authority(event_id, user_ids):
    """Tell those whom it is about that who may sign was changed, whoever decided it."""
    event = AuthorityEvent.objects.get(pk=event_id)
    concerned = get_user_model().objects.filter(pk__in=user_ids)
    return _mail("authority_changed", concerned, event=event, address=settings.BASE_URL + reverse("review:authority"))


def tell_signer(sign_off_id):
    """Tell somebody what was signed in their name."""
    sign_off = SignOff.objects.select_related("page", "signer").get(pk=sign_off_id)
    return _send("signed", sign_off.page.specific, [sign_off.signer], sign_off=sign_off)


def editors():
    return get_user_model().objects.filter(groups__name=EDITORS, is_active=True)


def _send(name, page, people, **context):
    address = settings.BASE_URL
    context = {
        **context,
        "page": page,
        "title": page.get_admin_display_title(),
        "review_url": address + reverse("review:page", args=[page.pk]),
        "status_url": address + reverse("review:status", args=[page.pk]),
        "site_url": address,
        "edit_url": address + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "public_url": address + (page.url or "/"),
    }
    return _mail(name, people, **context)


def _mail(name, people, **context):
    people = sorted(people, key=lambda user: user.pk)
    return send_email(render_to_string(f"review/emails/{name}.txt", context), [person.email for person in people])
