"""What somebody brings, and what they decide about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.references.library.citing import Offer
from articles.references.library.screens.forms import CitationForm

from ..documents.files import UnreadableFileError, open_file, open_pasted
from ..documents.parts import Tracked
from ..documents.pending import MOST_CHARACTERS


class BringForm(forms.Form):
    """A file or a whole paste. `found` is what is in it."""

    file = forms.FileField(
        required=False,
        label=_("A file"),
        help_text=_("A Word document (.docx) or a web page (.html), of at most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.html,.htm"}),
    )
    pasted = forms.CharField(
        required=False,
        label=_("Or paste it here"),
        help_text=_("What you copied in Word, Google Docs or a browser, with its headings, lists and tables."),
        widget=forms.Textarea(attrs={"rows": 8, "data-takes-html": ""}),
        max_length=MOST_CHARACTERS,
        strip=False,
    )

    def clean(self):
        given = super().clean()
        try:
            if given.get("file"):
                self.found = open_file(given["file"].read())
            elif given.get("pasted", "").strip():
                self.found = open_pasted(given["pasted"])
            elif not self.errors:
                raise forms.ValidationError(_("Choose a file, or paste something."))
        except UnreadableFileError as error:
            self.add_error("file", str(error))
        return given


class DecisionForm(forms.Form):
    """What is decided before a document comes in. Only what it asks for is asked."""

    tracked = forms.ChoiceField(
        label=_("Changes that somebody tracked, and words that are struck out"),
        choices=[
            (Tracked.ACCEPT.value, _("Accept them: inserted words stay, deleted and struck-out words go")),
            (Tracked.REJECT.value, _("Reject them: deleted and struck-out words stay, inserted words go")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Decide about the tracked changes first.")},
    )
    title = forms.CharField(label=_("Title"), max_length=255)
    references = forms.BooleanField(
        required=False,
        label=_("Make works of the library of these references, and citations of their marks"),
    )
    pictures = forms.BooleanField(required=False, initial=True, label=_("Upload the pictures that came along"))
    numbers = forms.BooleanField(
        label=_("I looked at these numbers: the text that comes in is right"),
        error_messages={"required": _("Some numbers are not as they were. Look at them first.")},
    )

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(asks):
            del self.fields[name]


class ReferencesForm(forms.Form):
    """A list of references as somebody has it."""

    pasted = forms.CharField(
        label=_("The references"),
        help_text=_("One on each line, or numbered. A DOI, a PMID or an address is enough for one."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=200_000,
        error_messages={"required": _("Paste the references first.")},
    )


class LineForm(CitationForm):
    """Which work a pasted line is; or that it is left out."""

    LEFT_OUT = Offer("-", _("Leave it out"))

    def __init__(self, *args, line, **kwargs):
        self.line = line
        super().__init__(*args, offers=[*line.offers, self.LEFT_OUT], **kwargs)
        for name in ("asked", "locator", "passage"):
            del self.fields[name]
        sure = (offer.key for offer in self.offers.values() if not offer.is_doubted)
        self.fields["work"].initial = next(sure)
        for name in self.TO_FILL_IN:
            if name in self.fields:
                self.fields[name].required = False

    def clean(self):
        given = super().clean()
        if "work" in given and self.offer.to_fill_in:
            for field in self.to_fill_in:
                if not given.get(field.name) and not field.errors:
                    self.add_error(field.name, _("Fill it in, or leave the work out."))
        return given

    @property
    def is_taken(self):
        return self.offer != self.LEFT_OUT
