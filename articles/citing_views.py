"""The dialogue behind the editor's citation button."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.generic import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from .forms import AskForm, CitationForm
from .models import Reference
from .references.citing import offer_of, offers, take
from .references.lookup import LookupFailed


class CiteView(PermissionCheckedMixin, View):
    """Ask for a work, see it, confirm it. It comes into the library when it is confirmed.

    Takes in the query string `asked`; or `id`, `locator` and `passage` of the citation that is being changed. Answers
    in the form of Wagtail's modal workflow, at the end with the step “cited” and what the editor keeps.
    """

    permission_policy = ModelPermissionPolicy(Reference)
    permission_required = "add"

    def get(self, request):
        if "asked" in request.GET:
            return self.offer(request, AskForm(request.GET))
        if request.GET.get("id", "").isdecimal():
            return self.offer_cited(request)
        return self.show(request, AskForm())

    def post(self, request):
        asked = AskForm(request.POST)
        if not asked.is_valid():
            return self.show(request, asked)
        found, sentence = self.offers_for(asked.cleaned_data["asked"])
        form = CitationForm(request.POST, offers=found)
        if not form.is_valid():
            return self.show(request, asked, form, sentence)
        try:
            work = take(form.offer, asked.cleaned_data["asked"])
        except LookupFailed as failure:
            return self.show(request, asked, form, str(failure))
        kept = {name: form.cleaned_data[name] for name in ("locator", "passage")}
        cited = {"id": str(work.pk), "label": f"[{work.short_name}]", **kept}
        return render_modal_workflow(request, None, json_data={"step": "cited", "cited": cited})

    def offer(self, request, asked):
        if not asked.is_valid():
            return self.show(request, asked)
        words = asked.cleaned_data["asked"]
        found, sentence = self.offers_for(words)
        return self.show(request, asked, CitationForm(offers=found, initial={"asked": words}), sentence)

    def offer_cited(self, request):
        """The work of a citation that is there already; its id stands for what was asked."""
        pk = int(request.GET["id"])
        reference = Reference.objects.by_mark([pk]).get(pk)
        if reference is None:
            return self.show(request, AskForm(), sentence=_("This work is not in the library any more: look it up."))
        kept = {name: request.GET.get(name, "") for name in ("locator", "passage")}
        form = CitationForm(offers=[offer_of(reference)], initial={"asked": own_name(reference), **kept})
        return self.show(request, AskForm(), form)

    def offers_for(self, asked):
        name, _colon, pk = asked.partition(":")
        if name == "library" and pk.isdecimal():
            reference = Reference.objects.by_mark([int(pk)]).get(int(pk))
            if reference is None:
                raise Http404
            return [offer_of(reference)], ""
        return offers(asked)

    def show(self, request, asked, form=None, sentence=""):
        shown = {"asked": asked, "form": form, "sentence": sentence}
        return render_modal_workflow(request, "articles/admin/cite.html", None, shown, json_data={"step": "cite"})


def own_name(reference):
    """What is asked to find just this row again."""
    return f"library:{reference.pk}"
