"""The triage screen: what the reader sent, what the reader saw, what the desk decides and has done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypedDict

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from articles.reading.addresses.page_addresses import Addresses, edition_url
from articles.record.published.publications import Publication
from editorial.accounts.users import User

from ...reports.permissions import triagers
from ...reports.report import Report
from .. import emails
from ..decisions import DECIDED, Decision, why_no_duplicate
from .same_in_other_words import what_may_be_the_same

#: Python 3.11.2 finds the singular of a sentence that also has a plural by no other way.
CORRECTION = ngettext_lazy("Correction", "Corrections", 1)

#: What a panel shows of a report, by the names that its template has for it.
Facts = Callable[[Report], dict[str, Any]]


class ShownAtField(forms.CharField):
    """Goes back into a refused form with the present time, not with what was sent."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class EarlierReportField(forms.ModelChoiceField):
    """A report by its number: too many for a list."""

    widget = forms.NumberInput

    def __init__(self, **kwargs: Any) -> None:
        message = _("There is no report with this number.")
        super().__init__(Report.objects.all(), error_messages={"invalid_choice": message}, **kwargs)


class TriageForm(WagtailAdminModelForm):
    """What the desk decides. The form only reads; `triage` writes."""

    note = forms.CharField(
        label=_("New note"),
        help_text=_("For the desk. Readers never see it."),
        widget=AdminAutoHeightTextInput,
        required=False,
    )
    tags = SimpleArrayField(
        forms.CharField(max_length=40), label=_("Tags"), help_text=_("Separated by commas."), required=False
    )
    duplicate_of = EarlierReportField(
        label=_("Duplicate of"), help_text=_("The number of the earlier report."), required=False
    )
    watch = forms.BooleanField(label=_("Send me an email when somebody changes this report"), required=False)
    apart = forms.BooleanField(
        label=_("Take it out of its group"), help_text=_("It then waits in the queue by itself."), required=False
    )
    shown_as_of = ShownAtField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = triagers()
        self.fields["assignee"].empty_label = _("Nobody")
        self.initial["watch"] = self.instance.watchers.filter(pk=self.for_user.pk).exists()
        self.initial["shown_as_of"] = self.instance.updated_at.isoformat()

    def clean_shown_as_of(self) -> str:
        if self.cleaned_data["shown_as_of"] != self.instance.updated_at.isoformat():
            raise ValidationError(
                _("Somebody else changed this report in the meantime. Look at its history, then save again.")
            )
        return self.cleaned_data["shown_as_of"]

    def clean_duplicate_of(self) -> Report | None:
        original = self.cleaned_data["duplicate_of"]
        if original and (why := why_no_duplicate(self.instance, original)):
            raise ValidationError(why)
        return original

    def clean(self) -> dict[str, Any]:
        super().clean()
        is_put_aside = "state" in self.changed_data and self.cleaned_data.get("state") == Report.State.DUPLICATE
        if is_put_aside and "duplicate_of" not in self.errors and not self.cleaned_data.get("duplicate_of"):
            self.add_error("duplicate_of", _("Say which earlier report it is a duplicate of."))
        return self.cleaned_data

    @property
    def decision(self) -> Decision:
        """What was changed on this screen. What is left as it was shown is not decided again."""
        decision = Decision(**{name: self.cleaned_data[name] for name in self.changed_data if name in DECIDED})
        return replace(decision, grouped_under=None) if self.cleaned_data["apart"] else decision

    @property
    def wants_to_watch(self) -> bool | None:
        """Whether to watch the report from now on, None to leave that as it is."""
        return self.cleaned_data["watch"] if "watch" in self.changed_data else None


class ReportPanel(Panel):
    """Shows something about the report; nothing in it is filled in."""

    def __init__(self, template_name: str, facts: Facts | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.template_name = template_name
        self.facts = facts

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "template_name": self.template_name, "facts": self.facts}

    class BoundPanel(Panel.BoundPanel):
        class Media:
            css = {"all": ["feedback/triage.css"]}

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.template_name = self.panel.template_name

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            facts = self.panel.facts(self.instance) if self.panel.facts else {}
            return {**super().get_context_data(parent_context), "report": self.instance, **facts}


def what_the_reader_saw(report: Report) -> dict[str, Any]:
    """The section in the edition that the report is about, and where that edition can be read now."""
    document = report.edition.content
    section = report.shown_section
    publication = Publication.objects.readable().filter(page=report.page_id).first()
    return {
        "section": section,
        "html": section and Addresses.of(document).resolve(section["html"]),
        "url": publication and edition_url(publication.path, report.edition.number),
        "is_current": bool(publication and publication.edition_id == report.edition_id),
    }


def who_says_the_same(report: Report) -> dict[str, Any]:
    """The open reports that say the same, which one decision settles, and the one that stands in the queue for all."""
    first = report.grouped_under or report
    return {"first": first, "members": first.members.open().with_edition().order_by("pk")}


class Event(TypedDict):
    """A change of a report or a note on it."""

    at: datetime
    by: User | str | Promise
    text: str
    is_note: bool


def what_has_been_done(report: Report) -> dict[str, list[Event]]:
    """Changes, notes and who was told of it, in the order in which they happened."""
    changes: list[Event] = [
        {"at": change.at, "by": change.by or _("The site"), "text": change.in_words, "is_note": False}
        for change in report.changes.select_related("by")
    ]
    notes: list[Event] = [
        {"at": note.created_at, "by": note.author, "text": note.text, "is_note": True}
        for note in report.notes.select_related("author")
    ]
    told: list[Event] = [
        {
            "at": letter.ended_at or letter.written_at,
            "by": _("The site"),
            "text": _("Letter to %(address)s: %(outcome)s") % {"address": letter.address, "outcome": letter.outcome},
            "is_note": False,
        }
        for letter in emails.letters_about(report)
    ]
    return {"events": sorted(changes + notes + told, key=lambda event: event["at"])}


def what_is_corrected(report: Report) -> dict[str, Any]:
    """The newest correction that the report is in, if any."""
    return {"correction": report.corrections.first()}


edit_handler = ObjectList(
    [
        ReportPanel("feedback/admin/sent.html", heading=_("What the reader sent"), icon="comment"),
        ReportPanel("feedback/admin/saw.html", what_the_reader_saw, heading=_("What the reader saw"), icon="doc-full"),
        MultiFieldPanel(
            [
                FieldPanel("state"),
                FieldPanel("severity"),
                FieldPanel("assignee"),
                FieldPanel("tags"),
                FieldPanel("duplicate_of"),
                FieldPanel("note"),
                FieldPanel("apart"),
                FieldPanel("watch"),
            ],
            heading=_("Decision"),
            icon="edit",
        ),
        ReportPanel("feedback/admin/report_correction.html", what_is_corrected, heading=CORRECTION, icon="edit"),
        ReportPanel("feedback/admin/group.html", who_says_the_same, heading=_("Seen to together"), icon="copy"),
        ReportPanel(
            "feedback/admin/same_in_other_words.html",
            what_may_be_the_same,
            heading=_("The same in other words"),
            icon="copy",
        ),
        ReportPanel("feedback/admin/done.html", what_has_been_done, heading=_("History"), icon="history"),
    ],
    base_form_class=TriageForm,
)
