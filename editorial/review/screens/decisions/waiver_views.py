"""The screen on which an editor lets somebody sign in spite of an interest."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from articles.record.signers.interests import InterestDeclaration
from editorial.review.signing.interests import waive
from editorial.review.signing.permissions import is_appointed_editor

from ..elements.decision_screen import DecisionScreen
from .status_forms import WaiveForm


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
