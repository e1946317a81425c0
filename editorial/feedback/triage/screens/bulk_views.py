"""The form below the list of reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from articles.characters.whole_numbers import whole_number
from articles.stores.queue import after_commit
from editorial.accounts.requests import DeskRequest
from editorial.accounts.users import User

from ...reports.history import BulkDecision
from ...reports.permissions import may_triage, triagers
from ...reports.report import Report
from ..bulk import NOBODY, DecisionInWords, begin, change_chosen, count_matching, decision_of, matching, undo
from ..tasks import go_on_with_many

AS_IT_IS = ("", _("Leave as it is"))
#: Each duplicate has an earlier report of its own: that is said on its own screen.
STATES = [choice for choice in Report.State.choices if choice[0] != Report.State.DUPLICATE]


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
    state = forms.ChoiceField(label=_("State"), choices=[AS_IT_IS, *STATES], required=False)
    assignee = forms.ChoiceField(label=_("Assigned to"), required=False)
    add_tags = SimpleArrayField(
        forms.CharField(max_length=40), label=_("Add tags"), help_text=_("Separated by commas."), required=False
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    up_to = forms.IntegerField(  # the newest report that was counted: set once somebody has said yes to the question
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2**63 - 1
    )

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
    def is_about_all(self) -> bool:
        return bool(self.cleaned_data.get("about") == self.ALL)

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """(what is changed, to what), for people to read."""
        said = []
        for name, value in self.decision_in_words.items():
            field = self.fields[name]
            labels = dict(cast(list[tuple[str, str]], field.choices)) if isinstance(field, forms.ChoiceField) else {}
            words = ", ".join(value) if isinstance(value, list) else str(labels.get(str(value), value))
            said.append((str(field.label), words))
        return said

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
    query = form.data.get("bulk-query", "")
    try:
        if form.is_valid() and form.is_about_all and not form.cleaned_data["up_to"]:
            return ask_about_all(request, form)
        say_what_was_done(request, form, chosen)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    row = f"#snippet_{chosen[0]}_title" if len(chosen) == 1 else ""
    return redirect(f"{_list()}?{query}{row}")


def ask_about_all(request: DeskRequest, form: BulkForm) -> HttpResponse:
    """The question before all that the filter finds is changed: how many they are, and what becomes of them."""
    query = form.cleaned_data["query"]
    newest = Report.objects.aggregate(newest=Max("pk"))["newest"] or 0
    context = {
        "page_title": _("Change all these reports?"),
        "header_title": _("Change all these reports?"),
        "header_icon": "warning",
        "count": count_matching(query, request.user, newest),
        "newest": newest,
        "decision": form.in_words,
        "sent": [(name, value) for name, value in request.POST.items() if name.startswith("bulk-")],
        "back": f"{_list()}?{query}",
    }
    return render(request, "feedback/admin/bulk_question.html", context)


def say_what_was_done(request: DeskRequest, form: BulkForm, chosen: list[int]) -> None:
    if not form.is_valid():
        raise ValidationError([sentence for sentences in form.errors.values() for sentence in sentences])
    if form.is_about_all:
        query = form.cleaned_data["query"]
        matching(query, request.user)
        up_to, decision = form.cleaned_data["up_to"], form.decision_in_words
        bulk = begin(request.user, {"query": query, "up_to": up_to, "decision": decision})
        _soon()
        _say(request, str(_("All reports that match are being changed. That can take a minute.")), bulk)
        return
    if not chosen:
        raise ValidationError(_("Choose reports in the list first."))
    bulk = begin(request.user)
    changed = change_chosen(chosen, decision_of(form.decision_in_words), by=request.user, bulk=bulk)
    _say(request, ngettext("%d report was changed.", "%d reports were changed.", changed) % changed, bulk)


def undo_many(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask whether a decision about many reports is to be undone, and do it."""
    if not may_triage(request.user):
        raise PermissionDenied
    bulk = get_object_or_404(BulkDecision, pk=pk)
    if request.method == "POST":
        try:
            undo(bulk, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            _soon()
            messages.success(request, _("The reports get back what they had. What was changed again since stays."))
        return redirect(_list())
    context = {
        "page_title": _("Undo this?"),
        "header_title": _("Undo this?"),
        "header_icon": "undo",
        "bulk": bulk,
        "count": bulk.changes.values("report").distinct().count(),
        "back": _list(),
    }
    return render(request, "feedback/admin/bulk_undo.html", context)


def _soon() -> None:
    """At once; where the queue is away the clock comes within a minute."""
    after_commit(go_on_with_many)


def _say(request: DeskRequest, sentence: str, bulk: BulkDecision) -> None:
    address = reverse("wagtailsnippets_feedback_report:undo_many", args=[bulk.pk])
    messages.success(request, sentence, buttons=[messages.button(address, _("Undo"))])


def _list() -> str:
    return reverse("wagtailsnippets_feedback_report:list")


def numbers(words: Iterable[str]) -> list[int]:
    """At most a page of numbers."""
    return [number for word in words if (number := whole_number(word)) is not None][:50]
