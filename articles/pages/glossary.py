"""Words of medicine in plain ones. A text that names one links to it, and readers get its meaning where they are."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..record.signed.sign_offs import SignOffKind
from .editioned import EditionedPage, tabs


class TermPage(EditionedPage):
    """One word and what it means. It says as much about health as an article, and is signed like one."""

    kind = "term"
    required_sign_offs = (SignOffKind.FACT_CHECK, SignOffKind.MEDICAL_REVIEW)

    definition = models.TextField(
        _("what it means"), max_length=400, help_text=_("In one or two sentences that a twelve-year-old understands.")
    )
    also_called = models.CharField(
        _("other words for it"), max_length=250, blank=True, help_text=_("With commas between them.")
    )

    content_panels = [*EditionedPage.content_panels, FieldPanel("definition"), FieldPanel("also_called")]
    edit_handler = tabs(content_panels)
    parent_page_types = ["articles.PolicyPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("glossary term")

    def reader_parts(self):
        return {"standfirst": self.definition.strip(), "also_called": self.also_called.strip(), "images": []}
