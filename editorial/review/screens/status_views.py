"""The screens on which editors change what readers get of a page, call an emergency, and waive an interest."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from articles.pages import ArticlePage
from articles.pages.zone import moment_with_zone
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from articles.record.signed.risk import RiskAssessment
from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import Credential
from articles.record.signers.interests import InterestDeclaration
from editorial.accounts.reauthentication import just_authenticated

from ..publishing import status
from ..publishing.emergency import call_emergency, called_for, confirm_emergency, most_hours
from ..publishing.publishing import NotReadyError
from ..publishing.status_proposals import StatusProposal
from ..signing.interests import waive
from ..signing.permissions import is_appointed_editor, may_change_status
from ..signing.remarks import why_blocked
from ..signing.risk import assess
from ..signing.rules import signing_refusal
from ..signing.signing import ContentChangedError, MayNotSignError
from .forms import SignForm
from .page_letters import letters_about
from .passkeys import origin_of, passkey_for
from .status_forms import EmergencyForm, HoldForm, PutBackForm, ReasonForm, RiskForm, TakeAwayForm, WaiveForm
from .views import ReviewScreen, draft_for


class DecisionScreen(ReviewScreen, TemplateView):
    """A screen with forms of which one is sent: the button's name says which `take_<name>` answers it."""

    def post(self, request, *args, **kwargs):
        name = next((name for name in self.decisions if name in request.POST), None)
        if name is None:
            raise PermissionDenied
        try:
            return getattr(self, f"take_{name}")()
        except (ValidationError, PermissionDenied, MayNotSignError, ContentChangedError) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        except NotReadyError as error:
            messages.error(request, " ".join(error.unmet))
        return self.again()

    def more_breadcrumbs(self):
        return [self.here()]

    def here(self):
        return {"url": "", "label": self.get_page_title()}

    def again(self, **forms):
        """The screen once more, with the form that has to be mended; it may stand far down, so this is said first."""
        if any(isinstance(form, BaseForm) and form.errors for form in forms.values()):
            messages.error(self.request, _("Nothing is changed yet. What is missing or wrong is marked below."))
        return self.render_to_response(self.get_context_data(**forms))


#: What an editor is told who made a decision.
DONE = {
    status.hold: gettext_lazy("Readers see your notice above the page now."),
    status.lift: gettext_lazy("The notice is gone: readers get the page without it."),
    status.propose: gettext_lazy("Another editor is asked to agree. Until then readers get what they got before."),
    status.put_back: gettext_lazy("Readers get that edition again, and are told why."),
}


