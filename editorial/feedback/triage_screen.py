"""The triage screen: what the reader sent, what the reader saw, what the desk decides and has done."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.log_actions import registry

from articles.editions import Publication
from articles.reading import Addresses, edition_url, linked_page_ids

from .permissions import triagers


class ShownAtField(forms.CharField):
    """Goes back into a refused form with the present time, not with what was sent."""

    widget = forms.HiddenInput

    def bound_data(self, data, initial):
        return initial


class TriageForm(WagtailAdminModelForm):
    """What the desk decides. The form only reads; `triage` writes."""

    note = forms.CharField(
        label=_("New note"),
        help_text=_("For the desk. Readers never see it."),
        widget=AdminAutoHeightTextInput,
        required=False,
    )
    shown_as_of = ShownAtField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = triagers()
        self.fields["assignee"].empty_label = _("Nobody")
        self.initial["shown_as_of"] = self.instance.updated_at.isoformat()

    def clean_shown_as_of(self):
        if self.cleaned_data["shown_as_of"] != self.instance.updated_at.isoformat():
            raise ValidationError(
                _("Somebody else changed this report in the meantime. Look at its history, then save again.")
            )
        return self.cleaned_data["shown_as_of"]

    @property
    def decision(self):
        return {name: self.cleaned_data[name] for name in ("state", "assignee", "note")}


class ReportPanel(Panel):
    """Shows something about the report; nothing in it is filled in."""

    def __init__(self, template_name, facts=None, **kwargs):
        super().__init__(**kwargs)
        self.template_name = template_name
        self.facts = facts

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "template_name": self.template_name, "facts": self.facts}

    class BoundPanel(Panel.BoundPanel):
        class Media:
            css = {"all": ["feedback/triage.css"]}

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.template_name = self.panel.template_name

        def get_context_data(self, parent_context=None):
            facts = self.panel.facts(self.instance) if self.panel.facts else {}
            return {**super().get_context_data(parent_context), "report": self.instance, **facts}


def what_the_reader_saw(report):
    """The section in the edition that the report is about, and where that edition can be read now."""
    document = report.edition.content
    section = report.shown_section
    publication = Publication.objects.readable().filter(page=report.page_id).first()
    return {
        "section": section,
        "html": section and Addresses(linked_page_ids(document)).resolve(section["html"]),
        "url": publication and edition_url(publication.path, report.edition.number),
        "is_current": bool(publication and publication.edition_id == report.edition_id),
    }


def what_has_been_done(report):
    """Changes and notes in the order in which they happened."""
    changes = [
        {"at": entry.timestamp, "by": entry.user_display_name, "text": entry.message, "is_note": False}
        for entry in registry.get_logs_for_instance(report).select_related("user", "content_type")
    ]
    notes = [
        {"at": note.created_at, "by": note.author, "text": note.text, "is_note": True}
        for note in report.notes.select_related("author")
    ]
    return {"events": sorted(changes + notes, key=lambda event: event["at"])}


def what_is_corrected(report):
    """The newest correction that the report is in, if any."""
    return {"correction": report.corrections.first()}


edit_handler = ObjectList(
    [
        ReportPanel("feedback/admin/sent.html", heading=_("What the reader sent"), icon="comment"),
        ReportPanel("feedback/admin/saw.html", what_the_reader_saw, heading=_("What the reader saw"), icon="doc-full"),
        MultiFieldPanel(
            [
                FieldPanel("state"),
                FieldPanel("assignee"),
                FieldPanel("note"),
            ],
            heading=_("Decision"),
            icon="edit",
        ),
        ReportPanel("feedback/admin/report_correction.html", what_is_corrected, heading=_("Correction"), icon="edit"),
        ReportPanel("feedback/admin/done.html", what_has_been_done, heading=_("History"), icon="history"),
    ],
    base_form_class=TriageForm,
)
