"""Panels of our own on the edit screen."""

from wagtail.admin.panels import FieldPanel, Panel

from ..record.document import reader_document
from ..writing.checks import advice_on_citations, unmet_by_citations


class TranslationPanel(FieldPanel):
    """A field that only translations have."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and self.instance.original() is not None


class CitationChecksPanel(Panel):
    """What the citations and claims of the draft still need, as it was last saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "articles/admin/citation_checks.html"

        def is_shown(self):
            return super().is_shown() and bool(self.instance.pk)

        def get_context_data(self, parent_context=None):
            document = reader_document(self.instance)
            return {
                **super().get_context_data(parent_context),
                "unmet": unmet_by_citations(self.instance, document),
                "advice": advice_on_citations(self.instance, document),
            }
