"""The form of the edit screen, for whatever page readers reach."""

from itertools import chain, count

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.models import Page

from ...record.published.addresses import NoAddressError, address_for
from ..zone import take_near_moments


class EditionedPageForm(WagtailAdminPageForm):
    """Makes the slug where none is given, and asks whether an address is to be taken over where that is to be asked.

    Whoever fills it in is told in words what keeps it from being saved, also when it saves by itself.
    """

    takes_over_address = forms.BooleanField(
        label=_("take over the address of another page"),
        required=False,
        help_text=_("Links to that page, made long ago, will lead readers here. Who decided so is kept."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if not self.is_bound:
            self.fields.pop("takes_over_address", None)
        take_near_moments(self, "publish_after")

    def is_valid(self):
        is_valid = super().is_valid()
        if not is_valid and self.for_user:
            self.for_user.not_saved_because = list(self.sentences())
        return is_valid

    def sentences(self):
        """What is wrong, each with the label of its field. What a block lacks stands at the block."""
        for name, errors in self.errors.items():
            for error in errors.as_data():
                yield _named(self, name, error)
        for formset in self.formsets.values():
            yield from formset.non_form_errors()
            heading = formset.model._meta.verbose_name
            for number, form in enumerate(formset.forms, start=1):
                for field, errors in form.errors.items():
                    yield from (f"{heading} {number}: {_named(form, field, error)}" for error in errors.as_data())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("slug") == "" and cleaned.get("title"):
            self.make_slug(cleaned)
        taken = self.address_of_another() if cleaned.get("slug") else None
        if taken and cleaned.get("takes_over_address"):
            self.instance.takes_over_address = True
        elif taken:
            self.add_error("slug", str(taken))
        else:
            self.fields.pop("takes_over_address", None)
        return cleaned

    def make_slug(self, cleaned):
        """From the title, as Wagtail's script does; a title without letters and digits leaves it to the writer."""
        base = slugify(cleaned["title"], allow_unicode=True)[:250]
        if not base:
            sentence = _("The title has no letters to make the address of: write it here, such as “back-pain”.")
            self.add_error("slug", sentence)
            return
        candidates = chain([base], (f"{base}-{number}" for number in count(2)))
        cleaned["slug"] = next(
            slug for slug in candidates if Page._slug_is_available(slug, self.parent_page, self.instance)
        )

    def address_of_another(self):
        """Why the page can be published under this slug only knowingly; None where nothing is to be confirmed."""
        try:
            address_for(self.instance, self.cleaned_data["slug"], self.parent_page)
        except NoAddressError as error:
            return error if error.leads_elsewhere else None
        return None


def _named(form, name, error):
    label = form.fields[name].label if name in form.fields else ""
    if isinstance(error, StreamBlockValidationError):
        sentences = [gettext("something in it is not finished.")]
    else:
        sentences = error.messages
    return ": ".join(filter(None, [str(label or ""), " ".join(sentences)]))
