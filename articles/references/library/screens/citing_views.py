"""The dialogue behind the editor's citation button."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.generic import View
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from editorial.accounts.requests import DeskRequest

from ....characters.whole_numbers import whole_number
from ...lookup import LookupFailed
from ..citing import IN_LIBRARY, offers, take
from ..references import Reference
from .forms import AskForm, CitationForm

#: What a citation holds besides its work.
KEPT = ("locator", "passage")


class CiteView(PermissionCheckedMixin, View):
    """Ask for a work, see it, confirm it. It comes into the library when it is confirmed.

    Takes in the query string `asked`; or `id`, `locator` and `passage` of the citation that is being changed. Answers
    in the form of Wagtail's modal workflow, at the end with the step “cited” and what the editor keeps.
    """

    permission_policy = ModelPermissionPolicy(Reference)
    permission_required = "add"

    def get(self, request: HttpRequest) -> HttpResponse:
        if "asked" in request.GET:
            asked = AskForm(request.GET)
            if not asked.is_valid():
                return self.show(request, asked)
            return self.offer(request, asked, asked.cleaned_data["asked"])
        if whole_number(request.GET.get("id")):
            kept = {name: request.GET.get(name, "") for name in KEPT}
            return self.offer(request, AskForm(), f"{IN_LIBRARY}{request.GET['id']}", **kept)
        return self.show(request, AskForm())

    def post(self, request: DeskRequest) -> HttpResponse:
        asked = AskForm(request.POST)
        if not asked.is_valid():
            return self.show(request, asked)
        found, sentence = offers(asked.cleaned_data["asked"])
        form = CitationForm(request.POST, offers=found)
        if not form.is_valid():
            return self.show(request, asked, form, sentence)
        try:
            work = take(form.offer, asked.cleaned_data["asked"], form.cleaned_data, by=request.user)
        except LookupFailed as failure:
            return self.show(request, asked, form, str(failure))
        kept = {name: form.cleaned_data[name] for name in KEPT}
        cited = {"id": str(work.pk), "label": f"[{work.short_name}]", **kept}
        return render_modal_workflow(request, None, json_data={"step": "cited", "cited": cited})

    def offer(self, request: HttpRequest, form: AskForm, asked: str, **kept: str) -> HttpResponse:
        found, sentence = offers(asked)
        return self.show(request, form, CitationForm(offers=found, initial={"asked": asked, **kept}), sentence)

    def show(
        self, request: HttpRequest, asked: AskForm, form: CitationForm | None = None, sentence: str = ""
    ) -> HttpResponse:
        shown = {"asked": asked, "form": form, "sentence": sentence}
        return render_modal_workflow(request, "articles/admin/cite.html", None, shown, json_data={"step": "cite"})
