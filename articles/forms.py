"""Forms of the desk for what readers' pages stand on."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .models import Reference
from .references.identifiers import clean_doi, clean_pmid, clean_url


class ReferenceForm(WagtailAdminModelForm):
    """A work's names, each brought into the form in which we keep it. What the world says is not typed by anybody."""

    class Meta:
        model = Reference
        fields = ["text", "doi", "pmid", "url", "archive_url"]

    def clean_doi(self):
        return self._cleaned("doi", clean_doi, _("This is not a DOI: they look like 10.1000/182."))

    def clean_pmid(self):
        return self._cleaned("pmid", clean_pmid, _("A PMID has digits only."))

    def clean_url(self):
        return self._cleaned("url", clean_url, _("This is not a web address: they begin with https://."))

    def clean_archive_url(self):
        return self._cleaned("archive_url", clean_url, _("This is not a web address: they begin with https://."))

    def _cleaned(self, name, clean, sentence):
        given = self.cleaned_data[name]
        kept = clean(given)
        if given and not kept:
            raise forms.ValidationError(sentence)
        return kept
