"""Keeping a filter of the list of reports under a name, and dropping it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.accounts.requests import DeskRequest

from ...reports.permissions import may_triage
from ..saved_filters import SavedFilter, save_filter


class SavedFilterForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ["name"]

    query = forms.CharField(max_length=2000, required=False)


@require_POST
def save(request: DeskRequest) -> HttpResponse:
    if not may_triage(request.user):
        raise PermissionDenied
    form = SavedFilterForm(request.POST)
    if form.is_valid():
        saved = save_filter(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved as “%s”.") % saved)
        return redirect(f"{list_url()}?{saved.query}")
    messages.error(request, _("Give the filter a name of at most 60 letters."))
    return redirect(list_url())


@require_POST
def delete(request: DeskRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    saved.delete()
    messages.success(request, _("“%s” is no longer saved.") % saved)
    return redirect(list_url())


def list_url() -> str:
    return reverse("wagtailsnippets_feedback_report:list")
