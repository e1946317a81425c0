"""The dialogue in which a list of references is pasted beside an article."""

from django.db import transaction
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from articles.references.library.citing import take
from articles.references.library.references import Reference
from articles.references.lookup import LookupFailed

from ..documents.reference_lists import listed_in
from .forms import LineForm, ReferencesForm
from .pasted_references import Lot, recognised, rows_of


class PastedReferencesView(PermissionCheckedMixin, View):
    """Paste a list, see what each line is, confirm it. The edit screen's own form then has it, unsaved as it is.

    Takes `pasted`, or the `lot` that was shown with the answers to it. Answers with the dialogue's `html`, empty at the
    end, and the `references` that were confirmed.
    """

    permission_policy = ModelPermissionPolicy(Reference)
    permission_required = "add"

    def get(self, request):
        return self.answer(form=ReferencesForm())

    def post(self, request):
        if "lot" in request.POST:
            lot = Lot.of_signed(request.POST["lot"])
            return self.confirmed(lot) if lot else self.answer(form=ReferencesForm(), sentence=_("Paste it again."))
        form = ReferencesForm(request.POST)
        return self.look_at(listed_in(form.cleaned_data["pasted"])) if form.is_valid() else self.answer(form=form)

    def look_at(self, references, taken=(), unfinished=()):
        lot = recognised(references, unfinished)
        return self.answer(taken, lot=lot, lines=self.forms_of(lot))

    def confirmed(self, lot):
        lines = self.forms_of(lot, self.request.POST)
        if [line for line in lines if not line.is_valid()]:  # each is asked, so that each says what is wrong
            return self.answer(lot=lot, lines=lines)
        try:
            with transaction.atomic():
                taken = [self.taken(form) for form in lines if form.is_taken]
        except LookupFailed as failure:
            return self.answer(lot=lot, lines=lines, sentence=str(failure))
        if lot.rest:
            return self.look_at(lot.rest, taken, lot.unfinished)
        if lot.unfinished:
            form = ReferencesForm(initial={"pasted": "\n".join(lot.unfinished)})
            return self.answer(
                taken, form=form, sentence=_("These still have to be completed. The others are in the list.")
            )
        return self.answer(taken)

    def taken(self, form):
        return take(form.offer, form.line.text, form.cleaned_data, by=self.request.user)

    def forms_of(self, lot, answers=None):
        return [LineForm(answers, line=line, prefix=f"line-{number}") for number, line in enumerate(lot.lines)]

    def answer(self, taken=(), **shown):
        html = render_to_string("exchange/references.html", shown, request=self.request) if shown else ""
        return JsonResponse({"html": html, "references": rows_of(taken)})
