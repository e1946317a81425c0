"""Forms of the desk for what readers' pages stand on."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ...files import NAMES as NAMES_OF_FILES
from ...identifiers import normalised
from ...works import LOCATOR
from ..citing import Offer
from ..links import LinkStatus
from ..references import NAMES, Reference, cite_again


class ReferenceForm(WagtailAdminModelForm):
    """A work's names, each brought into the form in which we keep it. What the world says is not typed by anybody."""

    class Meta:
        model = Reference
        fields = ["text", *NAMES, "archive_url"]

    def clean_doi(self) -> str:
        return self._in_form("doi", "doi", _("This is not a DOI: they look like 10.1000/182."))

    def clean_pmid(self) -> str:
        return self._in_form("pmid", "pmid", _("A PMID has digits only."))

    def clean_pmcid(self) -> str:
        return self._in_form("pmcid", "pmcid", _("This is not a PMCID: they look like PMC1234567."))

    def clean_isbn(self) -> str:
        return self._in_form("isbn", "isbn", _("This is not an ISBN: a digit is wrong or missing."))

    def clean_url(self) -> str:
        return self._in_form("url", "url", _("This is not a web address: they begin with https://."))

    def clean_archive_url(self) -> str:
        return self._in_form("archive_url", "url", _("This is not a web address: they begin with https://."))

    def save(self, commit: bool = True) -> Reference:
        self.instance.changed_by = self.for_user
        if "text" in self.changed_data:
            self.instance.html = ""
        if "url" in self.changed_data:  # what was found of the former address says nothing of this one
            self.instance.link_status, self.instance.link_checked_at = LinkStatus.UNCHECKED, None
        saved = super().save(commit)
        if set(NAMES) & set(self.changed_data):
            cite_again(saved)
        return saved

    def _in_form(self, name: str, kind: str, sentence: str | Promise) -> str:
        given = self.cleaned_data[name]
        identifier = normalised(kind, given)
        if given and identifier is None:
            raise forms.ValidationError(str(sentence))
        return identifier.value if identifier else ""


class MergeForm(forms.Form):
    """Which other work of the library is the same as this one."""

    into = forms.ModelChoiceField(
        label=_("The same work, which stays"),
        queryset=Reference.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the work that stays.")},
    )

    def __init__(self, *args: Any, reference: Reference, words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Reference.objects.matching(words)[:8] if words else Reference.objects.like(reference)
        pks = [work.pk for work in found if work.pk != reference.pk]
        cast(forms.ModelChoiceField, self.fields["into"]).queryset = Reference.objects.filter(pk__in=pks)


class FalseAlarmForm(forms.Form):
    """Why a warning beside a source is wrong."""

    reason = forms.CharField(
        label=_("Why it is a false alarm"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why this is a false alarm: it is kept.")},
    )


class NotNewerForm(forms.Form):
    """Why what the watch found is no newer version of a work."""

    reason = forms.CharField(
        label=_("Why nothing has to be looked at"),
        max_length=2_000,
        error_messages={"required": _("Say why: it is kept.")},
    )


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
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=format_lazy(_("{names}, of at most 2 MB."), names=NAMES_OF_FILES),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.cleaned_data.get("pasted") and not self.cleaned_data.get("file"):
            raise forms.ValidationError(_("Paste something, or choose a file."))
        return self.cleaned_data


class AskForm(forms.Form):
    """What somebody wants to cite."""

    asked = forms.CharField(
        label=_("DOI, PMID, PMCID, ISBN, address, whole reference, or words to look for in the library"),
        max_length=2_000,
        widget=forms.TextInput(attrs={"data-citation-focus": ""}),
    )


class CitationForm(forms.Form):
    """Which of the works on offer is cited, where in it, and by which words of it."""

    asked = forms.CharField(widget=forms.HiddenInput(attrs={"id": "id_asked_for"}), max_length=2_000)
    work = forms.ChoiceField(
        label=_("Work"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose the work that is cited.")),
    )
    locator = forms.RegexField(
        regex=LOCATOR,
        label=_("Where in it"),
        required=False,
        max_length=40,
        help_text=_("Such as “p. 4” or “table 2”. Readers see it beside the number."),
        error_messages={"invalid": _("Use letters, digits and plain punctuation only, such as “p. 4”.")},
    )
    passage = forms.CharField(
        label=_("The passage that supports the claim"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the words of the work. The fact checker gets it beside the claim; readers do not."),
    )

    authors = forms.CharField(label=_("Authors"), max_length=1_000, help_text=_("Such as “Hayden JA, Ellis J”."))
    title = forms.CharField(label=_("Title"), max_length=1_000)
    journal = forms.CharField(label=_("Journal"), max_length=250)
    year = forms.RegexField(
        regex=r"^(?:19|20)\d\d$",
        label=_("Year"),
        error_messages={"invalid": _("Write the year with four digits, such as 2021.")},
    )
    #: Asked for where nothing is known of a work but its number.
    TO_FILL_IN = ("authors", "title", "journal", "year")

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.key: offer for offer in offers}
        if not any(offer.to_fill_in for offer in offers):
            for name in self.TO_FILL_IN:
                del self.fields[name]
        work = cast(forms.ChoiceField, self.fields["work"])
        work.choices = [(offer.key, offer.text) for offer in offers]
        if len(offers) == 1:
            work.initial = offers[0].key

    @property
    def choices(self) -> list[tuple[BoundWidget, Offer]]:
        """Each radio button with its offer, for the template."""
        return [(button, self.offers[button.data["value"]]) for button in self["work"]]

    @property
    def to_fill_in(self) -> list[forms.BoundField]:
        return [self[name] for name in self.TO_FILL_IN if name in self.fields]

    @property
    def offer(self) -> Offer:
        return self.offers[self.cleaned_data["work"]]
