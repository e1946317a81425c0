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
