"""The screen on which editors change what readers get of a page."""

from zlib import crc32

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.characters.whole_numbers import whole_number
from articles.pages.zone import moment_with_zone
from articles.record.published.publications import Publication
from articles.record.published.status import PublicationStatus
from articles.record.published.status_changes import StatusChange
from editorial.accounts.log_in.reauthentication import just_authenticated
from editorial.review.publishing import status
from editorial.review.publishing.status_proposals import StatusProposal

from ..elements.decision_screen import DecisionScreen
from ..elements.frame import ForEditors
from ..elements.page_letters import letters_about
from ..elements.reason_form import ReasonForm
from .status_forms import HoldForm, PutBackForm, TakeAwayForm

#: What an editor is told who made a decision.
DONE = {
    status.hold: gettext_lazy("Readers see your notice above the page now."),
    status.lift: gettext_lazy("The notice is gone: readers get the page without it."),
    status.propose: gettext_lazy("Another editor is asked to agree. Until then readers get what they got before."),
    status.put_back: gettext_lazy("Readers get that edition again, and are told why."),
}


class StatusView(ForEditors, DecisionScreen):
    """What readers get of one page, and every way to change it."""

    template_name = "review/status.html"
    decisions = ["hold", "lift", "take_away", "put_back", "agree", "dismiss", "call_off"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
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
        if self.request.POST.get("as_of", as_of(self.publication)) != as_of(self.publication):
            told = _("Nothing is changed yet: what readers get was changed since you opened this. Look at it first.")
            messages.error(self.request, told)
            return self.again(**{f"{form.prefix}_form": form})
        just_authenticated(self.request)
        decision(self.page, by=self.request.user, **form.cleaned_data, **more)
        return self.done(DONE[decision])

    def take_agree(self):
        just_authenticated(self.request)
        proposal = self.proposal("agree")
        if status.decide(proposal, by=self.request.user, accept=True) is None:
            proposal.refresh_from_db()
            if proposal.accepted and proposal.takes_effect_at:
                return self.done(_("You agreed. It takes effect on %s.") % moment_with_zone(proposal.takes_effect_at))
            return self.done(_("You agreed. Another editor has to agree as well before anything changes."))
        return self.done(_("You agreed, and it holds now: below stands what readers get."))

    def take_dismiss(self):
        status.decide(self.proposal("dismiss"), by=self.request.user, accept=False)
        return self.done(_("You turned it down. Readers get what they got before."))

    def take_call_off(self):
        planned = StatusProposal.objects.planned().filter(page_id=self.page.pk)
        number = whole_number(self.request.POST["call_off"])
        status.call_off(get_object_or_404(planned, pk=number), by=self.request.user)
        return self.done(_("It is called off: readers go on getting the page."))

    def done(self, sentence):
        messages.success(self.request, sentence)
        return redirect("review:status", self.page.pk)

    def proposal(self, button):
        """The proposal that stood beside the button. Another one may stand there by now, which nobody has read yet."""
        return get_object_or_404(StatusProposal, page_id=self.page.pk, pk=whole_number(self.request.POST[button]))

    def get_context_data(self, **kwargs):
        publication = self.publication
        proposal = StatusProposal.objects.undecided().filter(page_id=self.page.pk).first()
        context = {
            "publication": publication,
            "as_of": as_of(publication),
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


def as_of(publication):
    """What readers get, in a few letters by which a form says what its sender saw."""
    return f"{publication.edition_id} {publication.status} {crc32(publication.notice.encode())}"
