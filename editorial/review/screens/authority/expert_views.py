"""Outside experts: whom editors invited to an article, and what somebody says who was invited."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.characters.whole_numbers import whole_number
from editorial.review.authority import inviting_experts
from editorial.review.authority.inviting import Readiness
from editorial.review.authority.inviting_experts import InvitationOverError
from editorial.review.authority.proposals import AuthorityProposal
from editorial.review.signing.experts import ExpertInvitation
from editorial.review.signing.permissions import is_appointed_editor

from ..elements.decision_screen import DecisionScreen
from ..elements.frame import draft_for
from .expert_forms import DeclineInvitationForm, InviteAgainForm, InviteExpertForm

#: So many of the newest invitations to one article are listed.
NEWEST = 30


class ExpertsView(DecisionScreen):
    """Who from outside was invited to one article, for appointed editors."""

    template_name = "review/experts.html"
    decisions = ["invite", "again", "send", "call_off"]
    header_icon = "group"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page = draft_for(request, kwargs["page_id"]).page
        self.kinds = inviting_experts.asked_of_experts(self.page)
        if not self.kinds or not is_appointed_editor(request.user):
            raise PermissionDenied

    def get_page_title(self):
        return _("Outside experts for “%s”") % self.page.get_admin_display_title()

    def more_breadcrumbs(self):
        review = {"url": reverse("review:page", args=[self.page.pk]), "label": self.page.get_admin_display_title()}
        return [review, self.here()]

    def invite_form(self, *sent):
        return InviteExpertForm(*sent, prefix="invite", sign_offs=self.kinds)

    def again_form(self, *sent):
        experts = inviting_experts.known_experts(self.page)
        return InviteAgainForm(*sent, prefix="again", sign_offs=self.kinds, experts=experts)

    def take_invite(self):
        return self.take(self.invite_form(self.request.POST), inviting_experts.invite_expert)

    def take_again(self):
        return self.take(self.again_form(self.request.POST), inviting_experts.invite_again)

    def take(self, form, action):
        if form.is_valid():
            try:
                made = action(self.page, by=self.request.user, **form.invitation())
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(self.request, _("%s is invited, and written to.") % made.expert)
                return redirect("review:experts", self.page.pk)
        return self.again(**{f"{form.prefix}_form": form})

    def invitation(self, name):
        found = ExpertInvitation.objects.about(self.page)
        return get_object_or_404(found, pk=whole_number(self.request.POST[name]))

    def take_send(self):
        return self.change(self.invitation("send"), inviting_experts.send_new_link, _("%s is written to once more."))

    def take_call_off(self):
        invitation = self.invitation("call_off")
        return self.change(invitation, inviting_experts.call_off, _("%s is not asked any more, and sees nothing."))

    def change(self, invitation, action, told):
        try:
            action(invitation, by=self.request.user)
        except InvitationOverError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, told % invitation.expert)
        return redirect("review:experts", self.page.pk)

    def get_context_data(self, **kwargs):
        invitations = ExpertInvitation.objects.about(self.page).select_related("expert", "invited_by").order_by("-pk")
        context = {
            "reviewed_page": self.page,
            "invitations": with_what_is_missing(invitations[:NEWEST]),
            "invite_form": self.invite_form(),
            "again_form": self.again_form(),
        }
        return super().get_context_data(**{**context, **kwargs})


def with_what_is_missing(invitations):
    """These invitations, each with `missing`: what its expert lacks before they can sign."""
    invitations = list(invitations)
    people = people_of(invitation.expert for invitation in invitations)
    readiness = Readiness(people.values())
    for invitation in invitations:
        person = people.get(invitation.expert_id)
        invitation.missing = readiness.missing(person) if person and invitation.is_standing else []
    return invitations


def people_of(users):
    """{number of the account: its page, or the one that an editor is asked to confirm as theirs}."""
    users = {user.pk: user for user in users}
    asked = AuthorityProposal.objects.undecided().filter(user__in=users, person__isnull=False)
    found = {proposal.user_id: proposal.person for proposal in asked}
    for user in users.values():
        if account := getattr(user, "person_account", None):
            found[user.pk] = account.person
    return found


class ExpertAnswerView(DecisionScreen):
    """What somebody says who was invited to sign an article."""

    template_name = "review/expert_answer.html"
    decisions = ["accept", "decline"]
    header_icon = "clipboard-list"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        own = ExpertInvitation.objects.standing().of(request.user).select_related("page", "invited_by")
        self.invitation = get_object_or_404(own, pk=kwargs["pk"])

    def get_page_title(self):
        return _("You are invited to sign “%s”") % self.invitation.page.draft_title

    def take_accept(self):
        return self.answered(_("You said yes. Thank you."), inviting_experts.accept_invitation)

    def take_decline(self):
        form = DeclineInvitationForm(self.request.POST)
        if not form.is_valid():
            return self.again(form=form)
        told = _("You said no, and the desk looks for somebody else. Thank you for saying so.")
        return self.answered(told, inviting_experts.decline_invitation, **form.cleaned_data)

    def answered(self, told, answer, **said):
        try:
            answer(self.invitation, by=self.request.user, **said)
        except InvitationOverError as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, told)
        return redirect("wagtailadmin_home")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"invitation": self.invitation, "form": DeclineInvitationForm(), **kwargs})
