"""The form below the list of reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial.accounts.models import User
from editorial.accounts.requests import DeskRequest

from ...reports.permissions import may_triage, triagers
from ...reports.report import Report
from ..bulk import NOBODY, DecisionInWords, change_chosen, decision_of, matching
from ..tasks import change_matching

AS_IT_IS = ("", _("Leave as it is"))


class BulkForm(forms.Form):
    """One decision about many reports."""

    CHOSEN, ALL = "chosen", "all"
    DECIDES = ("state", "assignee", "add_tags")
    prefix = "bulk"

    about = forms.ChoiceField(
        label=_("Which reports"),
        choices=[(CHOSEN, _("Those chosen in the list")), (ALL, _("All that the filter finds, on all pages"))],
        initial=CHOSEN,
        widget=forms.RadioSelect,
    )
    state = forms.ChoiceField(label=_("State"), choices=[AS_IT_IS, *Report.State.choices], required=False)
    assignee = forms.ChoiceField(label=_("Assigned to"), required=False)
    add_tags = SimpleArrayField(
        forms.CharField(max_length=40), label=_("Add tags"), help_text=_("Separated by commas."), required=False
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(person.pk), str(person)) for person in triagers()]
        assignee = cast(forms.ChoiceField, self.fields["assignee"])
        assignee.choices = [AS_IT_IS, (NOBODY, _("Nobody")), *people]
        assignee.widget.attrs["data-me"] = user.pk

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.decision_in_words:
            raise ValidationError(_("Say what is to be changed: the state, who sees to it, or a tag."))
        return self.cleaned_data

    @property
    def decision_in_words(self) -> DecisionInWords:
        """What was chosen, as a task can be told it."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name in self.DECIDES and value}
        return cast(DecisionInWords, chosen)


@require_POST
def change_many(request: DeskRequest) -> HttpResponse:
    if not may_triage(request.user):
        raise PermissionDenied
    form, chosen = BulkForm(request.POST, user=request.user), numbers(request.POST.getlist("report"))
    try:
        say_what_was_done(request, form, chosen)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    query = form.data.get("bulk-query", "")
    row = f"#snippet_{chosen[0]}_title" if len(chosen) == 1 else ""
    return redirect(f"{reverse('wagtailsnippets_feedback_report:list')}?{query}{row}")


def say_what_was_done(request: DeskRequest, form: BulkForm, chosen: list[int]) -> None:
    if not form.is_valid():
        raise ValidationError([sentence for sentences in form.errors.values() for sentence in sentences])
    if form.cleaned_data["about"] == BulkForm.ALL:
        query = form.cleaned_data["query"]
        matching(query, request.user)
        newest = Report.objects.aggregate(newest=Max("pk"))["newest"] or 0
        change_matching.delay(query, request.user.pk, newest, form.decision_in_words)
        messages.success(request, _("All reports that match are being changed. That can take a minute."))
        return
    if not chosen:
        raise ValidationError(_("Choose reports in the list first."))
    changed = change_chosen(chosen, decision_of(form.decision_in_words), by=request.user)
    said = ngettext("%d report was changed.", "%d reports were changed.", changed)
    messages.success(request, said % changed)


def numbers(words: Iterable[str]) -> list[int]:
    """At most a page of numbers."""
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19][:50]
