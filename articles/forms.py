"""Forms of the desk for what readers' pages stand on."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .models import Reference
from .references.identifiers import normalised


class ReferenceForm(WagtailAdminModelForm):
    """A work's names, each brought into the form in which we keep it. What the world says is not typed by anybody."""

    class Meta:
        model = Reference
        fields = ["text", "doi", "pmid", "url", "archive_url"]

    def clean_doi(self):
        return self._in_form("doi", "doi", _("This is not a DOI: they look like 10.1000/182."))

    def clean_pmid(self):
        return self._in_form("pmid", "pmid", _("A PMID has digits only."))

    def clean_url(self):
        return self._in_form("url", "url", _("This is not a web address: they begin with https://."))

    def clean_archive_url(self):
        return self._in_form("archive_url", "url", _("This is not a web address: they begin with https://."))

    def _in_form(self, name, kind, sentence):
        given = self.cleaned_data[name]
        identifier = normalised(kind, given)
        if given and identifier is None:
            raise forms.ValidationError(sentence)
        return identifier.value if identifier else ""


class BringForm(forms.Form):
    """What somebody pastes, or a file from another program; nothing of it is lost when something cannot be used."""

    pasted = forms.CharField(
        label=_("Paste"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A DOI, a PMID, a PMCID, an address that holds one, or a whole reference; one on each line."),
    )
    as_typed = forms.BooleanField(
        label=_("Keep what cannot be looked up as it is typed"),
        required=False,
        help_text=_("For works that no service knows, such as a guideline on the web. Write the whole reference."),
    )
    file = forms.FileField(label=_("Or a file"), required=False, help_text=_("RIS, BibTeX or NBIB, of at most 2 MB."))

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("pasted") and not cleaned.get("file"):
            raise forms.ValidationError(_("Paste something, or choose a file."))
        return cleaned
