"""The form in which somebody says what the site is called, how it looks, and where its readers live."""

import io

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError
from wagtail.admin.forms import WagtailAdminModelForm

from ..extensions import help_numbers

#: What a logo is made from: files that a browser reads, told by their content. Of an SVG nobody knows what it does.
FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 20_000_000
#: As it is kept: three times as large as the head of a page shows it.
KEPT_SIZE = (480, 120)


class SiteForm(WagtailAdminModelForm):
    """All of it may stay empty: the site is then called as its environment says, and has the logo that it came with."""

    region = forms.ChoiceField(
        label=_("Where most readers live"),
        required=False,
        help_text=_(
            "Decides whom pages tell readers to call in an emergency or in despair, where they report side effects, "
            "and how telephone numbers look that are taken out of what they write."
        ),
    )
    logo_file = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("A PNG, JPEG or WebP file. It stands beside the name, on light and on dark ground."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    no_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions(self.instance.region)
        self.fields["name"].widget.attrs["placeholder"] = settings.SITE_NAME
        if not self.instance.logo:
            del self.fields["no_logo"]

    def clean_logo_file(self):
        file = self.cleaned_data["logo_file"]
        return as_logo(file) if file else b""

    def save(self, commit=True):
        if self.cleaned_data["logo_file"]:
            self.instance.logo = self.cleaned_data["logo_file"]
        elif self.cleaned_data.get("no_logo"):
            self.instance.logo = b""
        return super().save(commit)


def regions(chosen):
    """Those of which the site knows whom to call. One that is known no more stays visible."""
    known = dict(help_numbers.get("regions", []))
    by_environment = known.get(settings.REGION, settings.REGION)
    if chosen:
        known.setdefault(chosen, chosen)
    return [("", _("As the environment says: %s") % by_environment), *known.items()]


def as_logo(file):
    """The bytes of a small PNG; ValidationError where the file is none of FORMATS, or too large."""
    if file.size > MOST_BYTES:
        raise forms.ValidationError(_("This file is larger than 5 MB. Choose a smaller one."))
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise forms.ValidationError(_("This picture has more than 20 million points. Choose a smaller one."))
            small = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise forms.ValidationError(_("This is no PNG, JPEG or WebP file. Choose another.")) from error
    small.thumbnail(KEPT_SIZE)
    kept = io.BytesIO()
    small.save(kept, "PNG", optimize=True)
    return kept.getvalue()
