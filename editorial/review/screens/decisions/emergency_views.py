"""The screen on which two editors publish a text before its medical review."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.record.signed.sign_offs import SignOff, SignOffKind
from articles.record.signers.credentials import Credential
from editorial.accounts.log_in.reauthentication import just_authenticated
from editorial.review.publishing.emergency import call_emergency, called_for, confirm_emergency, most_hours
from editorial.review.signing.discussion.remarks import why_blocked
from editorial.review.signing.permissions import is_appointed_editor
from editorial.review.signing.rules import signing_refusal
from editorial.review.signing.signing import MayNotSignError

from ..elements.decision_screen import DecisionScreen
from ..elements.frame import draft_for
from ..elements.passkeys import origin_of, passkey_for
from ..elements.sign_form import SignForm
from .status_forms import EmergencyForm


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
        return str(signing_refusal(user, self.draft, kind, credential) or why_blocked(self.page.pk))

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