class StatusView(DecisionScreen):
    """What readers get of one page, and every way to change it."""

    template_name = "review/status.html"
    decisions = ["hold", "lift", "take_away", "put_back", "agree", "dismiss", "call_off"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may_change_status(request.user):
            raise PermissionDenied
        found = Publication.objects.select_related("page", "edition")
        self.publication = get_object_or_404(found, page_id=kwargs["page_id"])
        self.page = self.publication.page

    def get_page_title(self):
        return _("What readers get of “%s”") % self.publication.edition.title

    def more_breadcrumbs(self):
        review = {"url": reverse("review:page", args=[self.page.pk]), "label": self.publication.edition.title}
        return [review, self.here()]

    def take_hold(self):
        return self.take(HoldForm(self.request.POST, prefix="hold"), status.hold)

    def take_lift(self):
        return self.take(ReasonForm(self.request.POST, prefix="lift"), status.lift)

    def take_take_away(self):
        return self.take(TakeAwayForm(self.request.POST, prefix="take_away"), status.propose)

    def take_put_back(self):
        form = PutBackForm(self.request.POST, prefix="put_back", publication=self.publication)
        if self.publication.status in PublicationStatus.away() or self.leaves_correction(form):
            return self.take(form, status.propose, status=PublicationStatus.PUBLISHED)
        return self.take(form, status.put_back)

    def leaves_correction(self, form):
        return form.is_valid() and status.leaves_correction(self.publication, form.cleaned_data["edition"])

    def take(self, form, decision, **more):
        if not form.is_valid():
            return self.again(**{f"{form.prefix}_form": form})
        just_authenticated(self.request)
        decision(self.page, by=self.request.user, **form.cleaned_data, **more)
        return self.done(DONE[decision])

    def take_agree(self):
        just_authenticated(self.request)
        proposal = self.proposal()
        if status.decide(proposal, by=self.request.user, accept=True) is None:
            if proposal.takes_effect_at:
                return self.done(_("You agreed. It takes effect on %s.") % moment_with_zone(proposal.takes_effect_at))
            return self.done(_("You agreed. Another editor has to agree as well before anything changes."))
        return self.done(_("You agreed, and it holds now: below stands what readers get."))

    def take_dismiss(self):
        status.decide(self.proposal(), by=self.request.user, accept=False)
        return self.done(_("You turned it down. Readers get what they got before."))

    def take_call_off(self):
        planned = StatusProposal.objects.planned().filter(page_id=self.page.pk)
        status.call_off(get_object_or_404(planned, pk=self.request.POST["call_off"]), by=self.request.user)
        return self.done(_("It is called off: readers go on getting the page."))

    def done(self, sentence):
        messages.success(self.request, sentence)
        return redirect("review:status", self.page.pk)

    def proposal(self):
        return get_object_or_404(StatusProposal, page_id=self.page.pk, decided_at__isnull=True)

    def get_context_data(self, **kwargs):
        publication = self.publication
        proposal = StatusProposal.objects.filter(page_id=self.page.pk, decided_at__isnull=True).first()
        context = {
            "publication": publication,
            "is_away": publication.status in PublicationStatus.away(),
            "is_held": publication.status == PublicationStatus.UNDER_REVIEW,
            "proposal": proposal,
            "planned": StatusProposal.objects.planned().filter(page_id=self.page.pk).first(),
            "is_own_proposal": proposal and proposal.proposed_by == self.request.user,
            "changes": StatusChange.objects.filter(page_id=self.page.pk).order_by("-pk")[:20],
            "letters": letters_about(self.page.pk, self.request.user),
            "hold_form": HoldForm(prefix="hold"),
            "lift_form": ReasonForm(prefix="lift"),
            "take_away_form": TakeAwayForm(prefix="take_away"),
            "put_back_form": PutBackForm(prefix="put_back", publication=publication),
        }
        return super().get_context_data(**{**context, **kwargs})


class EmergencyView(DecisionScreen):
    """Publishing a text before its medical review: the first editor calls it, the second confirms it."""

    template_name = "review/emergency.html"
    decisions = ["call", "confirm"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.draft = draft_for(request, kwargs["page_id"])
        self.page = self.draft.page
        self.most_hours = most_hours()
        if self.most_hours is None or not is_appointed_editor(request.user):
            raise PermissionDenied(_("This site does not publish without a medical review."))

    def get_page_title(self):
        return _("Publish “%s” in an emergency") % self.page.get_admin_display_title()

    def more_breadcrumbs(self):
        return [
            {"url": reverse("review:page", args=[self.page.pk]), "label": self.draft.document["title"]},
            self.here(),
        ]

    def why_not(self):
        """Why this person cannot sign in this emergency, in a sentence; empty when they can."""
        kind, user = SignOffKind.EMERGENCY, self.request.user
        credential = Credential.objects.entitling(user, kind).first()
        return str(signing_refusal(user, self.draft, kind, credential) or why_blocked(self.page))

    def take_call(self):
        reason = EmergencyForm(self.request.POST, most_hours=self.most_hours)
        signature = SignForm(self.request.POST, kind=SignOffKind.EMERGENCY)
        if not all([reason.is_valid(), signature.is_valid()]):
            return self.again(emergency_form=reason, sign_form=signature)
        try:
            call_emergency(self.page, **self.signed(signature), **reason.cleaned_data)
        except MayNotSignError as error:
            return self.refused(error, emergency_form=reason, sign_form=signature)
        messages.success(self.request, _("Signed. Another editor has to sign the same text before readers get it."))
        return redirect("review:emergency", self.page.pk)

    def take_confirm(self):
        signature = SignForm(self.request.POST, kind=SignOffKind.EMERGENCY)
        if not signature.is_valid():
            return self.again(sign_form=signature)
        try:
            edition = confirm_emergency(self.page, **self.signed(signature))
        except MayNotSignError as error:
            return self.refused(error, sign_form=signature)
        messages.success(self.request, _("Signed. Readers now get edition %d, with a notice.") % edition.number)
        return redirect("review:page", self.page.pk)

    def refused(self, error, **forms):
        messages.error(self.request, str(error))
        return self.again(**forms)

    def signed(self, form):
        signature = form.signature(just_authenticated(self.request), origin_of(self.request))
        return {"by": self.request.user, "signature": signature}

    def get_context_data(self, **kwargs):
        shown = self.draft.digest
        sign_form = SignForm(kind=SignOffKind.EMERGENCY, initial={"digest": shown})
        context = {
            "reviewed_page": self.page,
            "digest": shown,
            "kind": SignOffKind.EMERGENCY,
            "override": called_for(self.draft),
            "why_not": self.why_not(),
            "has_signed": SignOff.objects.on(self.page, shown).given_by(self.request.user).exists(),
            "emergency_form": EmergencyForm(most_hours=self.most_hours),
            "sign_form": sign_form,
            "passkey": passkey_for(self.request, {**sign_form.says, "page": self.page.pk}),
        }
        return super().get_context_data(**{**context, **kwargs})


class RiskView(DecisionScreen):
    """How risky an article is, by the word of an editor."""

    template_name = "review/risk.html"
    decisions = ["assess"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not is_appointed_editor(request.user):
            raise PermissionDenied
        self.page = get_object_or_404(ArticlePage, pk=kwargs["page_id"])

    def get_page_title(self):
        return _("How risky it is")

    def more_breadcrumbs(self):
        review = {"url": reverse("review:page", args=[self.page.pk]), "label": self.page.get_admin_display_title()}
        return [review, self.here()]

    def take_assess(self):
        form = RiskForm(self.request.POST)
        if not form.is_valid():
            return self.again(form=form)
        assess(self.page, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Kept. The draft says so now."))
        return redirect("review:risk", self.page.pk)

    def get_context_data(self, **kwargs):
        assessments = RiskAssessment.objects.of_page(self.page.pk).select_related("set_by")
        context = {"title": self.page.get_admin_display_title(), "tier": self.page.risk_tier}
        context |= {"assessments": assessments, "form": RiskForm()}
        return super().get_context_data(**{**context, **kwargs})


class WaiverView(DecisionScreen):
    """One declared interest, and an editor's reason to let its owner sign all the same."""

    template_name = "review/waiver.html"
    decisions = ["waive"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not is_appointed_editor(request.user):
            raise PermissionDenied
        self.declaration = get_object_or_404(InterestDeclaration, pk=kwargs["pk"])

    def get_page_title(self):
        return _("A declared interest")

    def take_waive(self):
        form = WaiveForm(self.request.POST)
        if not form.is_valid():
            return self.again(form=form)
        waive(self.declaration, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, _("%s may sign this page now.") % self.declaration.signer.get_full_name())
        return redirect("wagtailadmin_home")

    def get_context_data(self, **kwargs):
        context = {"declaration": self.declaration, "form": WaiveForm()}
        return super().get_context_data(**{**context, **kwargs})
