"""Changes of guidelines, and the articles that they concern."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.characters.whole_numbers import whole_number
from editorial.review.screens.elements.date_inputs import DayInput
from editorial.review.screens.elements.decision_screen import DecisionScreen
from editorial.review.screens.elements.frame import ForEditors

from ..review_due.guidelines import SAID, GuidelineChange, call_for_reviews, concerned_by, note_change


class GuidelineChangeForm(forms.ModelForm):
    class Meta:
        model = GuidelineChange
        fields = SAID
        widgets = {
            "also_called": forms.Textarea(attrs={"rows": 2}),
            "changed_on": DayInput,
            "what": forms.Textarea(attrs={"rows": 3}),
        }


class GuidelinesView(ForEditors, DecisionScreen):
    """All changes that editors noted, and the form for another one."""

    template_name = "planning/guidelines.html"
    header_icon = "doc-full"
    page_title = _("Changes of guidelines")
    decisions = ["note"]

    def take_note(self) -> HttpResponse:
        form = GuidelineChangeForm(self.request.POST)
        if not form.is_valid():
            return self.again(form=form)
        return redirect("planning:guideline", note_change(form.save(commit=False), by=self.request.user).pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = GuidelineChange.objects.select_related("noted_by")[:100]
        form = GuidelineChangeForm(initial={"changed_on": timezone.localdate()})
        return super().get_context_data(**{"changes": changes, "form": form, **kwargs})


class GuidelineView(ForEditors, DecisionScreen):
    """One change: the articles that cite or name the guideline, of which those that are ticked are reviewed."""

    template_name = "planning/guideline.html"
    header_icon = "doc-full"
    decisions = ["call"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.change = get_object_or_404(GuidelineChange.objects.select_related("noted_by"), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return _now("“%s” changed") % self.change

    def take_call(self) -> HttpResponse:
        chosen = filter(None, map(whole_number, self.request.POST.getlist("page")))
        called = len(call_for_reviews(self.change, chosen, by=self.request.user))
        sentence = ngettext("%d review is opened.", "%d reviews are opened.", called) % called
        messages.success(self.request, sentence)
        return redirect("planning:guideline", self.change.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        concerned = concerned_by(self.change)
        called = set(self.change.calls.values_list("page_id", flat=True))
        rows = [{"concerned": one, "is_called": one.publication.page_id in called} for one in concerned]
        is_any_left = any(not row["is_called"] for row in rows)
        return super().get_context_data(change=self.change, rows=rows, is_any_left=is_any_left, **kwargs)
